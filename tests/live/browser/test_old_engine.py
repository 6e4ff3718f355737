"""The preview's scripts are ES2019, and run in Chromium 90."""

from __future__ import annotations

import shutil
import subprocess
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser import ARGUMENTS, visit
from tests.live.browser.conftest import FILE, UNIT, finding, found, page_event, wait, warning
from tests.live.browser.server import CLIENT, SLOW, Told
from tests.live.browser.test_import import PASTE, PASTED
from tests.live.visitor import preview
from tests.npm import npm_file
from tests.search.test_old_engines import PARSE, chromium_90

if TYPE_CHECKING:
    from playwright.sync_api import Browser

__all__ = ["chromium_90"]


def test_scripts_are_es2019() -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("没有找到 node（node is not installed）")
    acorn = npm_file("acorn", "8.15.0", "dist/acorn.js")
    files = sorted(CLIENT.glob("*.js"))
    done = subprocess.run([node, "-e", PARSE, acorn, *files], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert len(files) >= 8


def test_chromium_90_shows_changes_errors_and_marks(
    chromium_90: str,
    told: Told,
    html: str,
    lines: dict[str, int],
) -> None:
    told.pages[UNIT] = html.replace(
        "</body>", f'<img src="{SLOW}" alt=""></body>'
    )  # loaded when all has been told
    row = next(key for key in lines if key.startswith("i-"))
    told.greet("page", **page_event(html.replace("≥7所", "≥9所")))
    told.greet("places", file=FILE, lines=lines)
    told.greet("marks", rows={row: {"kind": "修改", "old": "≥7所"}}, deleted=[])
    told.greet("findings", **found(finding(72), warnings=(warning(80),)))
    arguments = "--headless --no-sandbox --disable-gpu --dump-dom".split()
    done = subprocess.run(
        [chromium_90, *arguments, f"{told.address}/{UNIT}"],
        check=False,
        capture_output=True,
        text=True,
        timeout=90,
    )
    shown = done.stdout
    for part in (
        "<td>≥9所</td>",
        "<dialog ",
        'data-live-mark="修改"',
        "第 72 行缺少",
        "警告 1",
        'tabindex="0"><th',
    ):
        assert part in shown, (part, done.stderr[-2000:])
    assert ' open=""' in shown[shown.index("<dialog ") :][:200]


# What is waited for, and what is done then.
IMPORT_STEPS = {
    "[...document.querySelectorAll('.import-text')].some((one) => one.textContent === '泊位数 >= 300个')": """
        const year = document.querySelector('.import-year');
        year.value = '2026';
        year.dispatchEvent(new Event('input'));
        [...document.querySelectorAll('.import-grid td')].find((one) => one.textContent.startsWith('≥300个')).focus();""",
    "(document.querySelector('.import-lines [data-import-lit] .import-text') || {}).textContent === '泊位数 >= 300个'": """
        document.querySelector('.import-saving > button').click();""",
    "document.querySelector('.import-saved').textContent.startsWith('已保存到')": "0",
}


def test_chromium_90_imports_a_table(browser: Browser, chromium_90: str, tmp_path: Path) -> None:
    arguments = ["--headless", *ARGUMENTS]
    old = browser.browser_type.launch(executable_path=chromium_90, args=arguments)
    address = "http://127.0.0.1:{}/-/import.html"
    with preview(tmp_path) as site, visit(old, address.format(site.port)) as visited:
        page = visited.page
        assert old.version.startswith("90.")
        page.evaluate(PASTE, PASTED)
        for ready, act in IMPORT_STEPS.items():  # Playwright's own ways need a newer engine
            wait(visited, partial(page.evaluate, ready))
            page.evaluate(f"() => {{ {act} }}")
    old.close()
    assert len(list(tmp_path.glob("*.perf"))) == 1
