"""Errors over the page, warnings below it: what a writer sees, clicks and hears."""

from __future__ import annotations

import pytest

from perfdsl.text.width import width
from tests.browser import Visit, accessibility_faults
from tests.live.browser.conftest import FILE, UNIT, Opened, finding, found, wait, warning
from tests.live.browser.server import Told

OVERLAY = ".live-errors[open]"


def show(told: Told, *errors: dict[str, object], warnings: tuple[dict[str, object], ...] = ()) -> None:
    told.send("findings", **found(*errors, warnings=warnings))


def test_errors_appear_over_the_page_and_go_when_they_are_mended(opened: Opened, told: Told) -> None:
    with opened() as visited:
        page = visited.page
        assert page.locator(".live-bar").is_hidden()
        show(told, finding(72), finding(80))
        page.wait_for_selector(OVERLAY)
        assert page.get_by_role("dialog", name="2 处错误").is_visible()
        first = page.locator(".live-errors li").first
        for text in (
            f"{FILE}:72:15",
            "第 72 行缺少“/”",
            "F101",
            "建议：两个数之间写“/”",
            "修复：改为“50% / 100%”",
        ):
            assert text in first.inner_text()
        assert "上一次没有错误的样子" in page.locator(OVERLAY).inner_text()
        show(told, finding(80))
        page.get_by_role("dialog", name="1 处错误").wait_for()
        show(told)
        page.wait_for_selector(OVERLAY, state="hidden")
        assert page.locator(".live-bar").is_hidden()


@pytest.mark.parametrize("how", ["Escape", "×", "beside"])
def test_put_away_until_the_next_error(opened: Opened, told: Told, how: str) -> None:
    with opened() as visited:
        page = visited.page
        show(told, finding(72), finding(80))
        page.wait_for_selector(OVERLAY)
        if how == "Escape":
            page.keyboard.press("Escape")
        elif how == "×":
            page.get_by_role("button", name="收起，直到有新的错误").click()
        else:
            page.mouse.click(5, 300)
        page.wait_for_selector(OVERLAY, state="hidden")
        show(told, finding(72))  # one was mended, the other is known
        page.get_by_role("button", name="错误 1").wait_for()
        assert page.locator(OVERLAY).count() == 0
        page.goto(f"{told.address}/index.html")  # known on other pages too
        wait(visited, lambda: told.closed == 1 and len(told.streams) == 1)
        show(told, finding(72))
        page.get_by_role("button", name="错误 1").wait_for()
        assert page.locator(OVERLAY).count() == 0
        show(told, finding(72), finding(90, message="又一处"))
        page.wait_for_selector(OVERLAY)
        page.keyboard.press("Escape")
        page.get_by_role("button", name="错误 2").click()
        page.wait_for_selector(OVERLAY)


def test_the_focus_goes_to_the_errors_and_back(opened: Opened, told: Told) -> None:
    with opened() as visited:
        page = visited.page
        page.locator("main a[href='form.html']").focus()
        show(told, finding(72))
        page.wait_for_selector(OVERLAY)
        reached = []
        for _ in range(5):
            page.keyboard.press("Tab")
            reached.append(page.evaluate("document.activeElement.textContent.trim()"))
        wanted = {"×", f"{FILE}:72:15", "修复：改为“50% / 100%”", "看页面上的位置"}
        assert wanted <= set(reached)
        show(told)
        page.wait_for_selector(OVERLAY, state="hidden")
        assert page.evaluate("document.activeElement.getAttribute('href')") == "form.html"


def test_a_click_opens_the_editor_and_mends(opened: Opened, told: Told) -> None:
    with opened() as visited:
        page = visited.page
        show(told, finding(72))
        page.wait_for_selector(OVERLAY)
        page.get_by_role("button", name=f"{FILE}:72:15").click()
        page.locator(".live-excerpt").first.click()
        page.get_by_role("button", name="修复：改为“50% / 100%”").click()
        wait(visited, lambda: len(told.posted) == 3)
        (open_, one), (_, again), (fix, two) = told.posted
        assert (open_, fix) == ("/-/open", "/-/fix")
        assert {key: one[key] for key in ("file", "line", "column")} == {
            "file": FILE,
            "line": 72,
            "column": 15,
        }
        assert again == one
        assert two == {"file": FILE, "line": 72, "column": 15, "code": "F101"}


def test_a_suggestion_shows_what_the_line_would_be(opened: Opened, told: Told) -> None:
    with opened() as visited:
        show(told, finding(72, safe=False))
        visited.page.wait_for_selector(OVERLAY)
        visited.page.get_by_role("button", name="建议修改：改为“50% / 100%”").wait_for()
        shown = visited.page.locator(".live-hint", has_text="改后（请核对）")
        assert shown.locator("code").inner_text() == "预算执行率 = 50% / 100%"


def test_what_the_server_refuses_is_said_where_the_writer_looks(opened: Opened, told: Told) -> None:
    told.answer = (409, "找不到编辑器，请用 --editor 指定")
    with opened() as visited:
        page = visited.page
        show(told, finding(72))
        page.wait_for_selector(OVERLAY)
        page.get_by_role("button", name=f"{FILE}:72:15").click()
        page.locator(".live-told", has_text="找不到编辑器").wait_for()
        visited.wrong = [
            text for text in visited.wrong if "409" not in text
        ]  # the browser reports the answer too


MARKED = [
    ("预算执行率 = 50% 100%", "100%"),
    ("\t一句话…：“引号”≥①", "“引号”"),
    ("村居😀𠮷野家 = 3个", "野家"),
    ("e\u0301te\u0301 = 全角ＡＢ１２", "ＡＢ"),
    ("한국어と日本語 = 〇", "日本語"),
    ("体系: 江苏", "江苏"),
    ("甲 = ", ""),
]


@pytest.mark.parametrize(("text", "marked"), MARKED)
def test_the_marked_part_is_the_one_that_the_carets_mean(
    opened: Opened, told: Told, text: str, marked: str
) -> None:
    """Carets are counted in cells of a terminal; what they stand under is marked itself, whatever the font."""
    shown = text.replace("\t", "    ")
    before = shown[: shown.index(marked)] if marked else shown
    caret = " " * width(before) + "^" * max(1, width(marked))
    with opened() as visited:
        show(told, finding(excerpt=shown, caret=caret))
        mark = visited.page.locator(".live-excerpt mark").first
        mark.wait_for()
        assert mark.evaluate("mark => mark.textContent.trim()") == marked
        assert mark.evaluate("mark => mark.parentElement.textContent").rstrip() == shown.rstrip()


def test_warnings_do_not_cover_the_page(opened: Opened, told: Told) -> None:
    with opened(viewport={"width": 360, "height": 640}) as visited:
        page = visited.page
        show(told, warnings=tuple(warning(line) for line in range(50, 60)))
        page.locator(".live-bar").wait_for()
        assert page.locator(".live-bar .live-import").get_attribute("href") == "/-/import.html"
        for _ in range(2):
            page.wait_for_timeout(100)
            page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
            foot, bar = (page.locator(one).bounding_box() for one in (".site-foot", ".live-bar"))
            assert foot is not None
            assert bar is not None
            assert foot["y"] + foot["height"] <= bar["y"] + 1
            page.get_by_role("button", name="警告 10").click()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        show(told)
        page.locator(".live-bar").wait_for(state="hidden")


def test_warnings_unfold_and_stay_so(opened: Opened, told: Told) -> None:
    with opened() as visited:
        page = visited.page
        show(told, warnings=(warning(50), warning(60)))
        fold = page.get_by_role("button", name="警告 2")
        fold.click()
        assert fold.get_attribute("aria-expanded") == "true"
        assert page.locator("#live-warnings > li").count() == 2
        page.locator("#live-warnings button").last.focus()
        show(told, warnings=(warning(50), warning(61)))
        page.locator("#live-warnings", has_text=":61:").wait_for()
        assert page.get_by_role("button", name="警告 2").get_attribute("aria-expanded") == "true"
        assert page.evaluate("document.activeElement.textContent") == f"{FILE}:61:15"


def test_what_the_page_shows_meanwhile_is_said(opened: Opened, told: Told) -> None:
    with opened() as visited:
        state = visited.page.locator(".live-state")
        for stale, draft, text in (
            (True, False, "上一次没有错误的样子"),
            (False, True, "现在的草稿"),
            (False, False, "出错的文件见下面"),
        ):
            told.send("findings", **found(finding(72), stale=stale, draft=draft))
            state.filter(has_text=text).wait_for()


def test_of_a_long_list_the_beginning(opened: Opened, told: Told) -> None:
    with opened() as visited:
        many = found(finding(72), warnings=(warning(50),), counts={"errors": 237, "warnings": 1204})
        told.send("findings", **many)
        visited.page.get_by_role("dialog", name="237 处错误").wait_for()
        assert "列出前 1 处" in visited.page.locator(".live-state").inner_text()
        visited.page.keyboard.press("Escape")
        visited.page.get_by_role("button", name="警告 1204").click()
        visited.page.locator(".live-more", has_text="列出前 1 处").wait_for()


def test_how_far_a_big_project_has_been_read(opened: Opened, told: Told) -> None:
    with opened() as visited:
        told.send("findings", **found(reading={"done": 120, "total": 1000}))
        visited.page.locator(".live-progress", has_text="120 / 1000").wait_for()
        told.send("findings", **found())
        visited.page.locator(".live-bar").wait_for(state="hidden")


def test_troubles_and_pages_that_are_gone(opened: Opened, told: Told) -> None:
    with opened() as visited:
        page = visited.page
        told.send("trouble", message="模板 table.html 第 3 行有误")
        page.locator(".live-notices", has_text="第 3 行有误").wait_for()
        told.send("trouble", message="")
        page.locator(".live-bar").wait_for(state="hidden")
        told.send("gone", message="文件已删除", to="")
        page.locator(".live-notices", has_text="文件已删除").get_by_role("link", name="去首页").wait_for()
        told.send("gone", message="文件已改名", to="2024/205001/index.html")
        page.wait_for_url(f"{told.address}/2024/205001/index.html")


def _say_all(visited: Visit, told: Told) -> None:
    show(told, finding(72), finding(80, excerpt="长" * 90, caret="^^^^"), warnings=(warning(50), warning(51)))
    told.send("trouble", message="磁盘已满，请清理后再保存")
    visited.page.wait_for_selector(OVERLAY)


def test_axe_finds_nothing(opened: Opened, told: Told) -> None:
    with opened() as visited:
        _say_all(visited, told)
        assert accessibility_faults(visited.page) == []
        visited.page.keyboard.press("Escape")
        visited.page.get_by_role("button", name="警告 2").click()
        assert accessibility_faults(visited.page) == []


def test_a_link_to_a_row_puts_the_errors_away(opened: Opened, told: Told) -> None:
    with opened() as visited:
        page = visited.page
        show(told, finding(72, href=f"{UNIT}#projects"))
        page.wait_for_selector(OVERLAY)
        page.get_by_role("link", name="看页面上的位置").click()
        page.wait_for_selector(OVERLAY, state="hidden")
        assert page.url.endswith("#projects")
