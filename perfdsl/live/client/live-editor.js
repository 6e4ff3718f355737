// The writer's editor, and what changed, shown for a moment.
(function () {
  "use strict";

  const live = window.perfdslLive;
  const FLASH = 1600; // ms; as long as the animation in live.css

  async function openEditor(place) {
    const wrong = await live.post("open", place);
    if (wrong) live.tell(wrong);
    else live.say(`已在编辑器中打开第 ${place.line} 行`);
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

  Object.assign(live, { flash, openEditor });
})();
