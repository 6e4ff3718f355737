"""Copying a row's link and citation: from the clipboard, also where the browser has no clipboard to offer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import visit

UNIT = "2022/wuxi-corrected-zonggonghui/index.html"
NAME = "班组长安全培训人数"


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with visit(browser, f"{address}/{UNIT}", permissions=["clipboard-read", "clipboard-write"]) as seen:
        yield seen.page


def copied(page: Page) -> str:
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


def test_row_buttons_come_and_go_with_one_button(page: Page) -> None:
    toggle = page.get_by_role("button", name="复制链接或引用…")
    assert page.get_by_role("button", name="复制链接：").count() == 0
    toggle.click()
    assert toggle.get_attribute("aria-pressed") == "true"
    assert page.get_by_role("button", name="复制链接：").count() == page.locator("tr[id]").count()
    toggle.click()
    assert page.locator(".cite-row").count() == 0


def test_the_link_is_the_rows_own(page: Page, address: str) -> None:
    page.get_by_role("button", name="复制链接或引用…").click()
    page.get_by_role("button", name=f"复制链接：{NAME}").click()
    expect(page.get_by_text(f"已复制“{NAME}”的链接")).to_have_count(1)
    anchor = page.locator("tr[id]", has_text=NAME).get_attribute("id")
    assert copied(page) == f"{address}/{UNIT}#{anchor}"


def test_the_citation_says_unit_year_name_values_and_address(page: Page, address: str) -> None:
    page.get_by_role("button", name="复制链接或引用…").click()
    page.get_by_role("button", name=f"复制引用：{NAME}").press("Enter")
    expect(page.get_by_text(f"已复制“{NAME}”的引用")).to_have_count(1)
    anchor = page.locator("tr[id]", has_text=NAME).get_attribute("id")
    assert copied(page) == (
        f"无锡市总工会（本级），2022年度，{NAME}，半年指标值 ≥1000人、全年指标值 ≥2000人，{address}/{UNIT}#{anchor}"
    )


def test_without_a_clipboard_the_old_way_copies(page: Page) -> None:
    """A page that came over plain http has no navigator.clipboard."""
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true })")
    page.get_by_role("button", name="复制链接或引用…").click()
    button = page.get_by_role("button", name=f"复制链接：{NAME}")
    button.click()
    expect(page.get_by_text(f"已复制“{NAME}”的链接")).to_have_count(1)
    assert page.locator("textarea").count() == 0
    assert button.evaluate("button => document.activeElement === button")


def test_where_nothing_can_be_copied_the_text_is_said(page: Page) -> None:
    page.evaluate("""() => {
        Object.defineProperty(navigator, "clipboard", { value: undefined });
        document.execCommand = () => false;
    }""")
    page.get_by_role("button", name="复制链接或引用…").click()
    page.get_by_role("button", name=f"复制链接：{NAME}").click()
    expect(page.get_by_text("没能复制，请自行选取：http")).to_have_count(1)
