"""What the scripts make is accessible too: axe finds nothing on pages in use, narrow and wide, light and dark."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import SCREENS, visit

TWO_UNITS = "?unit=2022%2Fwuxi-corrected-zonggonghui%2Findex.html&unit=2022%2Funit-00001%2Findex.html"


@pytest.fixture(scope="module")
def axe() -> str:
    """The source of axe-core, from the development package that carries it."""
    found = importlib.util.find_spec("axe_playwright_python")
    if found is None or found.origin is None:
        pytest.skip("没有安装 axe-playwright-python，无障碍测试跳过（pip install axe-playwright-python）")
    return (Path(found.origin).parent / "axe.min.js").read_text("utf-8")


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


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_axe_finds_nothing(width: int, scheme: str, axe: str, browser: Browser, address: str) -> None:
    pages = {
        "search.html": "?q=率",
        "compare.html": TWO_UNITS,
        "units.html": "",
        "2022/wuxi-corrected-zonggonghui/index.html": "",
    }
    for name, query in pages.items():
        options = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}
        with visit(browser, f"{address}/{name}{query}", **options) as seen:
            use(seen.page, name)
            seen.page.evaluate(axe)
            found = seen.page.evaluate(
                "axe.run().then(result => result.violations.map(one => [one.id, one.nodes.map(n => n.html)]))"
            )
            assert found == [], json.dumps([name, found], ensure_ascii=False, indent=1)
            assert seen.page.evaluate("document.documentElement.scrollWidth") <= width, name
