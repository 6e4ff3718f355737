// The search page: what is typed is found as it is typed. Bound to form[data-search]; see docs/search.md.
(function () {
  "use strict";

  const { button, keepAddress, load, make, search } = window.perfdsl;

  const PAUSE = 120; // ms after the last key
  const PAGE = 30; // rows shown at once
  const ALL_AT_ONCE = 1600000; // bytes: the data of all years is loaded up to here, beyond it year by year
  const LONGEST_LIST = 30; // units offered in their facet
  const LABELS = { year: "年度", unit: "单位", group: "一级指标", kind: "类型" };

  const form = document.querySelector("form[data-search]");
  const box = form && document.getElementById(form.dataset.results);
  if (!box) return;

  const root = form.dataset.search;
  const input = form.querySelector("input[name=q]");
  const status = make("p", { class: "search-status", role: "status" });
  const facets = make("div", { class: "facets", role: "group", "aria-label": "筛选结果" });
  const list = make("ol", { class: "hits" });
  const more = button("显示更多", () => show(list.children.length + PAGE), { class: "more-hits" });
  const selects = {};

  // ---- The data: a list of years first, then the years themselves

  const arrived = []; // decoded years
  let offered = []; // what the list of years says: label, file, bytes
  let loading = null;

  window.perfdslSearchYears = ({ years }) => { offered = years; };
  window.perfdslSearch = (data) => arrived.push(search.decode(data));

  function wanted() {
    const whole = offered.reduce((sum, year) => sum + year.bytes, 0) <= ALL_AT_ONCE;
    const chosen = offered.filter((year) => year.label === selects.year.value);
    if (chosen.length) return chosen;
    return whole || selects.year.value === "*" ? offered : offered.slice(0, 1);
  }

  async function loadWanted() {
    await load(`${root}search/index.js`);
    await Promise.all(wanted().map((year) => load(`${root}search/${year.file}`)));
    arrived.sort((one, other) => place(one) - place(other));
  }

  function place(year) {
    return offered.findIndex((one) => one.label === year.label);
  }

  function prepare() {
    loading = loading || loadWanted().finally(() => { loading = null; });
    return loading;
  }

  // ---- From the query to the page

  let asked = 0;

  async function run() {
    const mine = asked += 1;
    keep();
    if (!search.read(input.value).key) return clear();
    if (!arrived.length) status.textContent = "正在载入检索数据…";
    try {
      await prepare();
      if (wanted().some((year) => !arrived.some((one) => one.label === year.label))) await prepare();
    } catch {
      status.textContent = "检索数据没能载入，请刷新页面再试。";
      return undefined;
    }
    return mine === asked ? show(PAGE) : undefined;
  }

  function clear() {
    status.textContent = "";
    list.replaceChildren();
    facets.hidden = true;
    more.hidden = true;
  }

  function show(limit) {
    const years = arrived.filter((year) => wanted().some((one) => one.label === year.label));
    const result = search.find(years, input.value, chosen(), limit);
    const from = limit > PAGE ? list.children.length : 0;
    if (!from) list.replaceChildren();
    list.append(...result.hits.slice(from).map((hit) => row(hit, years)));
    if (from && list.children[from]) list.children[from].querySelector("a").focus();
    more.hidden = result.total <= result.hits.length;
    tell(result, years);
    fill(result.counts);
  }

  function tell({ total, hits }, years) {
    const where = years.length < offered.length ? `（${years.map((year) => year.label).join("、")}）` : "";
    const shown = total > hits.length ? `，显示前 ${hits.length} 条` : "";
    status.textContent = total
      ? `找到 ${total} 条${where}${shown}`
      : `没有找到“${input.value.trim()}”${where}。可以少输入几个字，或输入拼音首字母。`;
  }

  function row(hit, years) {
    const link = make("a", { href: root + hit.address });
    mark(link, hit.name, search.spans(hit.name, input.value, years));
    const where = [hit.unit === hit.name ? hit.kind : hit.unit, hit.year, hit.groups.join(" › ")];
    return make("li", {}, link, " ", make("b", { class: "value" }, hit.value), " ",
      make("span", { class: "where" }, where.filter(Boolean).join("　")));
  }

  function mark(element, text, spans) {
    let done = 0;
    spans.forEach(([start, end]) => {
      if (end <= done) return;
      element.append(text.slice(done, Math.max(start, done)), make("mark", {}, text.slice(Math.max(start, done), end)));
      done = end;
    });
    element.append(text.slice(done));
  }

  // ---- Facets: one list each, with how many rows every choice would leave

  function makeFacets() {
    search.FACETS.forEach((facet) => {
      selects[facet] = make("select", { id: `facet-${facet}`, "data-facet": facet });
      selects[facet].addEventListener("change", run);
      const label = make("label", { for: `facet-${facet}` }, LABELS[facet]);
      facets.append(make("span", { class: "facet" }, label, " ", selects[facet]));
    });
  }

  function chosen() {
    return Object.fromEntries(search.FACETS.map((facet) => [facet, value(facet)]));
  }

  function value(facet) {
    return selects[facet].value === "*" ? "" : selects[facet].value;
  }

  function fill(counts) {
    search.FACETS.forEach((facet) => {
      const now = selects[facet].value;
      const options = choices(facet, counts[facet]);
      if (now && now !== "*" && !options.some(([name]) => name === now)) options.unshift([now, `${now}（0）`]);
      selects[facet].replaceChildren(...everything(facet), ...options.map(([name, label]) => option(name, label, now)));
      selects[facet].value = now;
    });
    facets.hidden = false;
  }

  function choices(facet, counts) {
    if (facet === "year") return offered.map(({ label }) => [label, numbered(label, counts.get(label))]);
    const sorted = [...counts].sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1));
    return sorted.slice(0, facet === "unit" ? LONGEST_LIST : sorted.length)
      .map(([name, count]) => [name, numbered(name, count)]);
  }

  function numbered(name, count) {
    return count === undefined ? name : `${name}（${count}）`;
  }

  function everything(facet) {
    if (facet !== "year") return [option("", "全部")];
    const sum = offered.reduce((bytes, year) => bytes + year.bytes, 0);
    return sum <= ALL_AT_ONCE ? [option("", "全部")] : [option("", "最新年度"), option("*", "全部（数据较多）")];
  }

  function option(name, label, now) {
    return new Option(label, name, false, name === now);
  }

  // ---- The address: ?q=…&unit=… finds the same again

  function keep() {
    const parameters = new URLSearchParams();
    if (input.value.trim()) parameters.set("q", input.value.trim());
    search.FACETS.forEach((facet) => { if (selects[facet].value) parameters.set(facet, selects[facet].value); });
    keepAddress(parameters);
  }

  function recall() {
    const parameters = new URLSearchParams(location.search);
    if (parameters.has("q")) input.value = parameters.get("q");
    search.FACETS.forEach((facet) => {
      const name = parameters.get(facet) || "";
      selects[facet].append(option("", "全部"), ...(name ? [option(name, name, name)] : []));
    });
  }

  // ---- Hands: typing, Enter, and arrows from hit to hit

  let timer = 0;

  function typed(event) {
    clearTimeout(timer);
    if (!event.isComposing) timer = setTimeout(run, PAUSE); // pinyin that is still being typed is no query
  }

  function move(event) {
    if (event.isComposing) return;
    const links = [...list.querySelectorAll("li > a")];
    const at = links.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape" && at >= 0) input.focus();
    else if (!step || !links.length || (at < 0 && event.target !== input)) return;
    else if (at + step < 0) input.focus();
    else links[Math.min(at + step, links.length - 1)].focus();
    event.preventDefault();
  }

  makeFacets();
  recall();
  clear();
  box.replaceChildren(status, facets, list, more);
  input.addEventListener("focus", () => prepare().catch(() => undefined), { once: true });
  input.addEventListener("input", typed);
  input.addEventListener("compositionend", typed);
  form.addEventListener("keydown", move);
  list.addEventListener("keydown", move);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    run();
  });
  if (input.value.trim()) run();
  else if (document.activeElement === input) prepare().catch(() => undefined);
})();
