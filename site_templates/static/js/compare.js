// Two to four units side by side, as the reader chooses. Bound to [data-compare]; see docs/search.md.
(function () {
  "use strict";

  const { button, fold, keepAddress, load, make } = window.perfdsl;
  const MOST = 4;
  const SUGGESTED = 20;

  const box = document.querySelector("[data-compare]");
  if (!box) return;

  const root = box.dataset.compare;
  const status = make("p", { class: "compare-status", role: "status" });
  const input = make("input", { type: "search", id: "compare-name", autocomplete: "off" });
  const suggestions = make("ul", { class: "suggestions", "aria-label": "可以加入的单位" });
  const chips = make("ul", { class: "chosen", "aria-label": "已选的单位" });
  const output = make("div", { class: "compared" });

  // ---- Data: the list of units, and one small file for each unit that is chosen

  let listed = []; // [page, name, year]
  const arrived = new Map(); // page to unit
  let chosen = []; // pages

  window.perfdslUnits = ({ units }) => { listed = units; };
  window.perfdslUnit = (unit) => arrived.set(unit.page, unit);

  function fileOf(page) {
    return `${root}${page.slice(0, page.lastIndexOf("/") + 1)}compare.js`;
  }

  function labelOf(page) {
    const found = listed.find((unit) => unit[0] === page);
    return found ? `${found[1]}（${found[2]}）` : page;
  }

  // ---- Choosing

  function suggest() {
    const wanted = fold(input.value);
    const found = listed.filter(([page, name]) => wanted && fold(name).includes(wanted) && !chosen.includes(page));
    const full = chosen.length === MOST;
    suggestions.replaceChildren(...(full ? [] : found.slice(0, SUGGESTED)).map(([page]) => make("li", {},
      button(`加入 ${labelOf(page)}`, () => pick([...chosen, page])))));
    if (!wanted) return;
    if (full) status.textContent = `最多对比 ${MOST} 个单位，请先移除一个。`;
    else if (found.length > SUGGESTED) status.textContent = `找到 ${found.length} 个单位，显示前 ${SUGGESTED} 个，请再输入几个字。`;
    else status.textContent = found.length ? `找到 ${found.length} 个单位。` : "没有找到这样的单位。";
  }

  function pick(pages) {
    choose(pages);
    input.focus();
  }

  async function choose(pages) {
    chosen = pages;
    input.value = "";
    suggest();
    chips.replaceChildren(...chosen.map((page) => make("li", {}, labelOf(page), " ",
      button("移除", () => pick(chosen.filter((other) => other !== page)), { "aria-label": `移除 ${labelOf(page)}` }))));
    const parameters = new URLSearchParams();
    chosen.forEach((page) => parameters.append("unit", page));
    keepAddress(parameters);
    await show();
  }

  async function show() {
    const pages = chosen;
    if (pages.length < 2) {
      output.replaceChildren();
      status.textContent = pages.length ? `已选 ${labelOf(pages[0])}，再选一个单位就可以对比。` : "";
      return;
    }
    try {
      await Promise.all(pages.map((page) => load(fileOf(page))));
    } catch {
      status.textContent = "单位的数据没能载入，请刷新页面再试。";
      return;
    }
    if (pages === chosen) draw(pages.map((page) => arrived.get(page)));
  }

  // ---- Side by side: rows of the same key are the same indicator

  // [{ group, name, cells: one for each unit, or undefined }], those that at least two units have.
  function common(units) {
    const found = new Map();
    units.forEach((unit, number) => unit.rows.forEach(([key, group, name, value, measure, href]) => {
      if (!found.has(key)) found.set(key, { group, name, cells: units.map(() => undefined) });
      const { cells } = found.get(key);
      if (!cells[number]) cells[number] = { value, measure, href: address(unit, href) };
    }));
    return [...found.values()].filter(({ cells }) => cells.filter(Boolean).length > 1);
  }

  function address(unit, href) {
    return root + (href[0] === "#" ? unit.page + href : unit.page.slice(0, unit.page.lastIndexOf("/") + 1) + href);
  }

  // Only values that count the same can be compared.
  function verdict(cells) {
    const present = cells.filter(Boolean);
    const measures = [...new Set(present.map(({ measure }) => measure))];
    if (measures.length > 1) return `不可比：${measures.map((measure) => measure || "文字").join("、")}`;
    return new Set(present.map(({ value }) => fold(value))).size === 1 ? "相同" : "";
  }

  function draw(units) {
    const rows = common(units);
    const different = rows.filter(({ cells }) => verdict(cells).startsWith("不可比")).length;
    status.textContent = `${units.length} 个单位有 ${rows.length} 项共同的指标${different ? `，其中 ${different} 项不可比` : ""}。`;
    const caption = make("caption", { id: "compared-caption" }, "共同指标对比");
    const head = make("tr", {}, heading("指标"), ...units.map(unitHeading), heading("比较"));
    const body = make("tbody", {}, totals(units), ...rows.map(drawRow));
    const region = { class: "scroll", role: "region", "aria-labelledby": "compared-caption", tabindex: "0" };
    output.replaceChildren(make("div", region, make("table", { class: "compare" }, caption, make("thead", {}, head), body)));
  }

  function heading(label) {
    return make("th", { scope: "col" }, label);
  }

  function unitHeading(unit) {
    return make("th", { scope: "col" }, make("a", { href: root + unit.page }, unit.name), " ", make("small", {}, unit.year));
  }

  function totals(units) {
    return make("tr", {}, make("th", { scope: "row" }, "整体"), ...units.map(({ value }) => make("td", {}, value)), make("td"));
  }

  function drawRow({ group, name, cells }) {
    const label = make("th", { scope: "row" }, name, " ", make("small", {}, group));
    const shown = cells.map((cell) => make("td", {}, cell ? make("a", { href: cell.href }, cell.value) : "没有这项指标"));
    const judged = verdict(cells);
    return make("tr", { class: judged.startsWith("不可比") && "incomparable" }, label, ...shown, make("td", {}, judged));
  }

  // ---- Start

  async function start() {
    try {
      await load(`${root}compare/index.js`);
    } catch {
      status.textContent = "单位名单没能载入，请刷新页面再试。";
      return;
    }
    const known = new Set(listed.map(([page]) => page));
    const asked = new URLSearchParams(location.search).getAll("unit").filter((page) => known.has(page));
    if (asked.length) await choose([...new Set(asked)].slice(0, MOST));
  }

  input.addEventListener("input", (event) => { if (!event.isComposing) suggest(); });
  input.addEventListener("compositionend", suggest);
  const label = make("label", { for: "compare-name" }, `输入单位名称，选二至${"一二三四"[MOST - 1]}个单位`);
  box.replaceChildren(make("p", {}, label, " ", input), suggestions, chips, status, output);
  start();
})();
