// Rows and their source: the line under the mouse or the focus, and ?line=34.
(function () {
  "use strict";

  const live = window.perfdslLive;
  const { button, drawMarks, keepView, make, openEditor, say } = live;
  const HOLDERS = "tr, h1, h2, h3, section";

  let file = "";
  let lines = {}; // key → line
  let marks = {}; // what differs from git's HEAD
  let lineOf = new Map(); // element → line
  let asked = Number(new URLSearchParams(location.search).get("line")) || 0;

  // ---- Elements by key: an id, or the page that the heading of a row links to

  function finder() {
    const linked = new Map();
    document.querySelectorAll("main tr > th > a[href]").forEach((link) => {
      const row = link.closest("tr");
      [link.getAttribute("href"), link.getAttribute("href").split("#")[1]].forEach((key) => {
        if (key && !linked.has(key)) linked.set(key, row);
      });
    });
    const own = decodeURIComponent(location.pathname).split("/").pop();
    return (key) => document.getElementById(key) || linked.get(key) || (own === key ? document.querySelector("h1") : null);
  }

  // After every patch, and when lines or marks came.
  function refresh() {
    const find = finder();
    lineOf = new Map();
    Object.entries(lines).forEach(([key, line]) => {
      const element = find(key);
      if (!element) return;
      lineOf.set(element, line);
      const section = /^H[12]$/.test(element.tagName) && element.closest("section.prose");
      if (section) lineOf.set(section, line);
    });
    keepView(() => drawMarks(find, marks));
    stop();
    if (asked && lineOf.size) goTo(asked);
    show(shown && shown.isConnected ? shown : null);
  }

  function places(event) {
    ({ file, lines } = event);
    refresh();
  }

  function setMarks(event) {
    marks = event;
    refresh();
  }

  // ---- The line of the row under the mouse or the focus: a button that opens the editor

  let shown = null;
  const label = button("", () => open(shown), { class: "live-line" });
  const tip = make("p", { id: "live-tip", class: "live-said" });
  label.hidden = true;
  document.body.append(label, tip);

  function holder(target) {
    let element = target.closest ? target.closest(HOLDERS) : null;
    while (element && !lineOf.has(element)) element = element.parentElement && element.parentElement.closest(HOLDERS);
    return element;
  }

  function show(element) {
    shown = element && lineOf.has(element) ? element : null;
    label.hidden = !shown;
    if (!shown) return;
    const old = shown.dataset.liveOld ? `，原为 ${shown.dataset.liveOld}` : "";
    label.textContent = `第 ${lineOf.get(shown)} 行${old}`;
    label.title = `在编辑器中打开 ${file} 第 ${lineOf.get(shown)} 行（按住 Ctrl 点这一行也可以）`;
    place();
  }

  // At the end of the row's first cell, which is the widest; in a narrow window, above the row.
  function place() {
    if (!shown) return;
    const cell = shown.tagName === "TR" ? shown.querySelector("th") || shown.cells[0] : shown;
    const box = cell.getBoundingClientRect();
    const right = Math.min(box.right, document.documentElement.clientWidth);
    const isNarrow = cell.tagName === "TH" && right - box.left < 2 * label.offsetWidth;
    const top = isNarrow ? box.top - label.offsetHeight : box.top + 3;
    label.style.left = `${Math.max(4, right - label.offsetWidth - 4)}px`;
    label.style.top = `${Math.max(0, top)}px`;
  }

  function open(element) {
    if (element) openEditor({ file, line: lineOf.get(element), column: 1 });
  }

  // Not mouseover: that also comes when rows move below a mouse that rests, while the keyboard goes from row to row.
  document.addEventListener("mousemove", ({ target }) => {
    const row = target === label ? shown : holder(target) || holder(document.activeElement);
    if (row !== shown) show(row);
  });
  document.addEventListener("scroll", place, { passive: true, capture: true });
  window.addEventListener("resize", place, { passive: true });
  document.addEventListener("click", (event) => {
    const row = event.ctrlKey || event.metaKey ? holder(event.target) : null;
    if (!row) return;
    event.preventDefault();
    open(row);
  }, true);

  // ---- The keyboard: one stop for all rows, arrows from row to row, Enter opens the editor

  function rows() {
    return [...document.querySelectorAll("main tr")].filter((row) => lineOf.has(row) && !row.hidden);
  }

  function stop() {
    const all = rows();
    if (all.length && !all.some((row) => row.tabIndex === 0)) all[0].tabIndex = 0;
  }

  function move(row) {
    rows().forEach((other) => { if (other !== row && other.tabIndex === 0) other.removeAttribute("tabindex"); });
    row.tabIndex = 0;
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("keydown", (event) => {
    const row = event.target;
    if (row.tagName !== "TR" || !lineOf.has(row)) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const next = step && rows()[rows().indexOf(row) + step];
    if (next) move(next);
    else if (event.key === "Enter") open(row);
    else if (!step) return;
    event.preventDefault();
  });
  document.addEventListener("focusin", ({ target }) => {
    if (target === label) return;
    const row = holder(target);
    show(row);
    if (!row || row !== target) return;
    tip.textContent = `第 ${lineOf.get(row)} 行，按回车在编辑器中打开`;
    row.setAttribute("aria-describedby", tip.id);
  });
  document.addEventListener("focusout", ({ target }) => {
    if (target.tagName === "TR") target.removeAttribute("aria-describedby");
  });

  // ---- ?line=34: the row that shows this line, or the nearest above it

  function goTo(line) {
    asked = 0;
    const [element] = [...lineOf].reduce((best, one) => (one[1] <= line && one[1] >= best[1] ? one : best), [null, 0]);
    if (!element) return;
    element.setAttribute("data-live-here", "");
    element.scrollIntoView({ block: "center" });
    if (element.tagName === "TR") move(element);
    const leave = () => {
      element.removeAttribute("data-live-here");
      document.removeEventListener("click", leave);
    };
    document.addEventListener("click", leave);
    say(`第 ${line} 行显示在这里`);
  }

  Object.assign(live, { places, setMarks, refreshRows: refresh });
})();
