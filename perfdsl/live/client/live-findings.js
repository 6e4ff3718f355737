// What is wrong: errors over the last good page, warnings and notices in a bar below it.
(function () {
  "use strict";

  const live = window.perfdslLive;
  const { button, make, openEditor, post, say } = live;
  const LEVELS = { error: "错误", warning: "警告", info: "提示" };

  let found = { errors: [], warnings: [], stale: false };
  let seen = new Set(); // errors that the writer put away

  // ---- One finding

  function entry(finding) {
    const { severity, code, message, hint, href } = finding;
    const place = button(where(finding), () => openEditor(finding), { class: "live-place", title: "在编辑器中打开" });
    const title = make("p", { class: "live-message" },
      make("span", { class: "live-level", "data-level": severity }, `${LEVELS[severity] || ""} ${code}`), " ", message);
    const acts = [
      finding.fixable && button(`修复：${finding.fix || "自动修改"}`, (event) => repair(event.currentTarget, finding), { class: "live-fix" }),
      href && make("a", { href: `/${href}` }, "看页面上的位置"),
    ].filter(Boolean);
    return make("li", {}, title, place, ...excerpt(finding),
      ...(hint ? [make("p", { class: "live-hint" }, `建议：${hint}`)] : []),
      ...(acts.length ? [make("p", { class: "live-acts" }, ...acts)] : []));
  }

  function where({ file, line, column }) {
    return `${file}:${line}:${column}`;
  }

  function excerpt(finding) {
    if (!finding.excerpt) return [];
    const [before, marked, after] = split(finding.excerpt, finding.caret || "");
    const box = make("pre", { class: "live-excerpt" }, before, make("mark", {}, marked || " "), after);
    box.addEventListener("click", () => { if (!String(getSelection())) openEditor(finding); });
    return [box];
  }

  // The carets count cells of a terminal; a Chinese character takes two there, and what it likes in a browser's font.
  // So the characters themselves are marked.
  function split(text, caret) {
    const start = caret.indexOf("^");
    if (start < 0) return [text, "", ""];
    const characters = [...text];
    const from = characterAt(characters, start);
    const to = Math.max(from + 1, characterAt(characters, caret.lastIndexOf("^") + 1));
    return [characters.slice(0, from), characters.slice(from, to), characters.slice(to)].map((part) => part.join(""));
  }

  function characterAt(characters, cell) {
    let cells = 0;
    const at = characters.findIndex((character) => {
      cells += width(character);
      return cells > cell;
    });
    return at < 0 ? characters.length : at;
  }

  const NARROW = /[\p{Mn}\p{Me}\u200b-\u200f\u2060\ufeff]/u;
  const WIDE = /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;
  function width(character) {
    if (NARROW.test(character)) return 0;
    return WIDE.test(character) ? 2 : 1;
  }

  async function repair(pressed, finding) {
    pressed.disabled = true;
    const wrong = await post("fix", { file: finding.file, line: finding.line, code: finding.code });
    pressed.disabled = false;
    if (wrong) tell(wrong);
    else say("已修改文件");
  }

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
    const count = found.errors.length;
    const isNew = found.errors.some((finding) => !seen.has(keyOf(finding)));
    title.textContent = `${count} 处错误`;
    state.textContent = found.stale ? "页面停在上一次没有错误的样子，改好后自动更新。" : "页面上是现在的草稿，改好后自动更新。";
    fill(errors, found.errors);
    if (!count) shut();
    else if (isNew && !dialog.open) open();
  }

  function open() {
    before = document.activeElement;
    told.textContent = "";
    dialog.showModal();
    dialog.focus({ preventScroll: true });
  }

  function shut() {
    seen = new Set();
    if (dialog.open) dialog.close();
  }

  dialog.addEventListener("close", () => {
    seen = new Set(found.errors.map(keyOf));
    if (before && before.isConnected && before !== document.body) before.focus({ preventScroll: true });
    before = null;
    drawBar();
  });
  dialog.addEventListener("click", (event) => {
    const leaves = event.target.tagName === "A" && event.target.pathname === location.pathname;
    if (event.target === dialog || leaves) dialog.close(); // beside the panel, or off to a row below it
  });

  // ---- Warnings and notices: a bar at the bottom, for which the page makes room

  const notices = new Map(); // kind → text
  const notice = make("div", { class: "live-notices", role: "status" });
  const warnings = make("ol", { class: "live-list", id: "live-warnings" });
  const list = make("div", { class: "live-scroll", role: "region", "aria-label": "全部警告", tabindex: "0" }, warnings);
  const fold = button("", () => toggle(list.hidden), { class: "live-fold", "aria-expanded": "false", "aria-controls": "live-warnings" });
  const first = make("span", { class: "live-first" });
  const again = button("", open, { class: "live-again" });
  const summary = make("div", { class: "live-summary" }, again, fold, first);
  const bar = make("aside", { class: "live-bar", "aria-label": "预览" }, notice, summary, list);
  list.hidden = true;
  bar.hidden = true;

  function toggle(isOpen) {
    list.hidden = !isOpen;
    first.hidden = isOpen;
    fold.setAttribute("aria-expanded", String(isOpen));
  }

  function drawBar() {
    const count = found.warnings.length;
    again.hidden = !found.errors.length || dialog.open;
    again.textContent = `错误 ${found.errors.length}`;
    fold.hidden = !count;
    fold.textContent = `警告 ${count}`;
    first.textContent = count ? `${where(found.warnings[0])}　${found.warnings[0].message}` : "";
    fill(warnings, found.warnings);
    if (!count) toggle(false);
    summary.hidden = again.hidden && fold.hidden;
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
