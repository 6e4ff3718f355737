// Into the project: a file that is there stays until its reader has seen the difference.
(function () {
  "use strict";

  const { ask, button, importing, make } = window.perfdslLive;

  function drawSaving(table) {
    const press = button("保存到项目", () => save(table), { class: "import-save" });
    const state = make("p", { class: "import-saved", role: "status" });
    const place = make("div", { class: "import-difference" });
    const element = make("section", { class: "import-saving", "aria-label": "保存" }, press, state, place);
    table.showSaving = (content, difference = []) => {
      state.replaceChildren(...content);
      place.replaceChildren(...difference);
    };
    table.watchers.push(() => { if (!table.saved) table.showSaving([unchecked(table)]); });
    table.showSaving(table.saved ? about(table) : [unchecked(table)]);
    return element;
  }

  function unchecked(table) {
    const left = importing.open(table).length;
    return left ? `还有 ${left} 处没有核对；也可以先保存，以后再改。` : "";
  }

  // Whether it is in the project now. seen: the content that may be replaced.
  async function save(table, seen = "") {
    const [missing, field] = unanswered(table);
    if (missing) {
      table.showSaving([missing]);
      (document.querySelector(field) || document.querySelector(".import-line")).focus();
      return false;
    }
    const { content, wrong } = await ask("save", { file: table.file, text: importing.text(table), seen });
    if (wrong) {
      table.showSaving([wrong], content.seen ? difference(table, content) : []);
      const first = document.querySelector(".import-difference button");
      if (first) first.focus();
      return false;
    }
    table.watchers.forEach((watcher) => watcher());
    table.saved = content;
    table.showSaving(about(table));
    if (table.told) table.told();
    return true;
  }

  // What nobody can do without, and where it is asked.
  function unanswered(table) {
    if (!importing.yearOf(table)) return ["请先填年度，四位数字，如 2025。", ".import-year"];
    return importing.nameOf(table) ? [""] : ["请先填名称，如“青山县图书馆”。", ".import-name"];
  }

  function about(table) {
    const { errors, page, warnings } = table.saved;
    const wrong = [errors && `${errors} 处错误`, warnings && `${warnings} 处警告`].filter(Boolean).join("、");
    const said = `已保存到 ${table.file}。${wrong ? `还有 ${wrong}，网页上逐条列出。` : "检查通过。"}`;
    const address = page ? `/${page.split("/").map(encodeURIComponent).join("/")}` : "/index.html";
    const target = table.isAlone() ? null : "_blank"; // the other tables stay open
    return [said, " ", make("a", { href: address, target }, `${page ? "看网页" : "回到预览"}${target ? "（另开一页）" : ""}`)];
  }

  function difference(table, { difference: lines, seen }) {
    const shown = lines.map((line) => make("span", { "data-change": { "+": "加", "-": "减" }[line[0]] || null }, line));
    return [
      make("p", {}, "减号是现有的，加号是导入的。换一个文件名再保存，两个都留下；或者"),
      make("p", {}, button("用导入的覆盖", () => save(table, seen))),
      make("pre", { tabindex: "0", role: "region", "aria-label": "有什么不同" }, ...shown),
    ];
  }

  Object.assign(importing, { drawSaving, save });
})();
