// The preview in the page: what its scripts share, and the stylesheet and scripts themselves (in this order).
window.perfdslLive = (function () {
  "use strict";

  const PARTS = ["live-view", "live-patch", "live-marks", "live-rows", "live-finding", "live-findings", "live-stream"];
  const FLASH = 1600; // ms; as long as the animation in live.css
  const shown = new URL(document.currentScript.src).searchParams.get("version"); // which state of the page this is

  // Shared with the site's own scripts, where the page has them: what a script made is not in the file of the page.
  const made = (window.perfdsl && window.perfdsl.made) || new WeakSet();

  // make("a", { href: "…" }, "text", element …); an attribute that is false or null is left out.
  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    made.add(element);
    Object.entries(attributes || {}).forEach(([name, value]) => {
      if (value !== false && value != null) element.setAttribute(name, value === true ? "" : value);
    });
    element.append(...children);
    return element;
  }

  function button(label, pressed, attributes) {
    const element = make("button", { type: "button", ...attributes }, label);
    element.addEventListener("click", pressed);
    return element;
  }

  // Said politely to those who listen to the page.
  const region = make("p", { class: "live-said", role: "status" });
  document.body.append(region);
  let last = 0;
  function say(text) {
    clearTimeout(last);
    region.textContent = "";
    last = setTimeout(() => { region.textContent = text; }, 60);
  }

  // What went wrong, in Chinese; "" where nothing did.
  async function post(address, content) {
    try {
      const answer = await fetch(`/-/${address}`, {
        method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(content),
      });
      if (answer.ok) return "";
      return (await answer.json().catch(() => ({}))).message || `预览服务没有照办（${answer.status}）`;
    } catch {
      return "连不上预览服务，请确认 perfdsl serve 还在运行";
    }
  }

  async function openEditor(place) {
    const wrong = await post("open", place);
    if (wrong) api.tell(wrong);
    else say(`已在编辑器中打开第 ${place.line} 行`);
  }

  // Shows for a moment what changed, and says it.
  const flashing = new Map();
  function flash(elements) {
    elements.forEach((element) => element.removeAttribute("data-live-flash"));
    void document.body.offsetWidth; // an animation that runs starts again
    elements.forEach((element) => {
      element.setAttribute("data-live-flash", "");
      clearTimeout(flashing.get(element));
      flashing.set(element, setTimeout(() => {
        element.removeAttribute("data-live-flash");
        flashing.delete(element);
      }, FLASH));
    });
  }

  function script(name) {
    const element = make("script", { src: `/-/${name}.js` });
    element.async = false; // in order
    return element;
  }

  document.head.append(make("link", { rel: "stylesheet", href: "/-/live.css" }), ...PARTS.map(script));
  const api = { button, flash, made, make, openEditor, post, say, shown, tell: say };
  return api;
})();
