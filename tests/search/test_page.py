"""The search page in a real browser: typed, chosen, walked through by keyboard, reloaded, opened from a folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import serve, visit
from tests.search.oracle import Found, expected, samples

STATUS, HITS = ".search-status", ".hits > li"


@pytest.fixture(scope="module")
def server(demo: Path) -> Iterator[str]:
    with serve(demo) as address:
        yield address


def status(page: Page, start: str) -> str:
    """Wait until the page says something that starts so, and return it."""
    expect(page.locator(STATUS)).to_have_text(re.compile(f"^{start}"))
    return page.locator(STATUS).inner_text()


def search(page: Page, text: str) -> str:
    page.locator(STATUS).evaluate("element => { element.textContent = '' }")
    page.get_by_label("搜索单位、项目和指标").fill(text)
    return status(page, "找到")


def test_typed_text_finds_rows_with_value_place_and_link(browser: Browser, server: str) -> None:
    with visit(browser, f"{server}/search.html") as seen:
        page = seen.page
        assert search(page, "班组长").startswith("找到 2 条")
        hit = page.locator(HITS).filter(has_text="班组长安全培训人数").first
        assert hit.locator("mark").all_inner_texts() == ["班组长"]
        assert "≥1000" in hit.locator(".value").inner_text()
        assert "无锡市总工会（本级）　2022年度　履职 › " in hit.locator(".where").inner_text()
        hit.get_by_role("link").click()
        page.wait_for_url("**/index.html#i-*")
        assert page.evaluate("document.querySelector(':target').textContent").startswith("班组长安全培训人数")


def test_data_is_loaded_when_the_box_is_focused_and_not_before(browser: Browser, server: str) -> None:
    with visit(browser, f"{server}/search.html") as seen:
        seen.page.wait_for_load_state("networkidle")
        assert [url for url in seen.asked if "/search/" in url] == []
        with seen.page.expect_response("**/search/2022.js"):
            seen.page.get_by_label("搜索单位、项目和指标").focus()
        assert seen.loaded("/search/index.js")
        assert [url for url in seen.asked if not url.startswith(server)] == []


@pytest.mark.parametrize("where", ["server", "folder"])
def test_an_address_finds_the_same_again(browser: Browser, server: str, demo: Path, where: str) -> None:
    """From a server under a strict policy, and from a folder, where nothing can be fetched."""
    start = server if where == "server" else demo.as_uri()
    with visit(
        browser, f"{start}/search.html?q=%E6%BB%A1%E6%84%8F%E5%BA%A6&year=2022%E5%B9%B4%E5%BA%A6"
    ) as seen:
        page = seen.page
        first = status(page, "找到")
        page.get_by_label("类型", exact=True).select_option("定量指标")
        page.wait_for_url(re.compile("kind="))
        count = page.locator(STATUS).inner_text()
        page.reload()
        assert status(page, "找到") == count
        assert page.get_by_label("年度", exact=True).input_value() == "2022年度"
        assert page.get_by_label("类型", exact=True).input_value() == "定量指标"
        page.get_by_label("类型", exact=True).select_option("")
        page.wait_for_url(re.compile("^(?!.*kind=)"))
        assert page.locator(STATUS).inner_text() == first


def test_a_folder_alone_is_enough(browser: Browser, demo: Path) -> None:
    with visit(browser, (demo / "search.html").as_uri()) as seen:
        search(seen.page, "zgh")
        seen.page.get_by_role("link", name="无锡市总工会（本级）").first.click()
        assert seen.page.get_by_role("heading", level=1).inner_text() == "无锡市总工会（本级）"


def test_samples_through_the_page(browser: Browser, server: str, rows: list[Found]) -> None:
    """What the page says and shows is what the rows are."""
    with visit(browser, f"{server}/search.html") as seen:
        for query in samples(rows, 12, seed=11):
            wanted = expected(rows, query)
            said = search(seen.page, query)
            assert said.startswith(f"找到 {len(wanted)} 条"), query
            shown = seen.page.locator(HITS).locator("a").all_inner_texts()
            assert len(shown) == min(30, len(wanted))
            assert set(shown) <= {row.name for row in wanted}


def test_more_rows_on_demand(browser: Browser, server: str) -> None:
    with visit(browser, f"{server}/search.html") as seen:
        page = seen.page
        assert "显示前 30 条" in search(page, "率")
        page.get_by_role("button", name="显示更多").press("Enter")
        assert page.locator(HITS).count() == 60
        assert page.evaluate(
            "document.activeElement.closest('li') === document.querySelector('.hits').children[30]"
        )
        links = page.locator(HITS).locator("a").evaluate_all("all => all.map(one => one.href)")
        assert len(set(links)) == 60


def test_facets_narrow_and_say_how_many(browser: Browser, server: str, rows: list[Found]) -> None:
    with visit(browser, f"{server}/search.html") as seen:
        page = seen.page
        search(page, "培训")
        measured = sum(1 for row in expected(rows, "培训") if row.kind == "定量指标")
        option = page.get_by_label("类型", exact=True).locator("option", has_text="定量指标")
        assert option.inner_text() == f"定量指标（{measured}）"
        page.get_by_label("类型", exact=True).select_option("定量指标")
        expect(page.locator(STATUS)).to_contain_text(f"找到 {measured} 条")
        unit = page.get_by_label("单位", exact=True)
        name = unit.locator("option").nth(1).get_attribute("value")
        unit.select_option(name)
        expected_now = sum(1 for row in expected(rows, "培训") if row.kind == "定量指标" and row.unit == name)
        expect(page.locator(STATUS)).to_contain_text(f"找到 {expected_now} 条")


def test_keyboard_alone(browser: Browser, server: str) -> None:
    """Tab to the box, type, down to the hits and back, Escape, Enter follows the link."""
    with visit(browser, f"{server}/search.html") as seen:
        page = seen.page
        active = "document.activeElement"
        for _ in range(4):
            page.keyboard.press("Tab")
            if page.evaluate(f"{active}.id") == "q":
                break
        page.keyboard.type("anquan 安全培训")
        page.keyboard.press("Control+A")
        page.keyboard.type("安全培训人数")
        page.keyboard.press("Enter")
        status(page, "找到")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        assert page.evaluate(f"{active}.closest('li') === document.querySelector('.hits').children[1]")
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowUp")
        assert page.evaluate(f"{active}.id") == "q"
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Escape")
        assert page.evaluate(f"{active}.id") == "q"
        assert page.get_by_label("搜索单位、项目和指标").input_value() == "安全培训人数"
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url("**/index.html#i-*")


def test_pinyin_that_is_still_being_typed_is_no_query(browser: Browser, server: str) -> None:
    with visit(browser, f"{server}/search.html") as seen:
        page = seen.page
        search(page, "满意度")
        before = page.locator(STATUS).inner_text()
        box = page.get_by_label("搜索单位、项目和指标")
        box.evaluate("""element => {
            element.value = "pei'xun";
            element.dispatchEvent(new InputEvent("input", { bubbles: true, isComposing: true }));
        }""")
        page.wait_for_timeout(250)
        assert page.locator(STATUS).inner_text() == before
        box.evaluate("""element => {
            element.value = "培训人数";
            element.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true }));
        }""")
        expect(page.locator(STATUS)).not_to_have_text(before)


def test_nothing_found_and_nothing_typed(browser: Browser, server: str) -> None:
    with visit(browser, f"{server}/search.html") as seen:
        page = seen.page
        page.get_by_label("搜索单位、项目和指标").fill("查无此项")
        assert status(page, "没有找到“查无此项”")
        assert page.locator(HITS).count() == 0
        page.get_by_label("搜索单位、项目和指标").fill("")
        expect(page.locator(STATUS)).to_be_empty()
        assert not page.locator(".facets").is_visible()


def test_data_that_cannot_be_loaded_is_said_and_asked_for_again(browser: Browser, server: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route("**/search/index.js", lambda route: route.abort())
    page.goto(f"{server}/search.html?q=x")
    status(page, "检索数据没能载入")
    page.unroute("**/search/index.js")
    assert search(page, "培训")
    context.close()


def test_large_data_is_loaded_year_by_year(browser: Browser, server: str, demo: Path) -> None:
    """Beyond the limit only the newest year is loaded, until the reader asks for another one or for all."""
    list_of_years = (demo / "search" / "index.js").read_text("utf-8").replace('"bytes":', '"bytes":9')
    context = browser.new_context()
    page = context.new_page()
    page.route(
        "**/search/index.js", lambda route: route.fulfill(body=list_of_years, content_type="text/javascript")
    )
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/search/")[2]))
    page.goto(f"{server}/search.html?q=%E7%8E%87")
    assert "（2026年度）" in status(page, "找到")
    assert "2022.js" not in asked
    page.get_by_label("年度", exact=True).select_option("2022年度")
    expect(page.locator(STATUS)).to_contain_text("（2022年度）")
    assert "2021.js" not in asked
    page.get_by_label("年度", exact=True).select_option("*")
    expect(page.locator(STATUS)).not_to_contain_text("年度")
    assert "2021.js" in asked
    context.close()


def test_without_script_the_page_leads_on(browser: Browser, demo: Path) -> None:
    with visit(browser, (demo / "search.html").as_uri(), java_script_enabled=False) as seen:
        assert seen.page.get_by_role("link", name="单位目录").is_visible()
        assert seen.page.locator(HITS).count() == 0
