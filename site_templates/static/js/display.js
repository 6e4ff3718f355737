// 大字 and 高对比, remembered. Bound to [data-display]; the style sheet reads html[data-text] and html[data-contrast].
(function () {
  "use strict";

  const { button, remember, remembered, say } = window.perfdsl;
  const MODES = [["text", "large", "大字"], ["contrast", "high", "高对比"]];
  const page = document.documentElement;

  function apply(mode, value) {
    if (value) page.dataset[mode] = value;
    else delete page.dataset[mode];
  }

  function toggle([mode, value, label]) {
    const press = button(label, () => {
      const now = page.dataset[mode] ? "" : value;
      apply(mode, now);
      remember("localStorage", mode, now);
      press.setAttribute("aria-pressed", String(Boolean(now)));
      say(`${label}已${now ? "打开" : "关闭"}`);
    }, { "aria-pressed": String(Boolean(page.dataset[mode])) });
    return press;
  }

  MODES.forEach(([mode, value]) => apply(mode, remembered("localStorage", mode) === value ? value : ""));
  document.querySelectorAll("[data-display]").forEach((holder) => holder.append(...MODES.map(toggle)));
})();
