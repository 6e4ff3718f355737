// The lines that the table became: Enter or a click changes one in its place.
(function () {
  "use strict";

  const { button, importing, make, say } = window.perfdslLive;

  function drawSource(table, link) {
    const list = make("ol", { class: "import-lines" });
    const rows = new Map(); // id → the row of a line
    let numbers = "";

    function draw() {
      const now = table.lines.map(({ id }) => id).join(" ");
      table.lines.forEach((line) => { if (!rows.has(line.id)) rows.set(line.id, newRow(line)); });
      if (now !== numbers) list.replaceChildren(...table.lines.map(({ id }) => rows.get(id).element));
      numbers = now;
      table.lines.forEach((line, at) => rows.get(line.id).draw(at + 1));
    }

    function newRow(line) {
      const number = make("span", { class: "import-number" });
      const text = make("span", { class: "import-text" });
      const shown = button("", () => edit(line, element, shown), { class: "import-line", tabindex: "-1" });
      const element = make("li", { "data-doubt": line.doubt ? true : null }, shown);
      shown.append(number, text);
      if (line.doubt) shown.append(make("span", { class: "import-why" }, importing.toCheck(line.doubt)));
      link.join(element, line.id);
      return {
        element,
        draw(at) {
          number.textContent = at;
          text.textContent = line.text;
          element.toggleAttribute("data-changed", line.text !== line.first);
          element.toggleAttribute("data-remark", line.text.startsWith("//"));
        },
      };
    }

    function edit(line, element, shown) {
      const box = editor(line.text, (text, isByKey) => {
        box.remove();
        shown.hidden = false;
        if (text !== null && text !== line.text) {
          importing.change(table, line, text);
          say("这一行改好了");
        }
        if (isByKey) shown.focus();
      });
      shown.hidden = true;
      element.append(box);
      box.focus();
    }

    draw();
    table.watchers.push(draw);
    importing.oneStop(list, () => [...list.querySelectorAll(".import-line")], step);
    list.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowLeft" || !event.target.classList.contains("import-line")) return;
      const at = [...list.children].indexOf(event.target.parentElement);
      const other = link.other(table.lines[at].id, list);
      if (other) other.focus();
    });
    return list;
  }

  function step(key, from, stops) {
    const at = stops.indexOf(from);
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: stops.length - 1 }[key];
    return to === undefined ? null : stops[to];
  }

  // A field for one line: Enter takes it (done(text, true)), Esc leaves it as it was (done(null, true)), whoever goes
  // elsewhere takes it too (done(text, false)).
  function editor(text, done) {
    const box = make("textarea", { class: "import-editor", rows: Math.min(8, 1 + Math.floor(text.length / 36)), spellcheck: "false", "aria-label": "改这一行，回车改好，Esc 不改" });
    box.value = text;
    let isOver = false;
    const end = (value, isByKey) => {
      if (isOver) return;
      isOver = true;
      done(value, isByKey);
    };
    box.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "Enter") end(box.value, true);
      else if (event.key === "Escape") end(null, true);
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    box.addEventListener("blur", () => end(box.value, false));
    return box;
  }

  Object.assign(importing, { drawSource, editor });
})();
