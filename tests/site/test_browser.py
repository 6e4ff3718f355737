"""The pages in a real browser: script or none, no other host, strict CSP, any width, any colour scheme, paper."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from perfdsl.site.build import build
from tests.browser import WIDTHS, accessibility_faults, visit
from tests.site.kinds import longest_of_a_kind
from tests.site.samples import Project
from tests.site.test_hostile import HOSTILE

FOLDER = "2022/zonggonghui"


class Handler(SimpleHTTPRequestHandler):
    """Serves a site as strictly as a careful server would."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", "default-src 'self'")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        pass


@pytest.fixture(scope="module")
def server(corrected: Path) -> Iterator[str]:
    """The corrected example below a sub-path-free address of this machine."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(corrected))) as httpd:
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{httpd.server_address[1]}"
        httpd.shutdown()


def pages(site: Path) -> list[str]:
    """One address of each kind of page."""
    project = min((site / FOLDER).glob("project-*.html")).name
    return ["index.html", "404.html", f"{FOLDER}/index.html", f"{FOLDER}/form.html", f"{FOLDER}/{project}"]


def open_page(browser: Browser, address: str, width: int, scheme: str = "light", script: bool = True) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        java_script_enabled=script,
    )
    page = context.new_page()
    page.goto(address)
    return page


def test_strict_csp_and_no_other_host(browser: Browser, server: str, corrected: Path) -> None:
    page = browser.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    for address in pages(corrected):
        page.goto(f"{server}/{address}")
    assert said == []
    assert [url for url in asked if not url.startswith(server)] == []
    page.close()


def test_from_a_folder_without_script(browser: Browser, corrected: Path) -> None:
    """Opened as a file: style, navigation from page to page and the anchors work."""
    page = open_page(browser, (corrected / "index.html").as_uri(), 1280, script=False)
    page.get_by_role("link", name="无锡市总工会（本级）").click()
    assert page.get_by_role("heading", level=1).inner_text() == "无锡市总工会（本级）"
    page.get_by_role("link", name="财政代扣代缴市级行政机关工会经费").first.click()
    page.get_by_role("link", name="班组长安全培训人数").click()
    assert page.url.rpartition("#")[2].startswith("i-")
    page.get_by_role("link", name="原表式").click()
    assert page.get_by_role("cell", name="≥1000人").first.is_visible()
    page.get_by_role("link", name="首页").click()
    assert page.url.endswith("/index.html")
    page.context.close()


def test_no_kind_of_page_is_wider_than_the_screen(browser: Browser, drafts: list[Path]) -> None:
    """Wide tables scroll within their own region: the longest page of each kind."""
    page = open_page(browser, (drafts[0] / "index.html").as_uri(), WIDTHS[0])
    for file in longest_of_a_kind(drafts):
        page.goto(file.as_uri())
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (file, width)
    page.context.close()


def test_names_of_five_hundred_characters_fit(browser: Browser, project: Project, tmp_path: Path) -> None:
    build(project({"a.perf": HOSTILE}), tmp_path / "out", draft=True)
    page = open_page(browser, (tmp_path / "out/index.html").as_uri(), 360)
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    for address in sorted((tmp_path / "out").rglob("*.html")):
        page.goto(address.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, address.name
    assert dialogs == []
    page.context.close()


def test_axe_finds_nothing(browser: Browser, corrected: Path, drafts: list[Path]) -> None:
    draft = next(site for site in drafts if site.name == "wuxi")
    files = [corrected / address for address in pages(corrected)] + [
        draft / FOLDER / "index.html",
        draft / "index.html",
    ]
    with visit(browser, files[0].as_uri()) as visited:
        for file in files:
            visited.page.goto(file.as_uri())
            assert (file.name, accessibility_faults(visited.page)) == (file.name, [])


def test_the_keyboard_reaches_main_and_every_scroll_region(browser: Browser, corrected: Path) -> None:
    page = open_page(browser, (corrected / FOLDER / "index.html").as_uri(), 360)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    regions = page.locator("[role=region]")
    assert regions.count() >= 5
    assert all(regions.nth(number).get_attribute("tabindex") == "0" for number in range(regions.count()))
    page.context.close()


def test_the_first_column_stays_when_a_table_scrolls(browser: Browser, corrected: Path) -> None:
    page = open_page(browser, (corrected / "index.html").as_uri(), 240)
    moved = page.evaluate("""() => {
        const region = document.querySelector('.scroll'), head = region.querySelector('tbody th');
        const before = head.getBoundingClientRect().left;
        region.scrollLeft = 60;
        return [region.scrollLeft, head.getBoundingClientRect().left - before];
    }""")
    assert moved == [60, 0]
    page.context.close()


def test_paper_is_a4_with_headings_on_each_page_and_nothing_to_click(
    browser: Browser, corrected: Path, tmp_path: Path
) -> None:
    page = open_page(browser, (corrected / FOLDER / "index.html").as_uri(), 1280)
    page.emulate_media(media="print")
    for hidden in (".site-head", ".crumbs", ".contents", ".acts"):
        assert page.locator(hidden).first.is_hidden()
    assert page.evaluate("getComputedStyle(document.querySelector('thead')).display") == "table-header-group"
    pdf = page.pdf(prefer_css_page_size=True)
    assert b"/MediaBox [0 0 594.95996 841.91998]" in pdf or b"/MediaBox [0 0 595" in pdf
    page.context.close()
