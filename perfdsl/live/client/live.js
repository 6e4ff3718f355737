// The preview in the page: the stylesheet and the scripts, in this order.
(function () {
  "use strict";

  const PARTS = ["live-elements", "live-editor", "live-view", "live-patch", "live-marks", "live-rows", "live-finding", "live-findings", "live-stream"];
  const shown = new URL(document.currentScript.src).searchParams.get("version"); // which state of the page this is

  function element(tag, properties) {
    return Object.assign(document.createElement(tag), properties);
  }

  window.perfdslLive = { shown };
  document.head.append(
    element("link", { rel: "stylesheet", href: "/-/live.css" }),
    ...PARTS.map((name) => element("script", { src: `/-/${name}.js`, async: false })), // in order
  );
})();
