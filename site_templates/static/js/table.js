// Tables that sort: the headings of table[data-sortable] become buttons. Bound as docs/search.md says.
(function () {
  "use strict";

  const { bind, button, make, say } = window.perfdsl;
  const collator = new Intl.Collator("zh-Hans-CN-u-co-pinyin", { numeric: true });
  const NEXT = { none: "ascending", ascending: "descending", descending: "none" };
  const SPOKEN = {
    number: { ascending: "从小到大", descending: "从大到小" },
    date: { ascending: "从早到晚", descending: "从晚到早" },
    text: { ascending: "按拼音顺序", descending: "按拼音倒序" },
  };

  // ---- Reading cells

  // What a cell is sorted by; "" for one that is empty, or no number where numbers are sorted.
  function valueOf(cell, kind) {
    if (!cell) return "";
    const value = (cell.dataset.value === undefined ? cell.textContent : cell.dataset.value).trim();
    return kind === "number" && !Number.isFinite(Number(value)) ? "" : value;
  }

  // number, date or text: as the heading says, else number where every data-value of the column is one.
  function kindOf(heading, column, rows) {
    if (heading.dataset.sort) return heading.dataset.sort;
    const given = rows.map((row) => row.cells[column]).filter((cell) => cell && cell.dataset.value);
    return given.length && given.every((cell) => Number.isFinite(Number(cell.dataset.value))) ? "number" : "text";
  }

  const COMPARE = {
    number: (one, other) => Number(one) - Number(other),
    date: (one, other) => (one < other ? -1 : Number(one > other)), // ISO dates: 2024-05-31
    text: (one, other) => collator.compare(one, other),
  };

  // ---- Ordering rows: what is empty comes last in either direction, what is equal keeps its order

  function order(blocks, column, kind, direction) {
    const sign = direction === "descending" ? -1 : 1;
    const keyed = blocks.map((block) => ({ block, value: valueOf(block[0].cells[column], kind) }));
    keyed.sort((one, other) => {
      if (!one.value || !other.value) return Number(!one.value) - Number(!other.value);
      return sign * COMPARE[kind](one.value, other.value);
    });
    return keyed.map(({ block }) => block);
  }

  // A body is fixed rows (a group's heading), rows with the parts that follow them, and fixed rows (a total).
  function divide(rows) {
    const divided = { top: [], blocks: [], bottom: [] };
    rows.forEach((row) => {
      const { blocks } = divided;
      if (row.dataset.fixed !== undefined) (blocks.length ? divided.bottom : divided.top).push(row);
      else if (row.dataset.part !== undefined && blocks.length) blocks[blocks.length - 1].push(row);
      else blocks.push([row]);
    });
    return divided;
  }

  // ---- A table

  function enhance(table) {
    const headings = [...table.tHead.rows[0].cells];
    let bodies = read();
    if (rows().length < 2) return false;

    function read() {
      return [...table.tBodies].map((body) => ({ body, ...divide([...body.rows]) }));
    }

    function rows() {
      return [].concat(...bodies.map(({ blocks }) => blocks.map((block) => block[0])));
    }

    function arrange(column, kind, direction) {
      bodies.forEach(({ body, top, blocks, bottom }) => {
        const sorted = direction === "none" ? blocks : order(blocks, column, kind, direction);
        body.append(...top, ...[].concat(...sorted), ...bottom);
      });
    }

    function sort(heading, column) {
      const direction = NEXT[heading.getAttribute("aria-sort") || "none"];
      const kind = kindOf(heading, column, rows());
      headings.forEach((other) => other.removeAttribute("aria-sort"));
      if (direction !== "none") heading.setAttribute("aria-sort", direction);
      arrange(column, kind, direction);
      const name = heading.textContent.trim();
      say(direction === "none" ? "已恢复原来的顺序" : `已排序：${name}，${SPOKEN[kind][direction]}`);
    }

    // The preview changes rows in the order of the page; before and after, in the reader's.
    function again(direction) {
      const column = headings.findIndex((heading) => heading.hasAttribute("aria-sort"));
      if (column >= 0) arrange(column, kindOf(headings[column], column, rows()), direction(headings[column]));
    }

    headings.forEach((heading, column) => {
      if (heading.dataset.sort === "none" || heading.colSpan > 1) return;
      const press = button("", () => sort(heading, column), { class: "sort" });
      press.append(...heading.childNodes);
      heading.append(press);
    });
    document.addEventListener("perfdsl:patching", () => again(() => "none"));
    document.addEventListener("perfdsl:patched", () => {
      bodies = read();
      again((heading) => heading.getAttribute("aria-sort"));
    });
    return true;
  }

  bind("table[data-sortable]", enhance);

  // ---- Typing narrows the rows; the text stays when the reader comes back

  function addFilter(table, number) {
    const { fold, remember, remembered } = window.perfdsl;
    const key = `filter:${location.pathname}#${table.id || number}`;
    const input = make("input", { type: "search", value: remembered("sessionStorage", key), autocomplete: "off" });
    const count = make("span", { class: "filter-count", role: "status" });

    function apply() {
      const wanted = fold(input.value);
      const rows = [].concat(...[...table.tBodies].map((body) => [...body.rows]))
        .filter((row) => row.dataset.fixed === undefined);
      rows.forEach((row) => { row.hidden = !fold(row.textContent).includes(wanted); });
      const left = rows.filter((row) => !row.hidden).length;
      count.textContent = wanted ? `${left} / ${rows.length} 行` : "";
      remember("sessionStorage", key, input.value);
    }

    input.addEventListener("input", (event) => { if (!event.isComposing) apply(); });
    input.addEventListener("compositionend", apply);
    const label = make("label", { class: "filter" }, table.dataset.filter || "筛选", " ", input);
    (table.closest(".scroll") || table).before(make("p", { class: "filters" }, label, " ", count));
    document.addEventListener("perfdsl:patched", apply);
    apply();
  }

  bind("table[data-filter]", addFilter);
})();
