"""What the scripts make is accessible too: axe finds nothing on pages in use, narrow and wide, light and dark."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import accessibility_faults, visit

TWO_UNITS = "?unit=2022%2Fwuxi-corrected-zonggonghui%2Findex.html&unit=2022%2Funit-00001%2Findex.html"


def use(page: Page, name: str) -> None:
    """Do on the page what its scripts are for."""
    if name == "search.html":
        page.locator(".hits a").first.wait_for()
    elif name == "compare.html":
        page.locator("table.compare").wait_for()
        page.get_by_label("输入单位名称，选二至四个单位").fill("教育局")
    elif name == "units.html":
        page.locator("th .sort").first.click()
        page.get_by_label("筛选单位").fill("总工会")
    else:
        page.get_by_role("button", name="复制链接或引用…").click()
        page.get_by_role("button", name="大字").click()


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("search.html", "?q=率"),
        ("compare.html", TWO_UNITS),
        ("units.html", ""),
        ("2022/wuxi-corrected-zonggonghui/index.html", ""),
    ],
)
def test_axe_finds_nothing(name: str, query: str, browser: Browser, address: str) -> None:
    with visit(browser, f"{address}/{name}{query}") as seen:
        use(seen.page, name)
        assert accessibility_faults(seen.page) == []
