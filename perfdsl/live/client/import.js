// The import page: files come in by choice, drop or paste; of their tables one is shown beside its original.
(function () {
  "use strict";

  const { button, importing, make, send } = window.perfdslLive;
  const chooser = document.getElementById("import-files");
  const state = document.querySelector(".import-state");
  const list = document.querySelector(".import-files");
  const shownIn = document.querySelector(".import-shown");

  const tables = [];
  const listed = make("ol", {});
  const all = button("", saveAll, { class: "import-save" });
  let shown = null;
  let work = Promise.resolve(); // one file after the other

  // ---- Files come in

  chooser.addEventListener("change", () => {
    take([...chooser.files]);
    chooser.value = "";
  });
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    document.body.toggleAttribute("data-import-over", true);
  });
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) document.body.removeAttribute("data-import-over"); });
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    document.body.removeAttribute("data-import-over");
    const folders = foldersOf(event.dataTransfer);
    take([...event.dataTransfer.files].filter(({ name }) => !folders.includes(name)));
    if (folders.length) state.textContent = `“${folders[0]}”是文件夹。请打开它，选中里面的文件再拖；整个文件夹可以用命令 perfdsl import 导入。`;
  });
  document.addEventListener("paste", (event) => {
    if (event.target.closest && event.target.closest("input:not([type=file]), textarea")) return;
    const files = [...event.clipboardData.files];
    const copied = copiedTable(event.clipboardData);
    if (copied.length) work = work.then(() => read(...copied));
    else if (files.length) take(files);
    else state.textContent = "剪贴板里没有表格。请在 Excel 或 WPS 里选中表格，复制，再回来粘贴。";
  });

  function foldersOf(data) {
    const entries = [...data.items].map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry());
    return entries.filter((entry) => entry && entry.isDirectory).map(({ name }) => name);
  }

  // As HTML a copied table has its merged cells; as text it can be read without an extra.
  function copiedTable(data) {
    const html = data.getData("text/html");
    const text = data.getData("text/plain");
    return [
      ...(/<table\b/i.test(html) ? [new File([html], "粘贴的表格.html")] : []),
      ...(text.includes("\t") ? [new File([text], "粘贴的表格.txt")] : []),
    ];
  }

  function take(files) {
    files.forEach((file) => { work = work.then(() => read(file)); });
  }

  // others: the same in another way, for where this one cannot be read.
  async function read(file, ...others) {
    state.textContent = `正在读“${file.name}”……`;
    const { content, wrong } = await sent(file, "");
    if (others.length && (wrong || content.refused)) {
      await read(...others);
      return;
    }
    const entries = wrong ? [make("p", { class: "import-refused" }, `${file.name}：${wrong}`)] : entriesOf(content, file);
    listed.append(make("li", {}, ...entries));
    if (!list.hasChildNodes()) list.append(listed, all);
    count();
  }

  // The browser keeps the file, the server keeps nothing: for another framework it is sent again.
  function sent(file, framework) {
    const address = `import?name=${encodeURIComponent(file.name)}&framework=${encodeURIComponent(framework)}`;
    return send(address, file, "application/octet-stream");
  }

  function entriesOf(content, file) {
    const found = content.tables.map((said, index) => importing.newTable({ ...said, frameworks: content.frameworks }, { file, index }));
    const buttons = found.map(entryOf);
    state.textContent = `“${content.name}”读好了：${found.length} 张表。`;
    if (content.refused) {
      const said = [`${content.name}：没有导入：${content.refused}`, content.hint].filter(Boolean).join("。");
      state.textContent = `${said}。`;
      return [make("p", { class: "import-refused" }, state.textContent), ...content.notices.map(notice)];
    }
    if (!shown && found.length) show(found[0], true);
    return [make("p", {}, content.name), make("ul", {}, ...buttons), ...content.notices.map(notice)];
  }

  function notice(text) {
    return make("p", { class: "import-notice" }, text);
  }

  window.addEventListener("beforeunload", (event) => {
    if (!tables.some(({ isTouched, saved }) => isTouched && !saved)) return;
    event.preventDefault();
    event.returnValue = "";
  });

  // ---- The list of tables

  function entryOf(table) {
    tables.push(table);
    const press = button("", () => show(table, true), {});
    table.entry = press;
    table.isAlone = () => tables.length === 1;
    table.told = () => {
      drawEntry(table);
      count();
    };
    drawEntry(table);
    return make("li", {}, press);
  }

  function drawEntry(table) {
    const left = importing.open(table).length;
    const now = table.saved ? "已保存" : left ? `请核对 ${left} 处` : "可以保存";
    const year = importing.yearOf(table);
    table.entry.textContent = `${importing.nameOf(table) || "（没有名称）"}${year ? ` ${year}年度` : ""} · ${now}`;
    table.entry.toggleAttribute("data-saved", Boolean(table.saved));
    if (table === shown) table.entry.setAttribute("aria-current", "true");
    else table.entry.removeAttribute("aria-current");
  }

  function count() {
    const left = tables.filter(({ saved }) => !saved);
    all.textContent = `全部保存（${left.length} 张）`;
    all.hidden = left.length < 2;
  }

  async function saveAll() {
    for (const table of tables.filter(({ saved }) => !saved)) {
      show(table, false);
      if (!(await importing.save(table))) return;
    }
    state.textContent = "全部保存好了。";
  }

  // ---- One table

  function show(table, takesFocus) {
    const before = shown;
    shown = table;
    table.watchers = [table.told];
    if (before && before !== table) drawEntry(before);
    drawEntry(table);
    const link = importing.newLink();
    const title = make("h2", { tabindex: "-1" }, importing.nameOf(table) || "（没有名称）");
    const used = table.filled - table.left;
    const about = `${table.filled} 个有内容的格子${table.left ? `：用上 ${used} 个，没有用上 ${table.left} 个` : "全部用上"}。`;
    shownIn.replaceChildren(
      title, make("p", { class: "import-about" }, about),
      importing.drawQuestions(table, again),
      importing.drawDoubts(table, link),
      make("div", { class: "import-panes" },
        pane("原表", importing.drawOriginal(table, link)),
        pane("写成的 .perf（点一行可以改）", [importing.drawSource(table, link)])),
      importing.drawSaving(table),
    );
    if (takesFocus) title.focus();
  }

  function pane(label, content) {
    return make("section", { class: "import-half", "aria-label": label }, make("h3", {}, label),
      make("div", { class: "import-pane", tabindex: "0", role: "region", "aria-label": `${label}，可以滚动` }, ...content));
  }

  async function again(framework) {
    const { file, index } = shown.source;
    const old = shown;
    state.textContent = `按“${framework}”再读一次……`;
    const { content, wrong } = await sent(file, framework);
    if (wrong || !content.tables[index]) {
      state.textContent = wrong || content.refused;
      return;
    }
    const made = importing.newTable({ ...content.tables[index], frameworks: content.frameworks, file: old.file }, old.source);
    Object.assign(old, made);
    show(old, false);
    old.told();
    document.querySelector(".import-questions select").focus();
    state.textContent = `已按“${framework}”重新导入，请再核对一遍。`;
  }
})();
