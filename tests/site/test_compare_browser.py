"""The pages across units in a real browser: axe, every width and scheme, 大字 and 高对比, paper, the keyboard."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, Page

from perfdsl.site.views.indicator_uses import indicator_address
from tests.browser import WIDTHS, accessibility_faults, visit


def addresses(site: Path) -> dict[str, str]:
    """One address of each kind of page; what scripts make is waited for by the selector behind the space."""
    project = min((site / "2025/207003").glob("project-*.html")).relative_to(site).as_posix()
    chosen = "unit=2025/205001/index.html&unit=2025/213001/index.html"
    return {
        indicator_address("服务对象满意度"): "th .sort",
        indicator_address("安全演练场次"): "th .sort",
        "indicators.html": ".filter input",
        f"compare.html?{chosen}": "table.compare",
        "compare/2025/cb7e7015ca.html": "th .sort",
        "search.html": ".facets[hidden]",
        "search.html?q=率": ".hits li",
        project: "#other-years",
    }


def go(page: Page, site: Path, address: str, made: str) -> None:
    path, _, query = address.partition("?")
    page.goto((site / path).as_uri() + (f"?{query}" if query else ""))
    page.locator(made).first.wait_for(state="attached")


def test_axe_finds_nothing(browser: Browser, county: Path) -> None:
    """Search and comparison in use: ``tests/scripts/test_axe.py``."""
    in_use = ("search.html", "compare.html")
    with visit(browser, (county / "search.html").as_uri()) as visited:
        for address, made in addresses(county).items():
            if address.startswith(in_use):
                continue
            go(visited.page, county, address, made)
            assert (address, accessibility_faults(visited.page)) == (address, [])


def test_no_page_is_wider_than_the_screen(browser: Browser, county: Path) -> None:
    """As it is in test_axe_finds_nothing; here with large letters, then in high contrast, too."""
    with visit(browser, (county / "search.html").as_uri()) as visited:
        page = visited.page
        for address, made in addresses(county).items():
            go(page, county, address, made)
            for mode in ({"text": "large"}, {"contrast": "high"}):
                page.evaluate("mode => Object.assign(document.documentElement.dataset, mode)", mode)
                for width in WIDTHS:
                    page.set_viewport_size({"width": width, "height": 900})
                    assert page.evaluate("document.documentElement.scrollWidth") <= width, (address, mode)


def test_high_contrast_is_for_the_screen_only(browser: Browser, county: Path) -> None:
    paper = "getComputedStyle(document.documentElement).getPropertyValue('--paper').trim()"
    with visit(browser, (county / "indicators.html").as_uri(), color_scheme="dark") as visited:
        page = visited.page
        page.get_by_role("button", name="高对比").click()
        assert page.evaluate(paper) == "#000"
        page.emulate_media(media="print")
        assert page.evaluate(paper) == "#fff"


def test_charts_are_on_paper_and_forms_are_not(browser: Browser, county: Path) -> None:
    address = (county / indicator_address("服务对象满意度")).as_uri()
    with visit(browser, address, viewport={"width": 680, "height": 960}) as visited:
        page = visited.page
        page.emulate_media(media="print")
        assert page.locator("figure.chart").count() == 2
        assert page.locator("figure.chart svg").first.is_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 680
        page.goto((county / "compare/2025/cb7e7015ca.html").as_uri())
        assert page.locator(".filters").is_hidden()
        assert page.evaluate("document.documentElement.scrollWidth") <= 680


def test_the_keyboard_sorts_an_indicator_and_the_state_is_spoken(browser: Browser, county: Path) -> None:
    with visit(browser, (county / indicator_address("服务对象满意度")).as_uri()) as visited:
        page = visited.page
        page.get_by_role("button", name="全年指标值").focus()
        page.keyboard.press("Enter")
        assert page.get_by_role("columnheader", name="全年指标值").get_attribute("aria-sort") == "ascending"
        assert page.locator("tbody tr").first.inner_text().split() == ["青山县水务局", "2024", "≥88%", "≥88%"]
        spoken = page.locator("[role=status]", has_text="已排序：全年指标值，从小到大")
        spoken.wait_for(state="attached")


def test_letters_of_a_chart_keep_their_size_on_a_phone(browser: Browser, county: Path) -> None:
    size = "parseFloat(getComputedStyle(document.querySelector('.chart text')).fontSize)"
    box = "document.querySelector('.chart svg').getBoundingClientRect()"
    with visit(browser, (county / indicator_address("服务对象满意度")).as_uri()) as visited:
        page = visited.page
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate(size) == 13
            outside = page.evaluate(
                f"(() => {{ const b = {box}; return [...document.querySelectorAll('.chart text')]"
                ".filter(t => { const r = t.getBoundingClientRect();"
                " return r.left < b.left - 4 || r.right > b.right + 4; }).length; })()"
            )
            assert outside == 0, width
