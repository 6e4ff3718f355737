// One finding as an entry of a list: what is wrong, where, the line with what is marked, why, and what to do.
(function () {
  "use strict";

  const live = window.perfdslLive;
  const { button, make, openEditor, post, say } = live;
  const LEVELS = { error: "错误", warning: "警告", info: "提示" };

  function entry(finding) {
    const { severity, code, message, hint, href } = finding;
    const place = button(where(finding), () => openEditor(finding), { class: "live-place", title: "在编辑器中打开" });
    const title = make("p", { class: "live-message" },
      make("span", { class: "live-level", "data-level": severity }, `${LEVELS[severity] || ""} ${code}`), " ", message);
    const acts = [
      finding.fixable && button(`${finding.safe ? "修复" : "建议修改"}：${finding.fix || "自动修改"}`, (event) => repair(event.currentTarget, finding), { class: "live-fix", "data-safe": finding.safe ? "" : null }),
      href && make("a", { href: `/${href}` }, "看页面上的位置"),
    ].filter(Boolean);
    return make("li", {}, title, place, ...excerpt(finding),
      ...(hint ? [make("p", { class: "live-hint" }, `建议：${hint}`)] : []),
      ...(finding.fixable && !finding.safe ? [make("p", { class: "live-hint" }, "改后（请核对）：", make("code", {}, finding.fixed))] : []),
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
    const wrong = await post("fix", { file: finding.file, line: finding.line, column: finding.column, code: finding.code });
    pressed.disabled = false;
    if (wrong) live.tell(wrong);
    else say("已修改文件");
  }

  Object.assign(live, { entry, where });
})();
