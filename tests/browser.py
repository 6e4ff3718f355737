"""A real browser for tests: Chromium without a window, and a server as strict as a careful one."""

from __future__ import annotations

import importlib.util
import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest

from tests.effort import THOROUGH

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# The engine alone opens a page in half the time: the whole browser draws its own buttons as pages, too.
PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
WIDTHS = (360, 768, 1280)
SCHEMES: tuple[Literal["dark", "light"], ...] = ("dark", "light")
_AXE = """() => axe.run(document, {preload: false, resultTypes: ['violations']}).then(
    found => found.violations.map(one => [one.id, one.nodes.map(node => node.html)]))"""


def chromium() -> str:
    """The program; skips the test, and says so, where there is none."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        pytest.skip("没有找到 chromium，浏览器测试跳过（no Chromium found: browser tests skipped）")
    return program


@cache
def axe_source() -> str:
    """The text of axe-core, from the development package that carries it; skips, and says so, where it is missing."""
    found = importlib.util.find_spec("axe_playwright_python")
    if found is None or found.origin is None:
        pytest.skip("没有安装 axe-playwright-python，无障碍测试跳过（pip install axe-playwright-python）")
    return (Path(found.origin).parent / "axe.min.js").read_text("utf-8")


class StrictHandler(SimpleHTTPRequestHandler):
    """Allows what the site itself serves, and nothing else: no inline code, no other host.

    ``policy`` is the one of docs/publishing/nginx.conf (a test compares them).
    """

    policy = (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
    )

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", self.policy)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        pass


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """The address (without a slash at the end) of a server for this folder."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(StrictHandler, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


class Visit:
    """A page that was opened, with everything that went wrong on it and everything that it asked for."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.wrong: list[str] = []
        self.asked: list[str] = []
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("console", lambda message: self.wrong.append(message.text) if message.type != "log" else None)
        page.on("request", lambda request: self.asked.append(request.url))

    def loaded(self, ending: str) -> list[str]:
        """The addresses asked for that end so."""
        return [url for url in self.asked if url.endswith(ending)]


def accessibility_faults(page: Page, widths: Sequence[int] = WIDTHS) -> list[object]:
    """What is wrong on a page as it stands there: axe's violations, and a page wider than its screen.

    Pages have the same elements at every width, so axe looks at the narrowest, where most is in the way of something else:
    in the dark scheme, which is the harder one for contrast, and in the light one too where time is no matter.
    """
    page.evaluate(axe_source())
    found: list[object] = []
    for width in sorted(widths, reverse=True):
        page.set_viewport_size({"width": width, "height": 900})
        if (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
            found.append((width, "wide", wide))
    for scheme in SCHEMES if THOROUGH else SCHEMES[:1]:
        page.emulate_media(color_scheme=scheme)
        found += [(width, scheme, fault) for fault in page.evaluate(_AXE)]
    page.emulate_media(color_scheme="light")
    return found


@contextmanager
def visit(browser: Browser, address: str, **context: Any) -> Iterator[Visit]:
    """Open a page in a context of its own; an error of a script, or a warning of the browser, fails the test."""
    home = browser.new_context(**context)
    visited = Visit(home.new_page())
    visited.page.goto(address)
    yield visited
    home.close()
    assert visited.wrong == [], visited.wrong
