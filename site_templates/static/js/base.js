// What the other scripts share: elements without innerHTML, spoken messages, data from classic scripts, folded text.
window.perfdsl = (function () {
  "use strict";

  const { from, to, dropped } = window.perfdslFold;
  const KEYS = new Map([...dropped].map((char) => [char, ""]));
  [...from].forEach((char, number) => KEYS.set(char, to[number]));
  const FOLDED = new RegExp(`[${from}${dropped}]`, "g");

  // The text as search compares it; search_key in perfdsl/search/fold.py does the same.
  function fold(text) {
    return text.replace(FOLDED, (char) => KEYS.get(char));
  }

  // The folded text, and for each of its characters where it stands in the original.
  function foldWithPlaces(text) {
    const places = [];
    let key = "";
    for (let at = 0; at < text.length; at += 1) {
      const char = KEYS.has(text[at]) ? KEYS.get(text[at]) : text[at];
      if (char) places.push(at);
      key += char;
    }
    return { key, places };
  }

  // What scripts made is not in the file of the page: the preview, which compares the two, leaves it alone.
  const made = new WeakSet();

  // make("a", { href: "…", class: "hit" }, "text", element …); an attribute that is false or null is left out.
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

  // Bind a script to what the page has, and in the preview to what it gets later. enhance says false where it did nothing.
  function bind(selector, enhance) {
    const done = new WeakSet();
    const look = () => document.querySelectorAll(selector).forEach((element, number) => {
      if (!done.has(element) && enhance(element, number) !== false) done.add(element);
    });
    look();
    document.addEventListener("perfdsl:patched", look);
  }

  // Say something to those who listen to the page. The region must stand there before its text changes.
  let region = null;
  let last = 0;
  function say(text) {
    if (!region) {
      region = make("p", { class: "vh", role: "status" });
      document.body.append(region);
    }
    region.textContent = "";
    clearTimeout(last);
    last = setTimeout(() => { region.textContent = text; }, 60);
  }

  // Each script of data is loaded once. Works from file://, where fetch does not.
  const scripts = new Map();
  function load(address) {
    if (!scripts.has(address)) {
      scripts.set(address, new Promise((done, failed) => {
        const script = make("script", { src: address });
        script.addEventListener("load", done);
        script.addEventListener("error", () => {
          scripts.delete(address);
          script.remove();
          failed(new Error(address));
        });
        document.head.append(script);
      }));
    }
    return scripts.get(address);
  }

  // The address bar follows what the reader does, so that it can be copied; some old engines forbid it on file://.
  function keepAddress(parameters) {
    const query = parameters.toString();
    if (query === location.search.slice(1)) return;
    try {
      history.replaceState(history.state, "", (query ? `?${query}` : location.pathname) + location.hash);
    } catch {
      // The page works without it.
    }
  }

  // Web storage is forbidden in some browsers and on some folders; then nothing is remembered, and nothing fails.
  function remembered(kind, key) {
    try {
      return window[kind].getItem(`perfdsl:${key}`) || "";
    } catch {
      return "";
    }
  }

  function remember(kind, key, text) {
    try {
      if (text) window[kind].setItem(`perfdsl:${key}`, text);
      else window[kind].removeItem(`perfdsl:${key}`);
    } catch {
      // Forgotten.
    }
  }

  return { bind, button, fold, foldWithPlaces, keepAddress, load, made, make, remember, remembered, say };
})();
