"""The lists of the site in a real browser: accessible at any width, in either colour scheme; search from the home page."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import accessibility_faults, serve, visit

PAGES = (
    "index.html",
    "units.html",
    "projects.html",
    "funding.html",
    "status.html",
    "data.html",
    "glossary.html",
    "corrections.html",
    "2024/213001/index.html",
)


@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing(address: str, browser: Browser, county: Path) -> None:
    with visit(browser, (county / address).as_uri()) as visited:
        assert accessibility_faults(visited.page) == []


def test_the_home_page_searches(browser: Browser, county: Path) -> None:
    with serve(county) as address, visit(browser, f"{address}/index.html") as visited:
        visited.page.get_by_role("searchbox").fill("河道")
        visited.page.keyboard.press("Enter")
        visited.page.wait_for_url("**/search.html?q=*")
        assert visited.page.get_by_role("link", name="河道综合整治").first.is_visible()


def test_without_script_every_list_leads_on(browser: Browser, county: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((county / "index.html").as_uri())
    page.get_by_role("link", name="单位 3 个").click()
    page.get_by_role("navigation", name="年度").get_by_role("link", name="2024年度").click()
    assert page.get_by_role("heading", level=1).inner_text() == "2024年度单位目录"
    page.get_by_role("link", name="青山县水务局").click()
    page.get_by_role("navigation", name="当前位置").get_by_role("link", name="2024年度").click()
    assert page.url.endswith("/2024/index.html")
    page.get_by_role("link", name="数据开放").click()
    page.get_by_role("link", name="CSV 指标").first.click(trial=True)
    context.close()


def test_a_list_is_sorted_by_plain_numbers(browser: Browser, county: Path) -> None:
    with visit(browser, (county / "units.html").as_uri()) as visited:
        page = visited.page
        page.get_by_role("button", name="资金总额").click()
        names = page.locator("tbody th a").all_inner_texts()
        assert names == ["青山县图书馆", "青山县水务局", "青山县教育局"]
        assert page.locator("thead th").nth(1).get_attribute("aria-sort") == "ascending"
