"""Units side by side: pages that are ready, and the page from which a reader sets out."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Browser

from perfdsl.site.build import build
from tests.browser import serve, visit
from tests.site.samples import TABLE, Project


def ready(site: Path) -> list[str]:
    """The addresses of the pages that are ready, in the order of their list."""
    return re.findall(r'href="(compare/[^"]+)"', (site / "compare.html").read_text("utf-8"))


def test_the_common_indicators_of_each_group_and_year_are_ready(county: Path) -> None:
    addresses = ready(county)
    assert len(addresses) == len(set(addresses)) == 18
    assert {address.split("/")[1] for address in addresses} == {"2024", "2025"}
    page = (county / addresses[3]).read_text("utf-8")
    assert "<h1>过程 › 预算执行</h1>" in page
    assert len(re.findall(r'<th scope="col">', page)) == 9
    assert re.findall(r'<th scope="row"><a href="../../2025/\d+/index.html">(.*?)</a>', page) == [
        "青山县教育局", "青山县图书馆", "青山县水务局",
    ]  # fmt: skip
    assert '<td data-value="98"><a href="../../2025/213001/index.html#i-' in page
    assert 'aria-label="预算执行率各年度的值"' in page


def test_addresses_stay_when_units_join(county: Path, root: Path, project: Project, tmp_path: Path) -> None:
    files = {
        f"2025/{file.name}": file.read_text("utf-8")
        for file in sorted((root / "examples/county/2025").glob("*.perf"))[:2]
    }
    build(project(files), tmp_path / "out")
    assert ready(tmp_path / "out") == ready(county)[:9]


def test_a_table_without_the_indicator_and_one_that_counts_otherwise(
    root: Path, project: Project, tmp_path: Path
) -> None:
    text = (root / "examples/county/2025/jiaoyuju.perf").read_text("utf-8")
    second = text.replace("编码: 205001", "编码: 9").replace("政府采购执行率 = 100%\n", "")
    third = text.replace("编码: 205001", "编码: 8").replace("政府采购执行率 = 100%", "政府采购执行率: 完成")
    files = {"2025/a.perf": text, "2025/b.perf": second, "2025/c.perf": third}
    build(project(files), tmp_path / "out", draft=True)
    page = (tmp_path / "out" / ready(tmp_path / "out")[3]).read_text("utf-8")
    assert '<td data-value="">—</td>' in page
    assert page.count("<b>不可比</b>") == 1


def test_nothing_to_compare_says_so(project: Project, tmp_path: Path) -> None:
    build(project({"2024/a.perf": TABLE}), tmp_path / "out")
    page = (tmp_path / "out/compare.html").read_text("utf-8")
    assert "没有可以对比的共性指标" in page
    assert ready(tmp_path / "out") == []


def test_without_script_the_ready_pages_are_there(browser: Browser, county: Path) -> None:
    with visit(browser, (county / "compare.html").as_uri(), java_script_enabled=False) as visited:
        page = visited.page
        assert page.get_by_text("要用到浏览器脚本").is_visible()
        page.get_by_role("link", name="过程 › 预算执行").first.click()
        page.get_by_role("link", name="≥98%").click()
        assert page.url.partition("#")[2].startswith("i-")


def test_a_reader_sets_any_units_side_by_side(browser: Browser, county: Path) -> None:
    with serve(county) as address, visit(browser, f"{address}/compare.html") as visited:
        page = visited.page
        for name in ("图书馆", "水务局"):
            page.get_by_label("输入单位名称").fill(name)
            page.get_by_role("button", name=re.compile(f"加入 青山县{name}（2025")).click()
        table = page.get_by_role("table", name="共同指标对比")
        table.wait_for()
        row = table.get_by_role("row", name=re.compile("政府采购执行率"))
        assert row.get_by_role("link").all_inner_texts() == ["=100%", "≥98%"]
        row.get_by_role("link").last.click()
        assert page.url.partition("#")[2].startswith("i-")
