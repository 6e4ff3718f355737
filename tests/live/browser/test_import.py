"""From last year's Word file, dropped on the import page, to the page of the site; with the keyboard alone, and by paste."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser import Visit, accessibility_faults, visit
from tests.importer.forms.cases import cases
from tests.importer.forms.writers.formats import FORMATS
from tests.live.visitor import Visitor, preview

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

TABLE = "湖南部门整体 单位分列 danganguan"
PASTED = "项目名称\t智慧停车\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t泊位数\t≥300个\n产出指标\t质量指标\t完好率\t≥95%\n"
DROP = """([name, text]) => {
    const bytes = Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
    const files = new DataTransfer();
    files.items.add(new File([bytes], name));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: files, bubbles: true, cancelable: true }));
}"""
PASTE = """(text) => {
    const copied = new DataTransfer();
    copied.setData('text/plain', text);
    copied.setData('text/html', '<table></table>'); // of which nothing can be read
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: copied, bubbles: true }));
}"""
FOCUSED = "document.activeElement.textContent"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Visitor]:
    (tmp_path / "项目" / "2024").mkdir(parents=True)
    with preview(tmp_path / "项目") as started:
        yield started


@pytest.fixture
def at_import(browser: Browser, site: Visitor) -> Iterator[Visit]:
    address = f"http://127.0.0.1:{site.port}/-/import.html"
    with visit(browser, address, viewport={"width": 1280, "height": 900}) as visited:
        yield visited


def drop(page: Page, data: bytes, name: str = "去年.docx") -> None:
    page.evaluate(DROP, [name, base64.b64encode(data).decode()])


def word_file(name: str, variant: str) -> bytes:
    case = next(one for one in cases(variant) if name in one.name)
    return FORMATS["docx"].write(case.forms)


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def focus_on(page: Page, key: str, selector: str) -> None:
    """Press the key until such an element has the focus."""
    for _ in range(40):
        page.keyboard.press(key)
        if page.evaluate("(one) => document.activeElement.matches(one)", selector):
            return
    raise AssertionError(f"{key} never comes to {selector}")


def test_from_a_word_file_to_a_page(at_import: Visit, site: Visitor) -> None:
    """No mouse after the drop: doubts are decided, a line is mended, the file is saved, its page is opened."""
    page = at_import.page
    drop(page, word_file(TABLE, "late"))
    page.locator(".import-shown h2", has_text="档案馆").wait_for()
    assert "档案馆" in page.evaluate(FOCUSED)

    doubts = page.locator(".import-doubts")
    assert doubts.locator("h3").text_content() == "请核对 2 处"
    focus_on(page, "Tab", ".import-doubts button")
    assert page.evaluate(FOCUSED) == "没问题"
    assert page.locator(".import-lines [data-import-lit][data-doubt]").count() == 1
    assert page.locator(".import-grid [data-import-lit][data-doubt]").count() >= 1
    press(page, "Tab")
    assert page.evaluate(FOCUSED) == "移到下一组"
    press(page, "Enter")
    assert doubts.locator("h3").text_content() == "请核对 1 处"
    assert page.evaluate(FOCUSED) == "就留作备注"
    press(page, "Enter")
    assert doubts.locator("h3").text_content() == "都核对过了"

    cell = page.locator(".import-grid td[data-kind=indicator]").nth(1)
    name = (cell.evaluate("(one) => one.firstChild.textContent") or "").strip()
    focus_on(page, "Tab", ".import-grid td")
    for key, beside in (("ArrowDown", "ArrowRight"), ("ArrowRight", "ArrowDown")):
        press(page, key, beside)
    assert page.locator(".import-lines [data-import-lit]").count() <= 1
    cell.focus()
    assert name in (page.locator(".import-lines [data-import-lit]").text_content() or "")
    press(page, "Enter")
    line = page.evaluate(FOCUSED)
    assert name in line
    press(page, "Enter", "End")
    page.keyboard.type(" // 看过")
    press(page, "Enter")
    assert page.evaluate(FOCUSED) == f"{line} // 看过"
    press(page, "ArrowLeft")
    assert page.evaluate("document.activeElement.closest('.import-grid') !== null")

    assert accessibility_faults(page, (360, 1280)) == []
    focus_on(page, "Tab", ".import-save:not([hidden])")
    press(page, "Enter")
    page.locator(".import-saved", has_text="已保存到 2024/").wait_for()
    (file,) = site.root.rglob("*.perf")
    written = file.read_text("utf-8")
    assert " // 看过\n" in written
    assert "// 原表" in written
    first_row = next(line for line in written.partition("# 指标")[2].splitlines() if line)
    assert first_row.startswith("## ")  # the row that stood above it went below it
    focus_on(page, "Tab", ".import-saved a")
    press(page, "Enter")
    page.wait_for_url("**/2024/**")
    assert name in (page.locator("main").text_content() or "")


def test_what_was_pasted_asks_for_its_year_and_replaces_nothing_unseen(
    at_import: Visit, site: Visitor
) -> None:
    page = at_import.page
    page.evaluate(PASTE, PASTED)
    page.locator(".import-shown h2", has_text="智慧停车").wait_for()
    site.save("智慧停车.perf", "项目: 智慧停车\n年度: 2026\n")
    save = page.locator(".import-saving > button")
    save.click()
    assert page.evaluate("document.activeElement.matches('.import-year')")
    page.keyboard.type("2026")
    assert page.locator(".import-lines li").nth(1).text_content() == "2年度: 2026"
    press(page, "Enter")
    save.click()
    page.locator(".import-difference pre span", has_text="+泊位数 >= 300个").wait_for()
    assert site.root.joinpath("智慧停车.perf").read_text("utf-8") == "项目: 智慧停车\n年度: 2026\n"
    assert accessibility_faults(page, (360,)) == []
    at_import.wrong.clear()  # the browser notes that the preview declined
    page.locator(".import-difference button").click()
    page.locator(".import-saved", has_text="已保存到 智慧停车.perf").wait_for()
    assert "完好率 >= 95%" in site.root.joinpath("智慧停车.perf").read_text("utf-8")

    page.locator(".import-questions select").select_option("项目支出四类")
    page.locator(".import-state", has_text="已按“项目支出四类”重新导入").wait_for()
    assert page.locator(".import-text", has_text="体系: 项目支出四类").count() == 1
    drop(page, b"Rar!\x1a\x07", "表.rar")
    page.locator(".import-refused", has_text="表.rar：没有导入：这是压缩包。请先解压").wait_for()


def test_many_tables_are_saved_together(at_import: Visit, site: Visitor) -> None:
    page = at_import.page
    drop(page, word_file("部门和它的项目", "clean"))
    page.locator(".import-files button", has_text="全部保存（4 张）").click()
    page.locator(".import-state", has_text="全部保存好了。").wait_for()
    with page.expect_popup() as opened:
        page.locator(".import-saved a", has_text="看网页（另开一页）").click()
    opened.value.locator("main h1").wait_for()
    files = sorted(site.root.rglob("*.perf"))
    assert len(files) == page.locator(".import-files [data-saved]").count() == 4
    for file in files:
        assert file.read_text("utf-8").startswith(("部门: ", "项目: "))
