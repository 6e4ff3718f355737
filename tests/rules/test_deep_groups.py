"""Groups of any depth: the notation has no deepest level, so no rule may stop at the third."""

from __future__ import annotations

import pytest

from perfdsl.checks.checker import check
from perfdsl.diagnostics import Diagnostic
from perfdsl.formatter import format_source
from perfdsl.model.bind import bind
from perfdsl.model.read_framework import read_framework
from perfdsl.syntax.parser import parse
from perfdsl.syntax.source import Source

DEEPEST = 12
NAMES = "甲乙丙丁戊己庚辛壬癸子丑"


GROUPS = "".join(f"{'#' * (level + 1)} {NAMES[level - 1]}组\n" for level in range(1, DEEPEST + 1))
FORM = f"体系: 深\n标题: 深表\n# 指标\n{GROUPS}"
"""A framework that knows one group at each level, more than its file may have (P122)."""


def found(text: str) -> tuple[Diagnostic, ...]:
    """All findings of a table by that framework."""
    framework, _ = read_framework(parse(Source("深.perf", FORM)))
    document = parse(Source("表.perf", text))
    bound, earlier = bind(document, framework)
    return check(bound, earlier, {}, document.lines)


def table(level: int, name: str) -> str:
    """A table whose group at ``level`` has this name; those above have the framework's."""
    above = "".join(f"{'#' * (one + 1)} {NAMES[one - 1]}组\n" for one in range(1, level))
    return (
        f"部门: 示例单位\n年度: 2024\n体系: 深\n# 指标\n{above}{'#' * (level + 1)} {name}\n培训人数 >= 10人\n"
    )


@pytest.mark.parametrize("level", range(1, DEEPEST + 1))
def test_an_unknown_group_of_every_level_is_named(level: int) -> None:
    findings = found(table(level, "不认识"))
    (finding,) = [one for one in findings if one.code == "V301"]
    assert finding.span.line == 4 + level
    assert "没有" in finding.message
    assert not [one for one in findings if one.code == "X001"]


@pytest.mark.parametrize("level", range(1, DEEPEST + 1))
def test_a_known_group_of_every_level_is_none(level: int) -> None:
    text = table(level, f"{NAMES[level - 1]}组")
    findings = found(text)
    assert not [one for one in findings if one.code in ("V301", "X001")]
    once = format_source(Source("表.perf", text))
    assert format_source(Source("表.perf", once)) == once
