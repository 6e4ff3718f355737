// What a change of the page would lose: the focus, a selection in a field, scrolled regions; and what is in view stays
// in its place, whatever comes or goes above it.
(function () {
  "use strict";

  function keepView(change) {
    const restore = remember();
    change();
    restore();
  }

  function remember() {
    const active = document.activeElement;
    const selected = active && typeof active.selectionStart === "number" && [active.selectionStart, active.selectionEnd];
    const regions = [...document.querySelectorAll("[tabindex], textarea")]
      .filter((region) => region.scrollLeft || region.scrollTop)
      .map((region) => [region, region.scrollLeft, region.scrollTop]);
    const view = inView();
    return () => {
      regions.forEach(([region, left, top]) => {
        if (region.scrollLeft !== left) region.scrollLeft = left;
        if (region.scrollTop !== top) region.scrollTop = top;
      });
      if (active && active.isConnected && active !== document.activeElement) {
        active.focus({ preventScroll: true });
        if (selected) active.setSelectionRange(...selected);
      }
      hold(view.find(([element]) => element.isConnected));
    };
  }

  // A window scrolls by whole pixels, rows have parts of them: the same row is held where it was meant to be.
  let held = [null, 0];
  function hold(anchor) {
    if (!anchor) return;
    const [element, top] = anchor;
    const isHeld = element === held[0] && Math.abs(top - held[1]) < 1;
    held = isHeld ? held : anchor;
    const moved = element.getBoundingClientRect().top - held[1];
    if (Math.abs(moved) > 0.5) window.scrollBy(0, moved);
  }

  // What stands in the window, from the top, each with its place; nothing at the very top of the page.
  function inView() {
    if (!window.scrollY) return [];
    return [...document.querySelectorAll("main tr, main h2, main h3, main p, main li")]
      .filter((element) => !element.closest("nav")) // the list of contents stands still by itself
      .map((element) => [element, element.getBoundingClientRect()])
      .filter(([, box]) => box.height && box.top >= 0 && box.top < window.innerHeight)
      .map(([element, box]) => [element, box.top]);
  }

  window.perfdslLive.keepView = keepView;
})();
