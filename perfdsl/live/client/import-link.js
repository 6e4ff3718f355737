// A cell of the original and the line that it became: one under the mouse or the focus shows the other.
(function () {
  "use strict";

  const { importing } = window.perfdslLive;

  // join(element, id): the element belongs to this line; show(id, but): light up all that does.
  function newLink() {
    const elements = new Map();
    let lit = [];

    function join(element, id) {
      if (!elements.has(id)) elements.set(id, new Set());
      elements.get(id).add(element);
      element.addEventListener("mouseenter", () => show(id, element));
      element.addEventListener("focusin", () => show(id, element));
    }

    function show(id, from) {
      lit.forEach((element) => element.removeAttribute("data-import-lit"));
      lit = [...(elements.get(id) || [])];
      lit.forEach((element) => element.setAttribute("data-import-lit", ""));
      const panes = new Set();
      lit.forEach((element) => {
        const pane = element.closest(".import-pane");
        if (!pane || panes.has(pane) || pane.contains(from)) return;
        panes.add(pane);
        bringIntoView(pane, element);
      });
    }

    // What belongs to the line in the other pane, and can have the focus.
    function other(id, from) {
      const pane = from.closest(".import-pane");
      const found = [...(elements.get(id) || [])].find((element) => element.closest(".import-pane") && !pane.contains(element));
      return found && (found.hasAttribute("tabindex") ? found : found.querySelector("[tabindex]"));
    }

    return { join, other, show };
  }

  // Only the pane scrolls: the page stays where its reader is.
  function bringIntoView(pane, element) {
    const outer = pane.getBoundingClientRect();
    const inner = element.getBoundingClientRect();
    const middle = (outer.height - inner.height) / 2;
    if (inner.top < outer.top || inner.bottom > outer.bottom) pane.scrollTop += inner.top - outer.top - Math.max(0, middle);
    if (inner.left < outer.left || inner.right > outer.right) pane.scrollLeft += inner.left - outer.left - 16;
  }

  // One stop for all elements of a pane; keys go from one to the next.
  function oneStop(pane, elements, step) {
    const stops = elements();
    if (stops.length) stops[0].tabIndex = 0;
    pane.addEventListener("focusin", ({ target }) => {
      if (!elements().includes(target)) return;
      elements().forEach((one) => { one.tabIndex = one === target ? 0 : -1; });
    });
    pane.addEventListener("keydown", (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey || !elements().includes(event.target)) return;
      const next = step(event.key, event.target, elements());
      if (!next) return;
      event.preventDefault();
      next.focus({ preventScroll: true });
      next.scrollIntoView({ block: "nearest", inline: "nearest" });
    });
  }

  Object.assign(importing, { newLink, oneStop });
})();
