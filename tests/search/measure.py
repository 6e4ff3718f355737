"""How big and how fast: ``python -m tests.search.measure``. Sizes, time of a query in a slowed browser, memory.

Besides the made-up units of the benchmarks, of which many share their wording, it measures units whose own
indicators are all worded differently: the hardest case for a list of unique strings.
"""

from __future__ import annotations

import gzip
import random
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from perfdsl.model.table import Table
from tests.browser import ARGUMENTS, chromium, serve
from tests.search.demo import build_demo, example_sources, made_up_sources, read_tables, search_files
from tests.search.oracle import all_rows, samples

TOPICS = "安全生产 职工帮扶 技能竞赛 普法宣传 送戏下乡 河道巡查 疫病监测 档案整理 困难救助 科普展览 就业服务 设施管护".split()
# The best of three for each query: what else the machine does is not the page's doing.
ASK = """async queries => {
    const form = document.querySelector("form[data-search]"), input = form.querySelector("input");
    const status = document.querySelector(".search-status"), times = [];
    async function once(query) {
        input.value = query;
        status.textContent = "";
        const start = performance.now();
        form.requestSubmit();
        while (!status.textContent) await null;
        const answered = performance.now() - start;
        document.querySelector(".hits").getBoundingClientRect();
        const drawn = performance.now() - start;
        await new Promise(done => setTimeout(done));
        return [answered, drawn];
    }
    for (const query of queries) {
        const tries = [await once(query), await once(query), await once(query)];
        times.push([0, 1].map(which => Math.min(...tries.map(times => times[which]))));
    }
    return times;
}"""

FIRST = """async query => {
    const start = performance.now(), form = document.querySelector("form[data-search]");
    form.querySelector("input").value = query;
    form.requestSubmit();
    while (!document.querySelector(".hits a")) await new Promise(done => setTimeout(done));
    return performance.now() - start;
}"""


def varied_sources(count: int) -> Iterator[tuple[str, str]]:
    """Units whose topics, and so their own indicators, projects and key tasks, are worded like no other unit's."""
    characters = "".join(text for _, text in example_sources() if text)
    letters = sorted({char for char in characters if "\u4e00" <= char <= "\u9fff"})
    for number, (path, text) in enumerate(made_up_sources(count)):
        dice = random.Random(number)  # noqa: S311 - made-up names
        for topic in TOPICS:
            text = text.replace(topic, "".join(dice.choices(letters, k=5)))  # noqa: PLW2901
        yield path, text


def sizes(tables: list[Table]) -> str:
    files = search_files(tables)
    raw = sum(map(len, files.values()))
    packed = sum(len(gzip.compress(content, 9, mtime=0)) for content in files.values())
    rows = len(all_rows(tables))
    return f"{len(tables):5} units {rows:6} rows  {raw / 1000:7.0f} KB  {packed / 1000:6.1f} KB gzip  {raw / packed:.1f}:1"


def speed(tables: list[Table], name: str) -> None:
    queries = samples(all_rows(tables), 500)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = build_demo(tables[:1], Path(folder) / "site")
        for address, content in search_files(tables).items():
            (site / address).write_bytes(content)
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        with serve(site) as address:
            for slowed in (1, 4):
                _measure(browser.new_page(), f"{address}/search.html", queries, slowed, name)
        browser.close()


def _measure(page: Page, address: str, queries: list[str], slowed: int, name: str) -> None:
    session = page.context.new_cdp_session(page)
    page.goto(address)
    before = _heap(session)
    session.send("Emulation.setCPUThrottlingRate", {"rate": slowed})
    first = page.evaluate(FIRST, queries[0])
    asked = {
        "500 samples": queries,
        "40 of letters": ["zgh", "pxrs", "myd", "ndmb", "wcl", "gz", "aqsc", "jypx"] * 5,
        "20 common words": ["率", "工作", "管理", "满意度"] * 5,
    }
    print(f"{name:9} x{slowed}: first answer, with loading, {first:.0f} ms")  # noqa: T201
    for kind, texts in asked.items():
        answered, drawn = (sorted(times) for times in zip(*page.evaluate(ASK, texts), strict=True))
        print(f"{'':9}     {kind:15} answered {_spread(answered)}; laid out {_spread(drawn)}")  # noqa: T201
    session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    print(f"{'':9}     heap +{(_heap(session) - before) / 1e6:.1f} MB")  # noqa: T201


def _spread(times: list[float]) -> str:
    at_95 = times[int(len(times) * 0.95)]
    return f"p50 {statistics.median(times):5.1f} p95 {at_95:5.1f} max {times[-1]:5.1f} ms"


def _heap(session: Any) -> int:
    session.send("HeapProfiler.collectGarbage")
    usage = session.send("Runtime.getHeapUsage")
    used: int = usage["usedSize"] + usage.get("backingStorageSize", 0)
    return used


def main() -> None:
    counts = [int(count) for count in sys.argv[1:]] or [10, 100, 1000]
    for name, sources in (("made-up", made_up_sources), ("varied", varied_sources)):
        for count in counts:
            tables = list(read_tables(sources(count)))
            print(f"{name:9}", sizes(tables))  # noqa: T201
        speed(tables, name)


if __name__ == "__main__":
    main()
