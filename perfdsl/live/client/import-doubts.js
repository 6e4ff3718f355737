// 请核对: what a person should look at, each with a choice: right as it is, changed, or left as a remark.
(function () {
  "use strict";

  const { button, importing, make, say } = window.perfdslLive;

  function drawDoubts(table, link) {
    const title = make("h3", { tabindex: "-1" });
    const section = make("section", { class: "import-doubts" }, title);
    if (table.doubts.length) section.append(make("ol", {}, ...table.doubts.map((doubt) => entry(doubt, table, link, next))));

    function count() {
      const left = importing.open(table).length;
      title.textContent = left ? `请核对 ${left} 处` : table.doubts.length ? "都核对过了" : "没有要核对的";
      section.toggleAttribute("data-done", !left);
    }

    // Whoever works with the keyboard goes on with the next one.
    function next() {
      importing.tell(table);
      const button = section.querySelector("li:not([data-decided]) button");
      (button || title).focus();
      say(title.textContent);
    }

    count();
    table.watchers.push(count);
    return section;
  }

  function entry(doubt, table, link, next) {
    const { cell, line } = doubt;
    const element = make("li", {});
    const where = cell ? `${cell.place}“${short(cell.text)}”` : `第 ${table.numbers.get(line.id)} 行`;
    let drawn = "";
    const shown = make("code", {});
    const acts = make("p", { class: "import-acts" });
    element.append(make("p", { class: "import-doubt" }, make("strong", {}, doubt.why), make("small", {}, where)), ...(line ? [shown] : []), acts);
    link.join(element, line ? line.id : cell);

    function draw() {
      drawn = doubt.decided;
      if (line) shown.textContent = line.text;
      element.toggleAttribute("data-decided", Boolean(doubt.decided));
      acts.replaceChildren(...(doubt.decided ? decided() : choices()));
    }

    function choices() {
      if (doubt.isLeft) return [act("就留作备注", "留作备注"), changing("写成正文")];
      if (!line) return [act("没问题", "没问题")];
      const way = importing.wayToNextGroup(table, line);
      const moving = way && act("移到下一组", "移到下一组", () => {
        importing.move(table, way.rows, way.behind);
        doubt.way = way;
      });
      return [act("没问题", "没问题"), ...(moving ? [moving] : []), changing("改这一行"), act("留作备注", "留作备注", () => { line.text = `// ${line.text}`; })];
    }

    function decided() {
      const undo = button("撤销", () => {
        doubt.decided = "";
        if (line) line.text = line.first;
        if (doubt.way) importing.move(table, doubt.way.rows, doubt.way.before);
        doubt.way = null;
        draw();
        importing.tell(table);
        acts.querySelector("button").focus();
      });
      return [make("span", { class: "import-decided" }, `✓ ${doubt.decided}`), undo];
    }

    function act(label, what, change = () => {}) {
      return button(label, () => {
        change();
        decide(what);
      });
    }

    function decide(what) {
      doubt.decided = what;
      draw();
      next();
    }

    function changing(label) {
      return button(label, () => {
        const box = importing.editor(line.text.replace(/^\/\/ 原表 [^：]*：/, ""), (text, isByKey) => {
          box.remove();
          if (text === null || text === line.text) {
            draw();
            if (isByKey) acts.querySelector("button").focus();
          } else {
            importing.change(table, line, text);
            if (isByKey) next();
          }
        });
        acts.replaceChildren(box);
        box.focus();
      });
    }

    draw();
    table.watchers.push(() => {
      if (drawn !== doubt.decided) draw();
      else if (line) shown.textContent = line.text;
    });
    return element;
  }

  function short(text) {
    const line = text.replace(/\s+/g, " ").trim();
    return line.length > 24 ? `${line.slice(0, 24)}…` : line;
  }

  Object.assign(importing, { drawDoubts });
})();
