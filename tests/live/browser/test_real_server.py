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
from tests.effort import THOROUGH

if TYPE_CHECKING:
    from playwright.sync_api import Browser

STATE = (Path(__file__).parent / "page_state.js").read_text("utf-8")
EDITS = 200 if THOROUGH else 20
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


def test_the_state_of_the_page_is_kept_over_random_edits(at_unit: Visit, project: Path) -> None:
    """Scroll, focus, opened details, typed text: each time, half of them with an error in between."""
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
    for number in range(EDITS):
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
    assert kept == EDITS


def current(visited: Visit, seconds: float = 60) -> None:
    """Wait until the page is the one that the server has now."""
    found = ""
    for _ in range(int(seconds * 20)):
        visited.page.wait_for_timeout(50)
        found = visited.page.evaluate("perfdslTest.isCurrent()")
        if not found:
            return
    raise AssertionError(found)


# ---- The lists of the site, and everything else that the server and the page do together


def test_sorting_and_filtering_of_lists_are_kept(browser: Browser, address: str, project: Path) -> None:
    file = project / FILE
    with visit(browser, f"{address}/indicators.html") as visited:
        page = visited.page
        page.evaluate(STATE)
        box = page.locator(".filter input")
        box.fill("满意度")
        shown = page.locator("#catalogue tbody tr:visible").count()
        assert shown
        for number in range(10):
            text = file.read_text("utf-8")
            file.write_text(f"{text}新的满意度{number} >= {90 + number}%\n", "utf-8")
            current(visited)
            assert box.input_value() == "满意度"
            assert box.evaluate("one => one === document.activeElement")
        assert page.locator("#catalogue tbody tr:visible").count() >= shown
        assert page.locator("#catalogue tbody tr[hidden]").count()
    with visit(browser, f"{address}/index.html") as visited:
        page = visited.page
        page.evaluate(STATE)
        button = page.locator("table[data-sortable] button.sort").nth(3)
        button.click()
        numbers = "[...document.querySelectorAll('table[data-sortable] tbody tr')].map((row) => Number(row.cells[3].textContent))"
        for left in (52, 49, 46, 45):
            text = file.read_text("utf-8")
            file.write_text(re.sub(r"\n新的满意度.*", "", text, count=3), "utf-8")
            page.locator("td", has_text=re.compile(f"^{left}$")).wait_for()
            now = page.evaluate(numbers)
            assert now == sorted(now)
            assert button.evaluate("one => one.parentElement.getAttribute('aria-sort')") == "ascending"


def test_rows_are_marked_against_the_committed_version(at_unit: Visit, project: Path) -> None:
    page, file = at_unit.page, project / FILE
    text = file.read_text("utf-8")
    text = text.replace(">= 7所 / 18所", ">= 9所 / 18所").replace(
        "专职保安配备率 = 100%\n", "巡查次数 >= 3次\n"
    )
    file.write_text(text, "utf-8")
    page.locator(".live-mark").nth(2).wait_for()
    changed = page.locator("main tr", has_text="校舍维修改造学校数").first
    assert (changed.locator(".live-mark").text_content() or "").startswith("修改，原为 半年指标值 ≥7所")
    assert page.locator("main tr", has_text="巡查次数").locator(".live-mark").text_content() == "新增"
    assert "专职保安配备率" in (page.locator("tr[data-live-deleted]").text_content() or "")
    subprocess.run(
        ["git", "-C", str(project), "-c", "user.name=a", "-c", "user.email=a@b.cn", "commit", "-qam", "x"],
        check=True,
    )
    file.write_text(text + "\n", "utf-8")
    page.locator(".live-mark").first.wait_for(state="detached")


def test_an_error_is_mended_at_a_click(at_unit: Visit, project: Path) -> None:
    page, file = at_unit.page, project / FILE
    good = file.read_text("utf-8")
    file.write_text(good.replace("体系: 江苏省部门整体", "体系: 江苏省部门整休"), "utf-8")
    page.locator(".live-errors[open]").wait_for()
    page.locator(".live-fix").first.click()
    page.locator(".live-errors[open]").wait_for(state="hidden")
    assert file.read_text("utf-8") == good


def test_from_the_editor_to_the_row(browser: Browser, address: str, project: Path) -> None:
    lines = (project / FILE).read_text("utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, 1) if text.startswith("资助学生人次"))
    with visit(browser, f"{address}/-/at?file={FILE}&line={line}") as visited:
        row = visited.page.locator("tr[data-live-here]", has_text="资助学生人次")
        row.wait_for()
        assert visited.page.evaluate("document.activeElement.textContent").startswith("资助学生人次")


def test_a_unit_that_is_renamed_and_deleted(at_unit: Visit, project: Path) -> None:
    page, file = at_unit.page, project / FILE
    text = file.read_text("utf-8")
    file.write_text(text.replace("编码: 205001", "编码: 305001"), "utf-8")
    page.wait_for_url("**/2025/305001/index.html")
    file.unlink()
    page.locator(".live-notices").get_by_role("link", name="去首页").wait_for()


def test_hidden_tabs_hold_no_connection(browser: Browser, address: str) -> None:
    """More tabs than the six connections that a browser opens to one host."""
    home = browser.new_context()
    for _ in range(9):
        page = home.new_page()
        page.goto(f"{address}/{UNIT}", timeout=10_000)
        page.locator("tr[tabindex='0']").wait_for()
        page.evaluate("""() => {
            Object.defineProperty(document, 'hidden', { configurable: true, get: () => true });
            document.dispatchEvent(new Event('visibilitychange'));
        }""")
    home.close()
