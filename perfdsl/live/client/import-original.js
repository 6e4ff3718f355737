// The original as its office made it: grids with merged cells, each cell with a sign of what it became.
(function () {
  "use strict";

  const { importing, make } = window.perfdslLive;

  // kind → the sign in the cell, and what the legend says of it
  const SIGNS = {
    field: ["头", "名称、年度等表头"],
    text: ["文", "栏目的文字"],
    money: ["钱", "金额"],
    group: ["组", "指标的分组"],
    indicator: ["指", "指标名称"],
    target: ["值", "指标值、分值"],
    note: ["注", "说明"],
    label: ["标", "只作标题，不用写"],
    left: ["余", "没有用上，留作备注"],
  };
  const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

  function drawOriginal(table, link) {
    const parts = table.original.map((part) => (part.rows ? grid(part, link, table) : paragraph(part.text, link, table)));
    return [legend(), ...(parts.length ? parts : [make("p", {}, "这种文件没有原表可以对照。")])];
  }

  function legend() {
    const entries = Object.entries(SIGNS).map(([kind, [sign, label]]) => make("li", {}, make("span", { class: "import-sign", "data-kind": kind }, sign), ` ${label}`));
    return make("details", { class: "import-legend" }, make("summary", {}, "格子里的记号"), make("ul", {}, ...entries));
  }

  function paragraph(cell, link, table) {
    const element = make("p", { class: "import-paragraph" });
    fill(element, cell, link, table);
    return element;
  }

  // ---- A grid

  function grid(part, link, table) {
    const cells = new Map(); // "row column" → element
    const body = make("tbody", {});
    part.rows.forEach((row, at) => {
      const before = part.rows[at - 1];
      if (before && row.number > before.number + 1) body.append(gap(row.number - before.number - 1, part));
      body.append(make("tr", {}, ...row.cells.map((cell) => place(cell, at, cells, link, table))));
    });
    if (part.hidden) body.append(gap(part.hidden, part, "原表太长，下面还有"));
    const element = make("table", { class: "import-grid", role: "grid", "aria-label": `原表 ${part.name}` }, body);
    importing.oneStop(element, () => [...element.querySelectorAll("td[data-kind]")], (key, from) => step(key, from, cells, part));
    return element;
  }

  function place(cell, row, cells, link, table) {
    const { rows = 1, columns = 1 } = cell;
    const element = make("td", { role: "gridcell", rowspan: rows > 1 ? rows : null, colspan: columns > 1 ? columns : null });
    element.at = [row, cell.column, rows, columns];
    for (let down = 0; down < rows; down += 1) {
      for (let right = 0; right < columns; right += 1) cells.set(`${row + down} ${cell.column + right}`, element);
    }
    fill(element, cell, link, table);
    return element;
  }

  function gap(count, part, why = "这里有") {
    const width = Math.max(...part.rows.map((row) => row.cells.reduce((end, cell) => Math.max(end, cell.column + (cell.columns || 1)), 1)));
    return make("tr", { class: "import-gap" }, make("td", { role: "gridcell", colspan: width }, `${why} ${count} 行没有显示`));
  }

  function fill(element, cell, link, table) {
    element.append(cell.text || "");
    if (!cell.use) return;
    const [sign] = SIGNS[cell.kind];
    const said = make("span", { class: "live-said" });
    element.dataset.kind = cell.kind;
    if (cell.doubt) element.dataset.doubt = "";
    element.tabIndex = -1;
    element.append(make("span", { class: "import-sign", "data-kind": cell.kind, "aria-hidden": "true" }, cell.doubt ? `${sign}?` : sign), said);
    const draw = () => {
      const at = table.numbers.get(cell.line);
      const fate = [cell.use, at && `第 ${at} 行`, cell.doubt && importing.toCheck(cell.doubt)].filter(Boolean).join("，");
      if (said.textContent === `（${fate}）`) return;
      element.title = `${cell.place}：${fate}`;
      said.textContent = `（${fate}）`;
    };
    draw();
    table.watchers.push(draw);
    link.join(element, cell.line || element);
    element.addEventListener("keydown", (event) => {
      const other = event.key === "Enter" && event.target === element && cell.line && link.other(cell.line, element);
      if (!other) return;
      event.preventDefault();
      other.focus();
    });
  }

  // The next cell in this direction that became something.
  function step(key, from, cells, part) {
    if (!STEPS[key]) return null;
    const [down, right] = STEPS[key];
    const [row, column, rows, columns] = from.at;
    let at = [down > 0 ? row + rows - 1 : row, right > 0 ? column + columns - 1 : column];
    for (;;) {
      at = [at[0] + down, at[1] + right];
      const next = cells.get(at.join(" "));
      if (!next && (at[0] < 0 || at[1] < 0 || at[0] >= part.rows.length || at[1] > 2000)) return null;
      if (next && next !== from && next.dataset.kind) return next;
      if (!next && right) return null;
    }
  }

  Object.assign(importing, { drawOriginal });
})();
