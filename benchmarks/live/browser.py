"""A page in a real Chromium that says when it shows what.

The page looks at itself on every change of the document (``watch.js``), also after it was loaded anew.
Its clock and Python's are the same machine's.
"""

from __future__ import annotations

import json
import math
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

PATIENCE = 20.0
MARK = "zz[0-9]+zz"
_WATCH = Path(__file__).with_name("watch.js")
_ARGUMENTS = (
    "--no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-sync".split()
)


@contextmanager
def chromium() -> Iterator[Browser]:
    program = (
        shutil.which("chromium-headless-shell")
        or shutil.which("chromium")
        or shutil.which("chromium-browser")
        or shutil.which("google-chrome")
    )
    if program is None:
        raise RuntimeError("no Chromium found")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=_ARGUMENTS)
        yield browser
        browser.close()


class Watched:
    """An open page and what it has shown: texts and the milliseconds since 1970 at which they stood there."""

    def __init__(self, browser: Browser, row: str) -> None:
        self.page: Page = browser.new_page()
        self.shown: list[tuple[str, float]] = []
        for name in ("saw", "told"):
            self.page.expose_function(name, lambda text, time: self.shown.append((text, time)))
        watch = _WATCH.read_text(encoding="utf-8")
        self.page.add_init_script(
            f"(() => {{ const ROW = {json.dumps(row)}, MARK = /{MARK}/;\n{watch} }})();"
        )

    def wait_for(self, text: str) -> float:
        """When the text was first shown since the last ``forget``; infinite where that takes too long to wait for."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            for shown, when in self.shown:
                if text in shown:
                    return when
            self.page.wait_for_timeout(10)
        return math.inf

    def forget(self) -> None:
        self.shown.clear()
