// Tells `saw(text, time)` whenever what stands beside the row called ROW changes, and `told(text, time)` when
// MARK appears anywhere. The time is taken here, when the document has changed: what the message takes to arrive does
// not count. ROW and MARK are put in front of this text.
(() => {
  const now = () => performance.timeOrigin + performance.now();
  let last = null;

  const value = () => {
    for (const head of document.getElementsByTagName("th")) {
      if (head.textContent.trim().startsWith(ROW)) {
        return head.nextElementSibling && head.nextElementSibling.textContent;
      }
    }
    return null;
  };

  const text = (root) =>
    [...root.querySelectorAll("*")].filter((one) => one.shadowRoot).map((one) => text(one.shadowRoot)).join("") +
    root.textContent;

  const look = () => {
    const time = now();
    const current = value();
    if (current !== null && current !== last) {
      last = current;
      window.saw(current, time);
    }
    const found = document.body && text(document.body).match(MARK);
    if (found) {
      window.told(found[0], time);
    }
  };

  const observe = (root) =>
    new MutationObserver(look).observe(root, {
      subtree: true, childList: true, characterData: true, attributes: true,
    });

  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (options) {
    const root = attach.call(this, options);
    observe(root);
    return root;
  };
  observe(document);
})();
