"""`perfdsl serve` itself with a real browser: edits arrive, and what the reader did stays."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser import Visit, visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

STATE = (Path(__file__).parent / "page_state.js").read_text("utf-8")
UNIT = "2025/205001/index.html"
FILE = "2025/jiaoyuju.perf"
# A part of the project's own, with what a reader can open and type.
HEADER = """<div class="wrap">
<details><summary>说明</summary><p>怎样读这些表。</p></details>
<label>记下 <input type="search" id="note"></label>
</div>
"""


@pytest.fixture
def project(root: Path, tmp_path: Path) -> Path:
    """A copy of three units and two years, committed."""
    copy = tmp_path / "县"
    shutil.copytree(root / "examples" / "county", copy)
    (copy / "templates").mkdir()
    (copy / "templates" / "_header.html").write_text(HEADER, "utf-8")
    for command in ("init -q", "add .", "-c user.name=a -c user.email=a@b.cn commit -q -m first"):
        subprocess.run(["git", *command.split()], cwd=copy, check=True)
    return copy


@pytest.fixture
def address(project: Path) -> Iterator[str]:
    """Where ``perfdsl serve`` shows the project."""
    command = [sys.executable, "-m", "perfdsl", "serve", str(project), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as served:
        assert served.stdout
        yield re.findall(r"http://\S+?(?=/?$)", served.stdout.readline().strip())[0]
        served.terminate()


@pytest.fixture
def at_unit(browser: Browser, address: str) -> Iterator[Visit]:
    with visit(browser, f"{address}/{UNIT}", viewport={"width": 1000, "height": 700}) as visited:
        visited.page.locator("tr[tabindex='0']").wait_for()
        visited.page.evaluate(STATE)
        yield visited


# ---- Edits that a writer makes


def edits(chance: random.Random, text: str) -> str:
    """The file after one edit; the line of 资助学生人次 stays as it is."""
    lines = text.split("\n")
    rows = [
        at
        for at, line in enumerate(lines)
        if at > 50 and re.search(r" [=<>]+ |: ", line) and "资助学生人次" not in line
    ]
    at = chance.choice(rows)
    kind = chance.randrange(7)
    if kind == 0:
        lines.insert(at, f"新的指标{chance.randrange(1000)} >= {chance.randrange(1, 90)}场")
    elif kind == 1 and len(rows) > 20:
        del lines[at]
    elif kind == 2:
        lines[at] = re.sub(r"^\S+?(?=[ :])", lambda name: f"{name[0]}改", lines[at])
    elif kind == 3:
        goal = next(number for number, line in enumerate(lines) if line.startswith("保障义务教育"))
        lines[goal] += chance.choice(["还要检查校舍。", "\n\n另起一段。"])
    elif kind == 4:
        field = next(number for number, line in enumerate(lines) if line.startswith("责任处室"))
        lines[field] = f"责任处室: 第{chance.randrange(1, 90)}科"
    elif kind == 5:
        other = chance.choice(rows)
        lines[at], lines[other] = lines[other], lines[at]
    else:
        lines[at] = re.sub(r"\d+", lambda _: str(chance.randrange(1, 99)), lines[at], count=1)
    return "\n".join(lines)


KEPT = """() => {
    const row = document.getElementById(perfdslTest.row);
    const note = document.getElementById('note');
    return [
        document.activeElement === perfdslTest.focused,
        document.querySelector('details').open,
        note.value, note.selectionStart, note.selectionEnd,
        Math.abs(row.getBoundingClientRect().top - 5) < 1,
        document.querySelector('.crumbs').scrollLeft,
    ];
}"""


def test_the_state_of_the_page_is_kept_over_fifty_random_edits(at_unit: Visit, project: Path) -> None:
    """Scroll, focus, opened details, typed text: 50 of 50, half of them with an error in between."""
    page, file = at_unit.page, project / FILE
    page.locator("summary").click()
    page.locator("#note").fill("记下的话")
    page.locator("#note").evaluate("one => one.setSelectionRange(1, 3)")
    row = page.locator("main tr", has_text="资助学生人次")
    page.evaluate(f"perfdslTest.row = '{row.get_attribute('id')}'")
    row.evaluate(
        "one => { scrollBy(0, one.getBoundingClientRect().top - 5); one.tabIndex = 0; one.focus({preventScroll: true}); }"
    )
    page.evaluate("perfdslTest.focused = document.activeElement")
    before = page.evaluate(KEPT)
    assert before == [True, True, "记下的话", 1, 3, True, 0]
    chance = random.Random(2025)  # noqa: S311 - the same each time
    text, kept = file.read_text("utf-8"), 0
    for number in range(50):
        if number % 2:
            file.write_text(text.replace("资助资金发放及时率 =", "资助资金发放及时率 = = ="), "utf-8")
            page.locator(".live-errors[open]").wait_for()
        text = edits(chance, text)
        file.write_text(text, "utf-8")
        current(at_unit)
        page.locator(".live-errors[open]").wait_for(state="hidden")
        after = page.evaluate(KEPT)
        assert after == before, number
        kept += after == before
    assert kept == 50


def current(visited: Visit, seconds: float = 5) -> None:
    """Wait until the page is the one that the server has now."""
    found = ""
    for _ in range(int(seconds * 20)):
        visited.page.wait_for_timeout(50)
        found = visited.page.evaluate("perfdslTest.isCurrent()")
        if not found:
            return
    raise AssertionError(found)
