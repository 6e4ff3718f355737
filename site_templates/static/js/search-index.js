// The search data of a year, decoded, and what a query finds in it. Text and numbers only: nothing of the page.
// The format is written by perfdsl/search/index.py; docs/search.md describes it.
(function () {
  "use strict";

  const { fold } = window.perfdsl;

  const EXACT = 5;
  const START = 4;
  const INSIDE = 3;
  const INITIALS = 2;
  const WORDS = 1;
  const FACETS = ["year", "unit", "group", "kind"];

  // ---- From the file to columns that are quick to go through

  function decode(data) {
    const { entries, rows, units } = data;
    const groups = data.groups.map((path) => path.split("\t"));
    const year = {
      label: data.label,
      kinds: data.kinds,
      names: data.names,
      groups,
      values: data.values,
      pages: units.page,
      unitNames: units.name,
      entryKinds: entries.kind,
      entryNames: entries.name,
      entryGroups: entries.groups,
      hrefs: entries.href,
      nameLines: lines(data.names),
      groupLines: lines(groups.map((path) => path.join("\n"))),
      groupOfLine: groups.flatMap((path, number) => path.map(() => number)),
      initials: data.initials,
      starts: new Uint32Array(entries.rows.length + 1),
      rowUnits: new Uint32Array(rows.unit.length),
      rowValues: Uint32Array.from(rows.value),
    };
    entries.rows.forEach((count, entry) => { year.starts[entry + 1] = year.starts[entry] + count; });
    for (let entry = 0; entry < entries.rows.length; entry += 1) {
      let unit = 0;
      for (let row = year.starts[entry]; row < year.starts[entry + 1]; row += 1) {
        unit += rows.unit[row];
        year.rowUnits[row] = unit;
      }
    }
    return year;
  }

  // Strings as one folded text with a line for each, and where each line starts: one scan searches them all.
  function lines(strings) {
    const text = `\n${fold(strings.join("\n"))}\n`;
    const starts = [];
    for (let at = text.indexOf("\n"); at < text.length - 1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
    return { text, starts };
  }

  // ---- The query

  function read(text) {
    const words = text.split(/\s+/).map(fold).filter(Boolean);
    return { words, key: words.join("") };
  }

  // The key as first letters of pinyin, or null: zgh finds 总工会 and ZGH; quotes and brackets in between do not matter.
  function initialsPattern(year, key) {
    if (!/^[a-z]{2,}$/.test(key)) return null;
    if (year.lastKey !== key) {
      const letters = [...key].map((letter) => `[${letter}${year.initials[letter] || ""}]`);
      year.lastPattern = new RegExp(letters.join("[“”\"‘’'()《》〈〉、,·-]*"), "g");
      year.lastKey = key;
    }
    year.lastPattern.lastIndex = 0;
    return year.lastPattern;
  }

  // ---- Which names match, and how well

  // Calls found(line, place in the text) for each line that has the key.
  function eachLine({ text, starts }, key, found) {
    let line = 0;
    for (let at = text.indexOf(key); at >= 0; at = text.indexOf(key, starts[line + 1] || text.length)) {
      line = lineAt(starts, at, line);
      found(line, at);
    }
  }

  function lineAt(starts, at, from) {
    let low = from;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle] <= at) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  function ranks(year, key) {
    const { text, starts } = year.nameLines;
    const found = new Uint8Array(year.names.length);
    const pattern = initialsPattern(year, key);
    if (pattern) {
      for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
        found[lineAt(starts, match.index, 0)] = INITIALS;
      }
    }
    eachLine(year.nameLines, key, (line, at) => {
      const whole = text[at + key.length] === "\n";
      found[line] = at !== starts[line] ? INSIDE : whole ? EXACT : START;
    });
    return found;
  }

  // For each word: which names and which groups have it.
  function wordMasks(year, words) {
    return words.map((word) => {
      const names = new Uint8Array(year.names.length);
      const groups = new Uint8Array(year.groups.length);
      eachLine(year.nameLines, word, (line) => { names[line] = 1; });
      eachLine(year.groupLines, word, (line) => { groups[year.groupOfLine[line]] = 1; });
      return { names, groups };
    });
  }

  // ---- Rows, counts of the facets, and the best of them

  // What find returns: how many rows pass, for each facet how many would pass with each of its values (the other
  // facets as they are), and the first rows.
  function find(years, text, chosen, limit) {
    const query = read(text);
    const result = { total: 0, counts: {}, hits: [], key: query.key };
    FACETS.forEach((facet) => { result.counts[facet] = new Map(); });
    if (!query.key) return result;
    const best = Array.from({ length: EXACT + 1 }, () => []);
    years.forEach((year) => findInYear(year, query, chosen, { result, best, limit }));
    result.hits = [].concat(...best.reverse()).slice(0, limit).map(([year, entry, row]) => hit(year, entry, row));
    return result;
  }

  function findInYear(year, query, chosen, state) {
    const rank = ranks(year, query.key);
    const masks = query.words.length > 1 ? wordMasks(year, query.words) : [];
    const unitHits = new Uint32Array(year.pages.length);
    const unit = chosen.unit ? year.names.indexOf(chosen.unit) : -1;
    for (let entry = 0; entry < year.hrefs.length; entry += 1) {
      const quality = rank[year.entryNames[entry]];
      const missing = quality ? [] : masks.filter((mask) => !entryHas(year, entry, mask));
      if (quality || (masks.length && missing.length < masks.length)) {
        const rows = rowsOf(year, entry, missing);
        countRows(year, entry, rows, { ...state, chosen, unit, unitHits, quality: quality || WORDS });
      }
    }
    unitHits.forEach((count, number) => {
      if (count) add(state.result.counts.unit, year.names[year.unitNames[number]], count);
    });
  }

  function entryHas(year, entry, mask) {
    return mask.names[year.entryNames[entry]] || mask.groups[year.entryGroups[entry]];
  }

  // The rows of an entry whose units have the words that the entry itself has not.
  function rowsOf(year, entry, missing) {
    const rows = [];
    for (let row = year.starts[entry]; row < year.starts[entry + 1]; row += 1) {
      const unitName = year.unitNames[year.rowUnits[row]];
      if (missing.every((mask) => mask.names[unitName])) rows.push(row);
    }
    return rows;
  }

  function countRows(year, entry, rows, { result, best, limit, chosen, unit, unitHits, quality }) {
    const values = { year: year.label, group: year.groups[year.entryGroups[entry]][0], kind: kindOf(year, entry) };
    const failed = Object.keys(values).filter((facet) => chosen[facet] && chosen[facet] !== values[facet]);
    if (failed.length > 1) return;
    if (!failed.length) rows.forEach((row) => { unitHits[year.rowUnits[row]] += 1; });
    const passing = chosen.unit ? rows.filter((row) => year.unitNames[year.rowUnits[row]] === unit) : rows;
    const counted = failed.length ? failed : Object.keys(values);
    counted.filter((facet) => values[facet]).forEach((facet) => add(result.counts[facet], values[facet], passing.length));
    if (failed.length) return;
    result.total += passing.length;
    const room = limit - best[quality].length;
    if (room > 0) best[quality].push(...passing.slice(0, room).map((row) => [year, entry, row]));
  }

  function add(counts, value, count) {
    if (count) counts.set(value, (counts.get(value) || 0) + count);
  }

  function kindOf(year, entry) {
    return year.kinds[year.entryKinds[entry]];
  }

  function hit(year, entry, row) {
    const page = year.pages[year.rowUnits[row]];
    const href = year.hrefs[entry];
    return {
      name: year.names[year.entryNames[entry]],
      value: year.values[year.rowValues[row]],
      unit: year.names[year.unitNames[year.rowUnits[row]]],
      year: year.label,
      groups: year.groups[year.entryGroups[entry]].filter(Boolean),
      kind: kindOf(year, entry),
      address: href === "" || href[0] === "#" ? page + href : page.slice(0, page.lastIndexOf("/") + 1) + href,
    };
  }

  // ---- Where to mark a name: spans [start, end) of the original text

  function spans(name, text, years) {
    const { key, words } = read(text);
    const { key: folded, places } = window.perfdsl.foldWithPlaces(name);
    const found = literal(folded, key);
    const several = found.length || words.length < 2 ? found : [].concat(...words.map((word) => literal(folded, word)));
    const marked = several.length ? several : byInitials(folded, key, years);
    return marked.map(([start, end]) => [places[start], places[end - 1] + 1]).sort((a, b) => a[0] - b[0]);
  }

  function literal(folded, key) {
    const found = [];
    for (let at = folded.indexOf(key); at >= 0; at = folded.indexOf(key, at + key.length)) found.push([at, at + key.length]);
    return found;
  }

  function byInitials(folded, key, years) {
    for (const year of years) {
      const pattern = initialsPattern(year, key);
      const match = pattern && pattern.exec(folded);
      if (match) return [[match.index, match.index + match[0].length]];
    }
    return [];
  }

  window.perfdsl.search = { FACETS, decode, find, read, spans };
})();
