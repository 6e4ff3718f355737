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
  const YEAR = 1;
  const GROUP = 2;
  const KIND = 4;
  const ANY = -2; // -1 is a name that the year does not have

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
      entryNames: sums(entries.name),
      entryGroups: entries.groups,
      hrefs: entries.href,
      nameLines: lines(data.names),
      groupLines: lines(groups.map((path) => path.join("\n"))),
      groupOfLine: groups.flatMap((path, number) => path.map(() => number)),
      initials: data.initials,
      starts: sums([0, ...entries.rows]),
      rowUnits: new Uint32Array(rows.unit.length),
      rowValues: Uint32Array.from(rows.value),
    };
    for (let entry = 0; entry < entries.rows.length; entry += 1) {
      let unit = 0;
      for (let row = year.starts[entry]; row < year.starts[entry + 1]; row += 1) {
        unit += rows.unit[row];
        year.rowUnits[row] = unit;
      }
    }
    return year;
  }

  // Numbers from the gaps between them.
  function sums(gaps) {
    let sum = 0;
    return Uint32Array.from(gaps, (gap) => { sum += gap; return sum; });
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
    const result = { total: 0, counts: {}, hits: [] };
    FACETS.forEach((facet) => { result.counts[facet] = new Map(); });
    if (!query.key) return result;
    const best = Array.from({ length: EXACT + 1 }, () => []);
    years.forEach((year) => {
      const tally = findInYear(year, query, chosen, best, limit);
      result.total += tally.total;
      add(result.counts.year, [year.label], (label) => label, [tally.ofYear]);
      add(result.counts.unit, year.unitNames, (name) => year.names[name], tally.ofUnit);
      add(result.counts.group, year.groups, (path) => path[0], tally.ofGroup);
      add(result.counts.kind, year.kinds, (kind) => kind, tally.ofKind);
    });
    result.hits = [].concat(...best.reverse()).slice(0, limit).map(([year, entry, row]) => hit(year, entry, row));
    return result;
  }

  function findInYear(year, query, chosen, best, limit) {
    const rank = ranks(year, query.key);
    const masks = query.words.length > 1 ? wordMasks(year, query.words) : [];
    const tally = newTally(year);
    for (let entry = 0; entry < year.hrefs.length; entry += 1) {
      const quality = rank[year.entryNames[entry]];
      const missing = quality ? [] : masks.filter((mask) => !entryHas(year, entry, mask));
      if (quality || missing.length < masks.length) {
        countEntry(year, entry, missing, chosen, tally, best[quality || WORDS], limit);
      }
    }
    return tally;
  }

  function newTally(year) {
    return {
      total: 0,
      ofYear: 0,
      ofUnit: new Uint32Array(year.pages.length),
      ofGroup: new Uint32Array(year.groups.length),
      ofKind: new Uint32Array(year.kinds.length),
    };
  }

  function entryHas(year, entry, mask) {
    return mask.names[year.entryNames[entry]] || mask.groups[year.entryGroups[entry]];
  }

  // A row counts for a facet where it fails no facet but this one.
  function countEntry(year, entry, missing, chosen, tally, best, limit) {
    const failed = failures(year, entry, chosen);
    const unitName = chosen.unit ? nameNumber(year, chosen.unit) : ANY;
    let count = 0;
    for (let row = year.starts[entry]; row < year.starts[entry + 1]; row += 1) {
      const unit = year.rowUnits[row];
      const name = year.unitNames[unit];
      if (missing.length && !missing.every((mask) => mask.names[name])) continue;
      if (!failed) tally.ofUnit[unit] += 1;
      if (unitName !== ANY && unitName !== name) continue;
      count += 1;
      if (!failed && best.length < limit) best.push([year, entry, row]);
    }
    if (!failed) tally.total += count;
    if (!(failed & ~YEAR)) tally.ofYear += count;
    if (!(failed & ~GROUP)) tally.ofGroup[year.entryGroups[entry]] += count;
    if (!(failed & ~KIND)) tally.ofKind[year.entryKinds[entry]] += count;
  }

  function failures(year, entry, chosen) {
    let failed = 0;
    if (chosen.year && chosen.year !== year.label) failed |= YEAR;
    if (chosen.group && chosen.group !== year.groups[year.entryGroups[entry]][0]) failed |= GROUP;
    if (chosen.kind && chosen.kind !== year.kinds[year.entryKinds[entry]]) failed |= KIND;
    return failed;
  }

  function nameNumber(year, name) {
    if (year.lastName !== name) {
      year.lastName = name;
      year.lastNumber = year.names.indexOf(name);
    }
    return year.lastNumber;
  }

  // Add the numbers of a year to the counts by name; what has no name (the group of a unit) is no choice.
  function add(counts, items, nameOf, numbers) {
    items.forEach((item, number) => {
      const name = numbers[number] ? nameOf(item) : "";
      if (name) counts.set(name, (counts.get(name) || 0) + numbers[number]);
    });
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
      kind: year.kinds[year.entryKinds[entry]],
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
