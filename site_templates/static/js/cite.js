// Copy a row's link, or its citation (单位, 年度, 指标, 值, 网址). Bound to [data-cite]; see docs/search.md.
(function () {
  "use strict";

  const { bind, button, make, say } = window.perfdsl;

  // ---- What is copied

  function linkOf(row) {
    return `${location.href.split("#")[0]}#${row.id}`;
  }

  function citation(row) {
    const values = [...row.cells].filter((cell) => cell.tagName === "TD" && text(cell)).map((cell) => described(row, cell));
    const parts = [given(row, "unit"), given(row, "year"), nameOf(row), values.join("、"), linkOf(row)];
    return parts.filter(Boolean).join("，");
  }

  function described(row, cell) {
    const head = row.closest("table").tHead;
    const heading = head ? head.rows[head.rows.length - 1].cells[cell.cellIndex] : null;
    return heading && text(heading) ? `${text(heading)} ${text(cell)}` : text(cell);
  }

  // The nearest data-unit or data-year around the row: the row's own, its table's, its page's.
  function given(row, key) {
    const holder = row.closest(`[data-${key}]`);
    return holder ? holder.dataset[key] : "";
  }

  function nameOf(row) {
    if (row.dataset.name) return row.dataset.name;
    const head = row.querySelector("th") || row.cells[0];
    const first = [...head.childNodes].find((node) => node.textContent.trim());
    return first ? first.textContent.trim() : "";
  }

  function text(element) {
    return element.textContent.trim().replace(/\s+/g, " ");
  }

  // ---- Copying, also where the page came over plain http and there is no navigator.clipboard

  async function copy(words, said) {
    say((await toClipboard(words)) ? said : `没能复制，请自行选取：${words}`);
  }

  async function toClipboard(words) {
    try {
      await navigator.clipboard.writeText(words);
      return true;
    } catch {
      return copySelected(words);
    }
  }

  function copySelected(words) {
    const focused = document.activeElement;
    const area = make("textarea", { class: "vh", readonly: true, "aria-hidden": "true" }, words);
    document.body.append(area);
    area.select();
    const copied = document.execCommand("copy");
    area.remove();
    if (focused) focused.focus();
    return copied;
  }

  // ---- Buttons: one for the page, which shows those of the rows, so that the keyboard need not pass them all

  function rowButtons(row) {
    const name = nameOf(row);
    const link = button("复制链接", () => copy(linkOf(row), `已复制“${name}”的链接`), { "aria-label": `复制链接：${name}` });
    const quote = button("复制引用", () => copy(citation(row), `已复制“${name}”的引用`), { "aria-label": `复制引用：${name}` });
    return make("span", { class: "cite-row" }, link, " ", quote);
  }

  function enhance(holder) {
    const rows = () => [...holder.querySelectorAll("tbody tr[id]:not(.group)")];
    if (!rows().length) return false;
    const isOpen = () => toggle.getAttribute("aria-pressed") === "true";
    const toggle = button("复制链接或引用…", () => {
      toggle.setAttribute("aria-pressed", String(!isOpen()));
      show(rows(), isOpen());
      say(isOpen() ? "每一行后面有复制链接和复制引用的按钮" : "复制按钮已收起");
    }, { class: "cite", "aria-pressed": "false" });
    place(holder, rows()[0].closest("table"), toggle);
    document.addEventListener("perfdsl:patched", () => { if (isOpen()) show(rows(), true); });
    return true;
  }

  function show(rows, open) {
    rows.forEach((row) => {
      const head = row.querySelector("th") || row.cells[0];
      const shown = head.querySelector(".cite-row");
      if (open && !shown) head.append(rowButtons(row));
      else if (!open && shown) shown.remove();
    });
  }

  function place(holder, table, toggle) {
    const here = holder.querySelector("[data-cite-here]");
    if (here) here.append(toggle);
    else (table.closest(".scroll") || table).before(make("p", { class: "cite-tools" }, toggle));
  }

  bind("[data-cite]", enhance);
})();
