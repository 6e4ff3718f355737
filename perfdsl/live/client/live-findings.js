// What is wrong: errors over the last good page, warnings and notices in a bar below it.
(function () {
  "use strict";

  const live = window.perfdslLive;
  const { button, entry, make, where } = live;
  const STORED = "perfdsl:live-seen";

  let found = { errors: [], warnings: [], counts: { errors: 0, warnings: 0 } };
  let seen = remembered(); // errors that the writer put away, on this page or another

  // ---- Errors: a dialog over the page, put away with Esc or × until there is a new one

  const title = make("h2", { id: "live-title" });
  const state = make("p", { class: "live-state" });
  const told = make("p", { class: "live-told", role: "status" });
  const errors = make("ol", { class: "live-list" });
  const close = button("×", () => dialog.close(), { class: "live-close", "aria-label": "收起，直到有新的错误", title: "收起（Esc）" });
  const dialog = make("dialog", { class: "live-errors", "aria-labelledby": title.id, tabindex: "-1" },
    make("header", {}, title, close, state, told),
    make("div", { class: "live-scroll", role: "region", "aria-label": "全部错误", tabindex: "0" }, errors));
  let before = null; // what had the focus

  function keyOf({ file, code, message }) {
    return `${file}\n${code}\n${message}`;
  }

  function showErrors() {
    const count = found.counts.errors;
    const isNew = found.errors.some((finding) => !seen.has(keyOf(finding)));
    title.textContent = `${count} 处错误`;
    state.textContent = `${stateOf(found)}，改好后自动更新。${beginningOf(found.errors, count)}`;
    fill(errors, found.errors);
    seen = new Set(found.errors.map(keyOf).filter((key) => seen.has(key)));
    if (!count) shut();
    else if (isNew && !dialog.open) open();
  }

  function stateOf({ stale, draft }) {
    if (stale) return "页面停在上一次没有错误的样子";
    return draft ? "页面上是现在的草稿" : "出错的文件见下面";
  }

  function beginningOf(listed, count) {
    return listed.length < count ? `下面列出前 ${listed.length} 处。` : "";
  }

  function open() {
    before = document.activeElement;
    told.textContent = "";
    dialog.showModal();
    dialog.focus({ preventScroll: true });
  }

  function shut() {
    if (dialog.open) dialog.close();
    else putAway();
  }

  function putAway() {
    seen = new Set(found.errors.map(keyOf));
    try {
      sessionStorage.setItem(STORED, JSON.stringify([...seen]));
    } catch {
      // Known to this page only.
    }
  }

  function remembered() {
    try {
      return new Set(JSON.parse(sessionStorage.getItem(STORED) || "[]"));
    } catch {
      return new Set();
    }
  }

  dialog.addEventListener("close", () => {
    putAway();
    if (before && before.isConnected && before !== document.body) before.focus({ preventScroll: true });
    before = null;
    drawBar();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target !== dialog && event.target.tagName !== "A") return;
    putAway(); // the reader clicked beside the panel, or goes to a row
    dialog.close();
  });

  // ---- Warnings and notices: a bar at the bottom, for which the page makes room

  const notices = new Map(); // kind → text
  const notice = make("div", { class: "live-notices", role: "status" });
  const warnings = make("ol", { class: "live-list", id: "live-warnings" });
  const list = make("div", { class: "live-scroll", role: "region", "aria-label": "全部警告", tabindex: "0" }, warnings);
  const fold = button("", () => toggle(list.hidden), { class: "live-fold", "aria-expanded": "false", "aria-controls": "live-warnings" });
  const first = make("span", { class: "live-first" });
  const again = button("", open, { class: "live-again" });
  const progress = make("span", { class: "live-progress" });
  const more = make("p", { class: "live-more" });
  const bringIn = make("a", { class: "live-import", href: "/-/import.html" }, "导入");
  const summary = make("div", { class: "live-summary" }, again, fold, progress, first, bringIn);
  const bar = make("aside", { class: "live-bar", "aria-label": "预览" }, notice, summary, list);
  list.append(more);
  list.hidden = true;
  bar.hidden = true;

  function toggle(isOpen) {
    list.hidden = !isOpen;
    first.hidden = isOpen;
    fold.setAttribute("aria-expanded", String(isOpen));
  }

  function drawBar() {
    const count = found.counts.warnings;
    again.hidden = !found.counts.errors || dialog.open;
    again.textContent = `错误 ${found.counts.errors}`;
    fold.hidden = !count;
    fold.textContent = `警告 ${count}`;
    first.textContent = count ? `${found.warnings[0].message}　${where(found.warnings[0])}` : "";
    fill(warnings, found.warnings);
    more.textContent = beginningOf(found.warnings, count);
    more.hidden = !more.textContent;
    if (!count) toggle(false);
    progress.textContent = found.reading ? `正在读取：${found.reading.done} / ${found.reading.total} 个文件` : "";
    progress.hidden = !found.reading;
    summary.hidden = again.hidden && fold.hidden && progress.hidden;
    notice.replaceChildren(...[...notices.values()].map((content) => make("p", {}, ...content)));
    bar.hidden = summary.hidden && !notices.size;
  }

  // A list is drawn anew only if it differs; the focus stays on the same place in it.
  const drawn = new WeakMap();
  function fill(holder, findings) {
    const text = JSON.stringify(findings);
    if (drawn.get(holder) === text) return;
    drawn.set(holder, text);
    const at = [...holder.querySelectorAll("button, a")].indexOf(document.activeElement);
    holder.replaceChildren(...findings.map(entry));
    const stops = holder.querySelectorAll("button, a");
    if (at >= 0) (stops[Math.min(at, stops.length - 1)] || holder.parentElement).focus();
  }

  new ResizeObserver(() => {
    document.documentElement.style.setProperty("--live-room", `${bar.offsetHeight}px`);
  }).observe(bar);

  document.body.append(dialog, bar);

  // ---- For the other scripts

  function findings(event) {
    found = event;
    showErrors();
    drawBar();
  }

  // A notice of this kind: text and elements; without any it goes.
  function note(kind, ...content) {
    if (content.length) notices.set(kind, content);
    else if (!notices.delete(kind)) return;
    drawBar();
  }

  // What could not be done, where the writer looks now.
  function tell(text) {
    if (dialog.open) told.textContent = text;
    else {
      note("told", text, " ", button("知道了", () => note("told")));
    }
  }

  Object.assign(live, { findings, note, tell });
})();
