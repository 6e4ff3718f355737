// Runs the search script of the site under Node: {scripts, data, queries} on standard input, what it finds on output.
const fs = require("fs");
const vm = require("vm");

const { scripts, data, queries } = JSON.parse(fs.readFileSync(0, "utf8"));
const years = [];
globalThis.window = globalThis;
scripts.forEach((file) => vm.runInThisContext(fs.readFileSync(file, "utf8"), { filename: file }));
globalThis.perfdslSearch = (columns) => years.push(perfdsl.search.decode(columns));
data.forEach((file) => vm.runInThisContext(fs.readFileSync(file, "utf8"), { filename: file }));

const answers = queries.map(({ text, chosen, limit }) => {
  const { total, counts, hits } = perfdsl.search.find(years, text, chosen || {}, limit || 1e9);
  const facets = Object.fromEntries(Object.entries(counts).map(([facet, found]) => [facet, Object.fromEntries(found)]));
  const marks = hits.slice(0, 50).map((hit) => perfdsl.search.spans(hit.name, text, years));
  return { total, facets, hits, marks, folded: perfdsl.fold(text) };
});
process.stdout.write(JSON.stringify(answers));
