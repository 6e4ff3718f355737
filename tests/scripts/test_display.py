"""大字 and 高对比: remembered from page to page, and harmless where nothing can be remembered."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from tests.browser import visit

MODES = "[document.documentElement.dataset.text, document.documentElement.dataset.contrast]"


def test_both_modes_are_switched_and_remembered(browser: Browser, address: str) -> None:
    with visit(browser, f"{address}/units.html") as seen:
        page = seen.page
        large, contrast = page.get_by_role("button", name="大字"), page.get_by_role("button", name="高对比")
        assert page.evaluate(MODES) == [None, None]
        large.click()
        contrast.press("Space")
        assert page.evaluate(MODES) == ["large", "high"]
        assert large.get_attribute("aria-pressed") == "true"
        page.goto(f"{address}/search.html")
        assert page.evaluate(MODES) == ["large", "high"]
        assert page.get_by_role("button", name="大字").get_attribute("aria-pressed") == "true"
        page.get_by_role("button", name="大字").click()
        page.goto(f"{address}/units.html")
        assert page.evaluate(MODES) == [None, "high"]


def test_where_storage_is_blocked_the_buttons_still_work(browser: Browser, site: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.add_init_script("""for (const name of ["localStorage", "sessionStorage"])
        Object.defineProperty(window, name, { get() { throw new DOMException("blocked", "SecurityError"); } });""")
    page.goto((site / "units.html").as_uri())
    page.get_by_role("button", name="大字").click()
    assert page.evaluate(MODES) == ["large", None]
    page.get_by_label("筛选单位").fill("总工会")
    page.reload()
    assert page.evaluate(MODES) == [None, None]
    assert wrong == []
    context.close()
