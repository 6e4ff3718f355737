// One table that is being imported: its lines as they are now, and what of it is still to be looked at.
(function () {
  "use strict";

  const YEAR = /^年度\s*[:：]\s*/;

  // What the server said of a table, with the file that it came from. A line keeps its id, whatever comes before it.
  function newTable(said, source) {
    const lines = said.lines.map(({ text, doubt }, at) => ({ id: at + 1, text, first: text, doubt }));
    const table = { ...said, source, lines, saved: null, watchers: [] };
    table.doubts = doubtsOf(table);
    count(table);
    return table;
  }

  function cellsOf(table) {
    return table.original.flatMap((part) => (part.rows ? part.rows.flatMap((row) => row.cells) : [part.text]));
  }

  // Doubtful lines first, then cells that are doubtful though no line has them, then what was left over.
  function doubtsOf(table) {
    const cells = cellsOf(table).filter((cell) => cell.use);
    const left = new Map(cells.filter(({ kind }) => kind === "left").map((cell) => [cell.line, cell]));
    const ofLines = table.lines.filter(({ doubt }) => doubt)
      .map((line) => ({ line, cell: cells.find((cell) => cell.line === line.id), why: line.doubt }));
    const ofCells = cells.filter(({ doubt, line }) => doubt && !line).map((cell) => ({ line: null, cell, why: cell.doubt }));
    const ofRest = [...left].filter(([id]) => !lineOf(table, id).doubt)
      .map(([id, cell]) => ({ line: lineOf(table, id), cell, why: "没有用上，写成了备注", isLeft: true }));
    return [...ofLines, ...ofCells, ...ofRest].map((doubt) => ({ ...doubt, decided: "" }));
  }

  function lineOf(table, id) {
    return table.lines.find((line) => line.id === id);
  }

  // Many doubts end in these words already.
  function toCheck(doubt) {
    return `请核对：${doubt.replace(/，请核对$/, "")}`;
  }

  function open(table) {
    return table.doubts.filter(({ decided }) => !decided);
  }

  function text(table) {
    return `${table.lines.map((line) => line.text).join("\n")}\n`;
  }

  // ---- Changes; whoever draws the table hears of them

  function change(table, line, now) {
    line.text = now.replace(/\s*\n\s*/g, " ");
    open(table).filter((doubt) => doubt.line === line).forEach((doubt) => { doubt.decided = "已改"; });
    tell(table);
  }

  function setYear(table, year) {
    const line = table.lines.find((one) => YEAR.test(one.text));
    if (line) line.text = `年度: ${year}`;
    else table.lines.splice(1, 0, { id: "year", text: `年度: ${year}`, first: "", doubt: "" });
    tell(table);
  }

  function yearOf(table) {
    const line = table.lines.find((one) => YEAR.test(one.text));
    return line ? line.text.replace(YEAR, "") : "";
  }

  // The first line says what the table is of, and its name.
  function setName(table, name) {
    const [first] = table.lines;
    change(table, first, `${first.text.split(/[:：]/)[0]}: ${name}`);
  }

  function nameOf(table) {
    return table.lines[0].text.replace(/^[^:：]*[:：]\s*/, "");
  }

  // ---- A row that stands above its group: it goes, with what is said of it below, behind the headings that follow

  // { rows, before, behind }: the lines that go, the one that they follow now, the one that they follow then; null: none do.
  function wayToNextGroup(table, line) {
    const { lines } = table;
    const start = lines.indexOf(line);
    let end = start + 1;
    while (lines[end] && /^(>|=>)/.test(lines[end].text)) end += 1;
    let to = end;
    while (lines[to] && /^(#|\s*$)/.test(lines[to].text)) to += 1;
    return to === end ? null : { rows: lines.slice(start, end), before: lines[start - 1], behind: lines[to - 1] };
  }

  function move(table, rows, behind) {
    const others = table.lines.filter((line) => !rows.includes(line));
    others.splice(others.indexOf(behind) + 1, 0, ...rows);
    table.lines = others;
    tell(table);
  }

  // Which number each line has now, by id.
  function count(table) {
    table.numbers = new Map(table.lines.map(({ id }, at) => [id, at + 1]));
  }

  function tell(table) {
    table.saved = null;
    table.isTouched = true;
    count(table);
    table.watchers.forEach((watcher) => watcher());
  }

  window.perfdslLive.importing = { change, lineOf, move, nameOf, newTable, open, setName, setYear, tell, text, toCheck, wayToNextGroup, yearOf };
})();
