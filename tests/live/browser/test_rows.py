"""Rows know their line in the file, and say what is not as it was committed."""

from __future__ import annotations

import pytest

from perfdsl.model.table import Table
from tests.browser import Visit, accessibility_faults
from tests.live.browser.conftest import FILE, UNIT, Opened, wait
from tests.live.browser.server import Told

LABEL = ".live-line"


@pytest.fixture
def ids(lines: dict[str, int]) -> list[str]:
    return [key for key in lines if key.startswith("i-")]


@pytest.fixture
def placed(told: Told, lines: dict[str, int]) -> Told:
    told.greet("places", file=FILE, lines=lines)
    return told


def posted(visited: Visit, told: Told) -> list[int]:
    wait(visited, lambda: bool(told.posted))
    assert {path for path, _ in told.posted} == {"/-/open"}
    assert {data["file"] for _, data in told.posted} == {FILE}
    return [data["line"] for _, data in told.posted]


def test_hovering_names_the_line(opened: Opened, placed: Told, lines: dict[str, int], ids: list[str]) -> None:
    with opened() as visited:
        page = visited.page
        project = next(key for key in lines if key.startswith("project-"))
        places = {f"#{ids[3]} td": ids[3], f"tr > th > [href='{project}']": project, "#funding": "funding"}
        for selector, key in places.items():
            page.locator(f"main {selector}").first.hover()
            assert page.locator(LABEL).inner_text() == f"第 {lines[key]} 行"
        page.locator(".site-head").hover()
        assert page.locator(LABEL).is_hidden()


def test_hovering_over_prose_names_its_section(opened: Opened, placed: Told, table: Table) -> None:
    with opened() as visited:
        visited.page.locator("section.goal p").first.hover()
        goal = table.section("年度目标")
        assert goal
        assert visited.page.locator(LABEL).inner_text() == f"第 {goal.span.line} 行"


@pytest.mark.parametrize("how", ["label", "Control", "Enter"])
def test_a_click_on_it_opens_the_editor(
    opened: Opened, placed: Told, lines: dict[str, int], ids: list[str], how: str
) -> None:
    with opened() as visited:
        row = visited.page.locator(f"#{ids[3]}")
        row.hover()
        if how == "label":
            visited.page.locator(LABEL).click()
        elif how == "Control":
            row.locator("th a, th").first.click(modifiers=["Control"])
        else:
            row.focus() if row.get_attribute("tabindex") else visited.page.locator("tr[tabindex='0']").focus()
            for _ in range(100):
                if visited.page.evaluate("document.activeElement.id") == ids[3]:
                    break
                visited.page.keyboard.press("ArrowDown")
            visited.page.keyboard.press("Enter")
        assert posted(visited, placed) == [lines[ids[3]]]
        assert visited.page.url.endswith(UNIT)


def test_rows_are_one_stop_of_the_keyboard(opened: Opened, placed: Told, lines: dict[str, int]) -> None:
    with opened() as visited:
        page = visited.page
        page.locator("tr[tabindex='0']").wait_for()
        assert page.locator("tr[tabindex='0']").count() == 1
        page.mouse.move(500, 300)
        page.locator("tr[tabindex='0']").focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        assert page.locator("tr[tabindex='0']").count() == 1
        for _ in range(20):  # scrolls below the resting mouse
            page.keyboard.press("ArrowDown")
        page.wait_for_timeout(200)
        line = lines[page.evaluate("document.activeElement.id")]
        assert page.locator(LABEL).inner_text() == f"第 {line} 行"
        described = page.evaluate(
            "document.getElementById(document.activeElement.getAttribute('aria-describedby')).textContent"
        )
        assert described == f"第 {line} 行，按回车在编辑器中打开"


def test_a_line_in_the_address_is_shown(
    opened: Opened, placed: Told, lines: dict[str, int], ids: list[str]
) -> None:
    with opened(f"{UNIT}?line={lines[ids[30]]}") as visited:
        page = visited.page
        page.locator(f"#{ids[30]}[data-live-here]").wait_for()
        box = page.locator(f"#{ids[30]}").bounding_box()
        assert box
        assert 0 < box["y"] < 720
        assert page.evaluate("document.activeElement.id") == ids[30]
        page.locator(".eyebrow").click()
        assert page.locator("[data-live-here]").count() == 0


def test_a_line_between_two_rows_shows_the_one_above(
    opened: Opened, placed: Told, table: Table, lines: dict[str, int]
) -> None:
    project = table.projects[0]
    assert project.notes
    with opened(f"{UNIT}?line={project.line + 1}") as visited:
        visited.page.locator("tr[data-live-here]", has_text=project.name).wait_for()


def test_a_line_of_the_header_stays_at_the_top(opened: Opened, placed: Told) -> None:
    with opened(f"{UNIT}?line=2") as visited:
        visited.page.locator("tr[tabindex='0']").wait_for(state="attached")
        assert visited.page.evaluate("scrollY") == 0
        assert visited.page.locator("[data-live-here]").count() == 0


def test_the_page_of_a_project(opened: Opened, placed: Told, table: Table, lines: dict[str, int]) -> None:
    """Its heading is the project's line; its rows link to the indicators."""
    key = next(key for key in lines if key.startswith("project-"))
    with opened(f"2025/205001/{key}") as visited:
        page = visited.page
        page.locator("h1").hover()
        assert page.locator(LABEL).inner_text() == f"第 {lines[key]} 行"
        row = page.locator("main tr", has=page.locator("th a")).first
        row.hover()
        name = row.locator("th a").inner_text()
        line = next(one.line for one in table.indicators if one.name == name)
        assert page.locator(LABEL).inner_text() == f"第 {line} 行"


def test_rows_that_differ_are_marked_in_words(opened: Opened, placed: Told, ids: list[str]) -> None:
    rows = {ids[2]: {"kind": "修改", "old": "≥ 100人"}, ids[5]: {"kind": "新增", "old": ""}}
    gone = [
        {"after": ids[8], "before": "", "name": "甲", "old": "≥1%"},
        {"after": ids[8], "before": "", "name": "乙", "old": "≥2%"},
        {"after": "", "before": ids[0], "name": "丙", "old": "≥3%"},
        {"after": "projects", "before": "", "name": "丁", "old": "3 万元"},
        {"after": "", "before": "", "name": "戊", "old": "4 万元"},
    ]
    placed.greet("marks", rows=rows, deleted=gone)
    with opened() as visited:
        page = visited.page
        changed = page.locator(f"#{ids[2]}")
        changed.locator(".live-mark").wait_for()
        assert (changed.locator("th").text_content() or "").endswith("修改，原为 ≥ 100人")
        assert page.locator(f"#{ids[5]} .live-mark").text_content() == "新增"
        changed.locator("td").first.hover()
        assert page.locator(LABEL).inner_text().endswith("，原为 ≥ 100人")
        texts = page.evaluate(f"""() => {{
            const found = [];
            for (let row = document.getElementById('{ids[8]}').nextElementSibling; found.length < 2; row = row.nextElementSibling)
                found.push(row.textContent);
            return found;
        }}""")
        assert [text[0] for text in texts] == ["甲", "乙"]
        assert all("删除" in text for text in texts)
        assert (
            page.evaluate(f"document.getElementById('{ids[0]}').previousElementSibling.textContent[0]")
            == "丙"
        )
        assert page.locator("[aria-labelledby=projects] tbody tr").first.text_content().startswith("丁")
        assert page.locator("main > [data-live-deleted]").text_content().startswith("戊")
        struck = page.locator("tr[data-live-deleted] del").first
        assert "line-through" in struck.evaluate("one => getComputedStyle(one).textDecorationLine")
        assert accessibility_faults(page) == []
        placed.send("marks", rows={}, deleted=[])
        page.locator(".live-mark").first.wait_for(state="detached")
        assert page.locator("[data-live-deleted], [data-live-mark]").count() == 0


def test_marks_stay_while_the_page_changes(opened: Opened, placed: Told, ids: list[str], html: str) -> None:
    placed.greet(
        "marks",
        rows={ids[2]: {"kind": "修改", "old": "1"}},
        deleted=[{"after": ids[3], "before": "", "name": "甲", "old": ""}],
    )
    with opened() as visited:
        visited.page.locator(f"#{ids[2]} .live-mark").wait_for()
        for _ in range(2):
            visited.page.evaluate("html => { perfdslLive.patch(html); perfdslLive.refreshRows(); }", html)
        assert visited.page.locator(".live-mark").count() == 2
        assert visited.page.locator("[data-live-deleted]").count() == 1


def test_without_places_and_marks_nothing_is_there(opened: Opened, told: Told) -> None:
    with opened("index.html") as visited:
        told.send("places", file="", lines={})
        told.send("marks")
        visited.page.locator("main td").first.hover()
        assert visited.page.locator(LABEL).is_hidden()
