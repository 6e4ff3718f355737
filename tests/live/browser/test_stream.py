"""The stream: for the page in view, closed where nobody looks, taken up again where the server is back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tests.browser import visit
from tests.live.browser.conftest import UNIT, Opened, page_event, wait
from tests.live.browser.server import Told, preview

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HIDE = """hidden => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
    document.dispatchEvent(new Event('visibilitychange'));
}"""


def test_it_asks_for_the_page_in_view(opened: Opened, told: Told) -> None:
    with opened("2025/205001/"):
        assert told.asked == [{"page": UNIT, "version": "7"}]


def test_a_hidden_tab_closes_it(opened: Opened, told: Told, html: str) -> None:
    with opened() as visited:
        told.send("page", **page_event(html.replace("≥7所", "≥9所")) | {"version": 281474976710655})
        visited.page.locator("td", has_text="≥9所").wait_for()
        visited.page.evaluate(HIDE, True)
        wait(visited, lambda: told.closed == 1)
        visited.page.wait_for_timeout(600)
        assert told.streams == []
        visited.page.evaluate(HIDE, False)
        wait(visited, lambda: len(told.streams) == 1)
        assert told.asked[1] == {"page": UNIT, "version": "281474976710655"}


def test_leaving_the_page_closes_it(opened: Opened, told: Told) -> None:
    with opened() as visited:
        visited.page.goto(f"{told.address}/index.html")
        wait(visited, lambda: told.closed == 1 and len(told.streams) == 1)
        visited.page.go_back()
        wait(visited, lambda: told.closed == 2 and len(told.streams) == 1)
        assert [one["page"] for one in told.asked] == [UNIT, "index.html", UNIT]


def test_a_server_that_is_gone_and_comes_back(browser: Browser, county_site: Path, html: str) -> None:
    with preview(county_site) as first:
        port = int(first.address.rpartition(":")[2])
        with visit(browser, f"{first.address}/{UNIT}") as visited:
            wait(visited, lambda: bool(first.streams))
            first.stop()
            visited.page.locator(".live-notices", has_text="正在重新连接").wait_for()
            assert visited.page.locator(".live-errors[open]").count() == 0
            with preview(county_site, port) as second:
                second.greet("page", **page_event(html.replace("≥7所", "≥9所")))
                visited.page.locator("td", has_text="≥9所").wait_for()
                visited.page.locator(".live-bar").wait_for(state="hidden")
                visited.page.goto("about:blank")  # nobody asks the second one when it is gone
            # The browser reports each attempt that failed.
            visited.wrong = [text for text in visited.wrong if "net::ERR_" not in text]


def test_ten_tabs(browser: Browser, told: Told) -> None:
    """More than the six connections that a browser opens to one host: the hidden ones hold none."""
    home = browser.new_context()
    for number in range(10):
        page = home.new_page()
        page.goto(f"{told.address}/index.html", timeout=5000)
        page.locator(".live-said").first.wait_for(state="attached")
        page.wait_for_timeout(50)
        page.evaluate(HIDE, True)
        assert len(told.streams) <= 6, number
    home.close()


def test_one_page_too_many_waits_until_somebody_turns_to_it(opened: Opened, told: Told) -> None:
    with opened() as visited:
        told.send("pause")
        visited.page.locator(".live-notices", has_text="暂停更新").wait_for()
        wait(visited, lambda: told.closed == 1)
        visited.page.wait_for_timeout(600)
        assert told.streams == []
        visited.page.mouse.move(300, 300)
        wait(visited, lambda: len(told.streams) == 1)
        visited.page.locator(".live-bar").wait_for(state="hidden")
