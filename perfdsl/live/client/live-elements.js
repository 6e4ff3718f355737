// What the scripts of the preview and those of its import page share: elements, what is said aloud, requests.
window.perfdslLive = window.perfdslLive || {};
(function () {
  "use strict";

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

  // { content, wrong }: what the preview answers, and what went wrong, in Chinese; "" where nothing did.
  async function send(address, body, kind) {
    try {
      const answer = await fetch(`/-/${address}`, { method: "POST", headers: { "Content-Type": kind }, body });
      const content = await answer.json().catch(() => ({}));
      return { content, wrong: answer.ok ? "" : content.message || `预览服务没有照办（${answer.status}）` };
    } catch {
      return { content: {}, wrong: "连不上预览服务，请确认 perfdsl serve 还在运行" };
    }
  }

  function ask(address, content) {
    return send(address, JSON.stringify(content), "application/json");
  }

  async function post(address, content) {
    return (await ask(address, content)).wrong;
  }

  Object.assign(window.perfdslLive, { ask, button, made, make, post, say, send, tell: say });
})();
