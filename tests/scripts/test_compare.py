"""Two to four units side by side: chosen by name, kept in the address, honest about what does not compare."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import serve, visit
from tests.search.demo import build_demo, read_tables

HEAD = "年度: 2024\n体系: 部门整体三类\n"
UNITS = {
    "甲局": "培训人数 >= 10人\n合格率 >= 95%\n服务质量: 良好\n甲独有 >= 1次\n增长率 = 10%",
    "乙局": "培训人数 >= 20人次\n合 格 率 >= 95%\n服务质量: 优秀\n增长率: 增长10%",
    "丙局": "培训人数: 较多\n合格率 >= 90%\n服务质量: 良好",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    sources = [
        (
            f"{name}.perf",
            f"部门: {name}\n编码: u{number}\n{HEAD}\n# 指标\n## 产出指标\n### 数量指标\n{lines}\n",
        )
        for number, (name, lines) in enumerate(UNITS.items())
    ]
    more = [
        (
            f"m{number}.perf",
            f"部门: 第{number}中心\n编码: m{number}\n{HEAD}\n# 指标\n## 产出指标\n### 数量指标\n合格率 >= {number}%\n",
        )
        for number in range(50, 80)
    ]
    return build_demo(list(read_tables([*sources, *more])), tmp_path_factory.mktemp("compare") / "site")


@pytest.fixture
def page(browser: Browser, site: Path) -> Iterator[Page]:
    with serve(site) as address, visit(browser, f"{address}/compare.html") as seen:
        yield seen.page


def add(page: Page, name: str) -> None:
    page.get_by_label("输入单位名称，选二至四个单位").fill(name)
    page.get_by_role("button", name=f"加入 {name}").click()


def lines(page: Page) -> list[list[str]]:
    """The rows of the table, once it shows every unit that is chosen."""
    chosen = page.locator(".chosen li")
    expect(chosen.first).to_be_visible()
    expect(page.locator("table.compare thead th")).to_have_count(chosen.count() + 2)
    found: list[list[str]] = page.locator("table.compare tbody tr").evaluate_all(
        "rows => rows.map(row => [row.cells[0].firstChild, ...[...row.cells].slice(1)].map(one => one.textContent))"
    )
    return found


def test_common_indicators_side_by_side_and_what_does_not_compare(page: Page) -> None:
    add(page, "甲局")
    expect(page.locator(".compare-status")).to_have_text("已选 甲局（2024年度），再选一个单位就可以对比。")
    add(page, "乙局")
    assert lines(page) == [
        ["整体", "", "", ""],
        ["培训人数", "≥10人", "≥20人次", "不可比：人、人次"],
        ["合格率", "≥95%", "≥95%", "相同"],
        ["服务质量", "良好", "优秀", ""],
        ["增长率", "=10%", "增长10%", "不可比：%、增减幅度（%）"],
    ]
    expect(page.locator(".compare-status")).to_have_text("2 个单位有 4 项共同的指标，其中 2 项不可比。")
    add(page, "丙局")
    assert ["培训人数", "≥10人", "≥20人次", "较多", "不可比：人、人次、文字"] in lines(page)
    assert ["增长率", "=10%", "增长10%", "没有这项指标", "不可比：%、增减幅度（%）"] in lines(page)


def test_every_value_leads_to_its_row(page: Page) -> None:
    add(page, "甲局")
    add(page, "乙局")
    page.get_by_role("link", name="≥20人次").click()
    page.wait_for_url("**/u1/index.html#i-*")
    assert page.evaluate("document.querySelector(':target').textContent").startswith("培训人数")
    assert page.get_by_role("heading", level=1).inner_text() == "乙局"


def test_the_address_keeps_the_choice_and_forgets_strangers(page: Page) -> None:
    add(page, "甲局")
    add(page, "丙局")
    before = lines(page)
    page.reload()
    assert lines(page) == before
    page.goto(page.url + "&unit=javascript:alert(1)/x&unit=../../etc/index.html")
    assert lines(page) == before
    page.get_by_role("button", name="移除 甲局").click()
    assert page.locator("table.compare").count() == 0
    assert page.url.count("unit=") == 1


def test_keyboard_alone(page: Page) -> None:
    box = page.get_by_label("输入单位名称，选二至四个单位")
    box.focus()
    for name in ("甲", "乙"):
        page.keyboard.type(name)
        expect(page.locator(".compare-status")).to_have_text("找到 1 个单位。")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(box).to_be_focused()
    assert len(lines(page)) == 5
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert page.locator(".chosen li").count() == 1
    expect(box).to_be_focused()


def test_four_at_most_and_long_lists_are_cut(page: Page) -> None:
    box = page.get_by_label("输入单位名称，选二至四个单位")
    box.fill("中 心")
    expect(page.locator(".compare-status")).to_have_text("找到 30 个单位，显示前 20 个，请再输入几个字。")
    for number in (50, 60, 70, 79):
        add(page, f"第{number}中心")
    assert lines(page)[1] == ["合格率", "≥50%", "≥60%", "≥70%", "≥79%", ""]
    box.fill("甲局")
    expect(page.locator(".compare-status")).to_have_text("最多对比 4 个单位，请先移除一个。")
    assert page.locator(".suggestions li").count() == 0


def test_from_a_folder(browser: Browser, site: Path) -> None:
    query = "?unit=2024%2Fu0%2Findex.html&unit=2024%2Fu1%2Findex.html"
    with visit(browser, (site / "compare.html").as_uri() + query) as seen:
        assert len(lines(seen.page)) == 5
