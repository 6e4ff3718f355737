// Rows that differ from git's HEAD: 新增, 修改 and 删除, in words, with what they said.
(function () {
  "use strict";

  const { make } = window.perfdslLive;

  // marks: { rows: { key: { kind, old } }, deleted: [{ after, before, name, old }] }; find: key → element.
  function drawMarks(find, marks) {
    const wanted = new Map(Object.entries(marks.rows || {}).map(([key, value]) => [find(key), value]));
    document.querySelectorAll("[data-live-mark]").forEach((element) => { if (!wanted.has(element)) unmark(element); });
    wanted.forEach((value, element) => { if (element) setMark(element, value); });
    document.querySelectorAll("[data-live-deleted]").forEach((row) => row.remove());
    const last = new Map(); // several rows that stood in one place keep their order
    (marks.deleted || []).forEach((gone) => bury(gone, find, last));
  }

  function setMark(element, { kind, old }) {
    if (element.dataset.liveMark === kind && element.dataset.liveOld === old && element.querySelector(".live-mark")) return;
    unmark(element);
    element.dataset.liveMark = kind;
    element.dataset.liveOld = old;
    const cell = element.tagName === "TR" ? element.querySelector("th") || element.cells[0] : element;
    const below = [...cell.children].find((child) => child.matches(".note, .mark, .paid, .cite-row")) || null;
    cell.insertBefore(tag(kind, old && `，原为 ${old}`), below);
  }

  function unmark(element) {
    delete element.dataset.liveMark;
    delete element.dataset.liveOld;
    const old = element.querySelector(".live-mark");
    if (old) old.remove();
  }

  function tag(kind, spoken) {
    return make("span", { class: "live-mark", "data-kind": kind }, kind, make("span", { class: "live-said" }, spoken || ""));
  }

  function bury(gone, find, last) {
    const key = gone.after || gone.before;
    const place = key ? find(key) : null;
    if (key && !place) return;
    const row = place && place.tagName === "TR" ? place : null;
    const body = !row && place && place.closest("section") && place.closest("section").querySelector("tbody");
    const entry = row || body ? deletedRow(gone, row || body.rows[0]) : make("p", { "data-live-deleted": true }, ...deletedText(gone));
    const before = last.get(place || "");
    if (before) before.after(entry);
    else if (row) row[gone.after ? "after" : "before"](entry);
    else (body || document.querySelector("main")).prepend(entry);
    last.set(place || "", entry);
  }

  function deletedText({ name, old }) {
    return [make("del", {}, name), " ", tag("删除", ""), " ", make("del", {}, old)];
  }

  function deletedRow({ name, old }, beside) {
    const width = beside ? [...beside.cells].reduce((sum, cell) => sum + cell.colSpan, 0) : 2;
    const head = make("th", { scope: "row" }, make("del", {}, name), " ", tag("删除", `，原为 ${old}`));
    return make("tr", { "data-live-deleted": true }, head, make("td", { colspan: String(Math.max(1, width - 1)) }, make("del", {}, old)));
  }

  window.perfdslLive.drawMarks = drawMarks;
})();
