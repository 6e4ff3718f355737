// The page as it is becomes the page as it should be. Only what differs is touched: what the reader typed, opened,
// sorted, focused or scrolled stays, and so does what scripts made.
(function () {
  "use strict";

  const { keepView, made } = window.perfdslLive;
  const READERS = new Set(["open", "hidden", "aria-sort", "aria-describedby", "tabindex"]); // attributes never taken away
  const SHOWN = "tr, li, h1, h2, h3, p, dt, dd, figure, section"; // the smallest things that are said to have changed

  let touched = new Set();

  // The HTML of the new body, or of a page with it; the elements that changed.
  function patch(html) {
    const fresh = new DOMParser().parseFromString(html, "text/html").body;
    touched = new Set();
    keepView(() => {
      document.dispatchEvent(new Event("perfdsl:patching"));
      morph(document.body, fresh);
      document.dispatchEvent(new Event("perfdsl:patched"));
    });
    return [...touched].filter((element) => element.isConnected);
  }

  // ---- One element

  function morph(old, fresh) {
    if (old.isEqualNode(fresh)) return;
    if (old.nodeType !== Node.ELEMENT_NODE) setText(old, fresh.nodeValue);
    else {
      attributes(old, fresh);
      children(content(old), fresh);
    }
  }

  // The words of a heading that sorts stand in its button.
  function content(element) {
    return [...element.children].find((child) => made.has(child) && child.className === "sort") || element;
  }

  function attributes(old, fresh) {
    [...fresh.attributes].forEach(({ name, value }) => {
      if (old.getAttribute(name) === value || (name === "open" && !old.open)) return;
      old.setAttribute(name, value);
      touch(old);
    });
    [...old.attributes].forEach(({ name }) => {
      if (fresh.hasAttribute(name) || READERS.has(name) || name.startsWith("data-live")) return;
      old.removeAttribute(name);
      touch(old);
    });
  }

  // Only the part that differs, so that a selection around it stays.
  function setText(node, text) {
    const now = node.nodeValue;
    if (!now.trim() && !text.trim()) return;
    let start = 0;
    while (start < text.length && now[start] === text[start]) start += 1;
    let end = 0;
    while (end < Math.min(text.length, now.length) - start && now[now.length - 1 - end] === text[text.length - 1 - end]) end += 1;
    node.replaceData(start, now.length - start - end, text.slice(start, text.length - end));
    touch(node);
  }

  function touch(node) {
    const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
    const shown = element && element.closest(SHOWN);
    if (shown) touched.add(shown);
  }

  // ---- The children of an element

  function children(old, fresh) {
    const mine = [...old.childNodes].filter((node) => !isMade(node));
    if (!mine.length && old.childNodes.length) return; // a script has put its own things here
    const now = [...fresh.childNodes].filter((node) => !isMade(node));
    const pairs = pair(mine, now);
    const kept = new Set(pairs.values());
    mine.filter((node) => !kept.has(node)).forEach(remove);
    let next = skip(old.firstChild);
    now.forEach((node) => {
      const same = pairs.get(node);
      if (!same) insert(old, document.importNode(node, true), next);
      else if (same === next) next = skip(next.nextSibling);
      else old.insertBefore(same, front(next));
      if (same) morph(same, node);
    });
  }

  function isMade(node) {
    return made.has(node) || node.nodeName === "SCRIPT" || node.nodeValue === "";
  }

  function skip(node) {
    let next = node;
    while (next && isMade(next)) next = next.nextSibling;
    return next;
  }

  // What scripts put before an element (a filter before its table) stays with it.
  function front(node) {
    let first = node;
    while (first && first.previousSibling && isMade(first.previousSibling)) first = first.previousSibling;
    return first;
  }

  function insert(parent, node, next) {
    if (next) parent.insertBefore(node, front(next));
    else parent.insertBefore(node, afterLast(parent));
    if (node.textContent.trim() || node.nodeType === Node.ELEMENT_NODE) touch(node);
  }

  // At the end of an element, but before what scripts appended there.
  function afterLast(parent) {
    let last = parent.lastChild;
    while (last && isMade(last)) last = last.previousSibling;
    return last ? last.nextSibling : parent.firstChild;
  }

  function remove(node) {
    if (node.textContent.trim()) touch(node.parentNode);
    node.remove();
  }

  // ---- Which child is which: equal ones at both ends, then those that hold the same ids, then by place and kind

  function pair(mine, now) {
    const pairs = new Map();
    let start = 0;
    while (start < Math.min(mine.length, now.length) && mine[start].isEqualNode(now[start])) start += 1;
    let end = 0;
    while (end < Math.min(mine.length, now.length) - start && fromEnd(mine, end).isEqualNode(fromEnd(now, end))) end += 1;
    for (let at = 0; at < start; at += 1) pairs.set(now[at], mine[at]);
    for (let at = 0; at < end; at += 1) pairs.set(fromEnd(now, at), fromEnd(mine, at));
    const free = new Set(mine.slice(start, mine.length - end));
    byNames(free, now.slice(start, now.length - end), pairs);
    byPlace(free, mine[0], now, pairs);
    return pairs;
  }

  function fromEnd(list, number) {
    return list[list.length - 1 - number];
  }

  function byNames(free, now, pairs) {
    const known = new Map();
    free.forEach((node) => names(node).forEach((name) => { if (!known.has(name)) known.set(name, node); }));
    now.forEach((node) => {
      const same = names(node).map((name) => known.get(name)).find((old) => old && free.has(old) && alike(old, node));
      if (same) take(node, same, free, pairs);
    });
  }

  // An unnamed node is the one that follows the same neighbour, else the next one of its kind.
  function byPlace(free, first, now, pairs) {
    now.forEach((node, number) => {
      if (pairs.has(node)) return;
      const before = pairs.get(now[number - 1]);
      const follower = number ? before && skip(before.nextSibling) : first;
      const fits = (old) => old && free.has(old) && alike(old, node);
      const same = fits(follower) ? follower : node.nodeType === Node.ELEMENT_NODE && [...free].find(fits);
      if (same) take(node, same, free, pairs);
    });
  }

  function take(node, same, free, pairs) {
    pairs.set(node, same);
    free.delete(same);
  }

  function alike(old, node) {
    return old.nodeName === node.nodeName && (old.id || "") === (node.id || "");
  }

  // The ids in an element; a row or an entry of a list without any is known by what it links to.
  function names(node) {
    if (node.nodeType !== Node.ELEMENT_NODE) return [];
    const ids = [node, ...node.querySelectorAll("[id]")].map((element) => element.id).filter(Boolean);
    if (ids.length || !node.matches("tr, li")) return ids;
    const link = node.querySelector("a[href]");
    return link ? [`→${link.getAttribute("href")}`] : [];
  }

  window.perfdslLive.patch = patch;
})();
