// What the tests look at in the page. Scripts' own things and the reader's attributes are no difference.
window.perfdslTest = (function () {
  const READERS = ["open", "hidden", "aria-sort", "aria-describedby", "tabindex"];
  const isMade = (node) => window.perfdslLive.made.has(node) || node.nodeName === "SCRIPT";
  const isBlank = (node) => node.nodeType === Node.TEXT_NODE && !node.nodeValue.trim();

  function content(element) {
    return [...element.children].find((child) => isMade(child) && child.className === "sort") || element;
  }

  function attributes(element) {
    return [...element.attributes].filter(({ name }) => !READERS.includes(name) && !name.startsWith("data-live"))
      .map(({ name, value }) => `${name}=${value}`).sort().join(" ");
  }

  function normal(node) {
    return [...node.childNodes].filter((child) => !isMade(child) && !isBlank(child) && child.nodeType !== Node.COMMENT_NODE);
  }

  // "" where both are the same page, else the way to the first difference.
  function difference(old, fresh) {
    if (old.nodeName !== fresh.nodeName) return `${old.nodeName} ≠ ${fresh.nodeName}`;
    if (old.nodeType !== Node.ELEMENT_NODE) return old.nodeValue.trim() === fresh.nodeValue.trim() ? "" : `${old.nodeValue} ≠ ${fresh.nodeValue}`;
    if (attributes(old) !== attributes(fresh)) return `${old.nodeName}: ${attributes(old)} ≠ ${attributes(fresh)}`;
    const [mine, theirs] = [normal(content(old)), normal(fresh)];
    if (!mine.length && content(old).childNodes.length) return "";
    if (mine.length !== theirs.length) return `${old.nodeName}: ${mine.length} ≠ ${theirs.length} children`;
    for (let at = 0; at < mine.length; at += 1) {
      const found = difference(mine[at], theirs[at]);
      if (found) return `${old.nodeName} > ${found}`;
    }
    return "";
  }

  async function served() {
    const answer = await fetch(location.pathname, { cache: "no-store" });
    return new DOMParser().parseFromString(await answer.text(), "text/html").body;
  }

  return {
    difference,
    patched: (html) => {
      const fresh = new DOMParser().parseFromString(html, "text/html").body;
      window.perfdslLive.patch(html);
      return difference(document.body, fresh);
    },
    isCurrent: async () => difference(document.body, await served()),
  };
})();
