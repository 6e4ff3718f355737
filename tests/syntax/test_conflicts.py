"""Conflict markers of git: one finding a region, both sides named, nothing of it read and nothing changed by a fix."""

from __future__ import annotations

import pytest

from perfdsl.fixer import fix_all
from perfdsl.formatter import format_source
from perfdsl.model.library import Library
from perfdsl.pipeline import Checked, check_source, library
from perfdsl.syntax.nodes import Bad
from perfdsl.syntax.source import Source, decode

HEAD = "部门: 甲\n年度: 2024\n体系: 江苏省部门整体\n\n"
STRUCTURED = f"{HEAD}# 指标\n## 履职\n### 职工权益维护\n"
PROSE = f"{HEAD}# 中长期目标\n"
REGION = (
    "<<<<<<< HEAD\n甲类培训 >= 1000人 / 2000人\n=======\n乙类培训 >= 3000人 / 4000人\n>>>>>>> 李四的分支\n"
)
THREE_WAYS = REGION.replace("=======", "||||||| 5efae9f\n原来 >= 1人 / 2人\n=======")


@pytest.fixture(scope="module")
def shelf() -> Library:
    return library()


@pytest.mark.parametrize("head", [HEAD, STRUCTURED, PROSE], ids=["header", "structured", "prose"])
@pytest.mark.parametrize("region", [REGION, THREE_WAYS], ids=["merge", "diff3"])
def test_a_region_is_one_finding_that_names_both_sides(head: str, region: str, shelf: Library) -> None:
    checked = _check(head + region, shelf)
    (finding,) = _conflicts(checked)
    first = head.count("\n") + 1
    last = first + region.count("\n") - 1
    assert finding.span == (first, 0, len("<<<<<<< HEAD"))
    assert finding.message == (
        f"第 {first}–{last} 行是没有解决的 git 合并冲突：第 {first + 1} 行是“HEAD”的写法，第 {last - 1} 行是“李四的分支”的写法"
    )
    assert finding.fix is None
    inside = [other for other in checked.findings if first < other.span.line <= last]
    assert not inside
    assert all(isinstance(line.node, Bad) for line in checked.document.lines[first - 1 : last])


def test_no_side_is_published(shelf: Library) -> None:
    table = _check(f"{PROSE}前文\n{REGION}后文\n\n# 指标\n## 履职\n### 职工权益维护\n{REGION}", shelf).table
    assert table is not None
    assert table.sections[0].markdown == "前文\n后文"
    assert not table.indicators
    assert table.unread == {"prose", "指标"}


@pytest.mark.parametrize(
    ("ours", "theirs", "said"),
    [
        ("", "乙 >= 1人\n", "“HEAD”把这里删去了，第 10 行是“x”的写法"),
        ("甲 >= 1人\n乙 >= 1人\n", "", "第 9–10 行是“HEAD”的写法，“x”把这里删去了"),
    ],
)
def test_a_side_without_lines(ours: str, theirs: str, said: str, shelf: Library) -> None:
    (finding,) = _conflicts(_check(f"{STRUCTURED}<<<<<<< HEAD\n{ours}=======\n{theirs}>>>>>>> x\n", shelf))
    assert finding.message.endswith(said)


def test_a_section_that_both_sides_open_is_opened(shelf: Library) -> None:
    region = "<<<<<<< HEAD\n保障运转。\n\n# 指标\n=======\n保障稳定。\n\n# 指标\n>>>>>>> x\n"
    checked = _check(f"{PROSE}{region}## 履职\n### 职工权益维护\n培训人数 >= 1人 / 2人\n", shelf)
    assert checked.table is not None
    assert [one.name for one in checked.table.indicators] == ["培训人数"]


@pytest.mark.parametrize(
    "lines",
    [
        "<<<<<<< HEAD",
        ">>>>>>> x",
        ">>>>>>>",
        "=======",
        "<<<<<<< HEAD\n甲 >= 1人 / 2人\n>>>>>>> x",
        "=======\n甲 >= 1人 / 2人\n>>>>>>> x",
        "<<<<<<< HEAD\n甲 >= 1人 / 2人\n=======",
    ],
)
@pytest.mark.parametrize("head", [STRUCTURED, PROSE], ids=["structured", "prose"])
def test_a_marker_that_is_left_alone_is_told(head: str, lines: str, shelf: Library) -> None:
    marked = [
        number for number, line in enumerate(lines.split("\n"), head.count("\n") + 1) if line[0] in "<=>"
    ]
    findings = _conflicts(_check(f"{head}{lines}\n", shelf))
    assert [finding.span.line for finding in findings] == marked
    assert all(finding.fix is None for finding in findings)


def test_conflicts_within_a_conflict_leave_no_marker_unsaid(shelf: Library) -> None:
    text = f"{STRUCTURED}<<<<<<< a\n{REGION}=======\n乙 >= 1人 / 2人\n>>>>>>> b\n"
    findings = _conflicts(_check(text, shelf))
    assert [finding.span.line for finding in findings] == [8, 9, 14, 16]


@pytest.mark.parametrize("line", ["========", "<<<<<<", ">>>>>>>>", " =======", "=======甲", "| | | | | | |"])
def test_what_is_no_marker(line: str, shelf: Library) -> None:
    assert not _conflicts(_check(f"{PROSE}甲\n{line}\n", shelf))


@pytest.mark.parametrize("head", [STRUCTURED, PROSE], ids=["structured", "prose"])
def test_neither_a_fix_nor_fmt_touches_a_region(head: str, shelf: Library) -> None:
    text = f"{head}{REGION}\n{THREE_WAYS}"
    for suggested in (False, True):
        fixed = fix_all(
            text.encode(), lambda data: check_source(decode(data, "x"), shelf), suggested=suggested
        )
        assert (fixed.data.decode(), fixed.applied) == (text, 0)
    assert format_source(Source("x", text)) == text


def test_a_framework_is_told_as_well(shelf: Library) -> None:
    text = f"体系: 某县\n标题: 某县\n适用: 部门\n\n# 指标\n## 产出指标\n{REGION}"
    assert len(_conflicts(_check(text, shelf))) == 1


def test_many_markers_take_work_in_proportion(shelf: Library) -> None:
    assert (
        len(
            _conflicts(_check(f"{PROSE}{'<<<<<<< a' + chr(10)}" * 1 + "<<<<<<< a\n=======\n" * 20_000, shelf))
        )
        > 20_000
    )


def _check(text: str, shelf: Library) -> Checked:
    return check_source(Source("x.perf", text), shelf)


def _conflicts(checked: Checked) -> list:  # type: ignore[type-arg]
    return [finding for finding in checked.findings if finding.code == "P120"]
