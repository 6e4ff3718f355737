"""A blank table has nothing to be found in it but what is to be filled in, whatever its framework."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from perfdsl.formatter import format_source
from perfdsl.model.framework import Framework
from perfdsl.model.library import FrameworkFile
from perfdsl.pipeline import Checked, check_source, library
from perfdsl.reports.report import BLANKS
from perfdsl.starting.blank_table import blank_table
from perfdsl.syntax.parser import parse
from perfdsl.syntax.source import Source

ROOT = Path(__file__).resolve().parents[2]
SHELF = library([ROOT / "examples/provinces/体系"])
NAME = "青山县“示范” 单位 // 一"


def blank(framework: Framework) -> tuple[str, Checked]:
    text = blank_table(framework, NAME, 2027)
    return text, check_source(Source("2027/新.perf", text), SHELF)


def of_name(entry: FrameworkFile) -> str:
    return entry.name


@pytest.mark.parametrize("entry", list(SHELF), ids=of_name)
def test_only_blanks_are_found(entry: FrameworkFile) -> None:
    _, checked = blank(entry.framework)
    assert {finding.code for finding in checked.findings} <= set(BLANKS)
    assert len(checked.findings) >= 4


@pytest.mark.parametrize("entry", list(SHELF), ids=of_name)
def test_it_is_whole(entry: FrameworkFile) -> None:
    """Every required section, every group and every common indicator, at its place and with its usual value."""
    framework = entry.framework
    _, checked = blank(framework)
    table = checked.table
    assert table
    assert (table.name, table.year, table.framework.name) == (NAME, 2027, framework.name)
    required = [rule.title for rule in framework.sections if rule.required]
    assert [section.title for section in table.sections] == required
    assert {group.name for group in framework.all_groups()} <= {group.key for group in table.all_groups()}
    common = [
        (one.groups, one.name, one.targets[0].comparator, one.targets[0].value.text)
        for one in table.indicators
        if one.name != "____"
    ]
    assert common == [(one.path, one.name, one.comparator, one.value) for one in framework.common]


@pytest.mark.parametrize("entry", list(SHELF), ids=of_name)
def test_every_row_of_money_is_there_or_a_sum(entry: FrameworkFile) -> None:
    _, checked = blank(entry.framework)
    assert checked.table
    for block in checked.table.funding.blocks:
        for root in block.lines:
            for _, row in root.walk():
                assert row.written or row.terms or row.name == "项目支出", row.name


@pytest.mark.parametrize("entry", list(SHELF), ids=of_name)
def test_fmt_leaves_it_as_it_is(entry: FrameworkFile) -> None:
    text, _ = blank(entry.framework)
    assert format_source(Source("", text)) == text


def test_filled_in_it_has_no_error() -> None:
    """What a person does: replace each blank by something that says it."""
    entry = SHELF.get("项目支出三类")
    assert entry
    text, _ = blank(entry.framework)
    filled = []
    for number, line in enumerate(text.splitlines()):
        if line.startswith("____"):
            line = line.replace("____", f"办理事项{number}", 1)  # noqa: PLW2901
        filled.append(line if line.startswith("//") else line.replace("____", "12"))
    checked = check_source(Source("2027/新.perf", "\n".join(filled)), SHELF)
    assert not [finding for finding in checked.findings if finding.severity == "error"]


def test_the_points_of_groups_are_given() -> None:
    source = "体系: 本市\n标题: 表\n适用: 项目\n分值: 100\n# 指标\n## 产出指标 [必填 60分]\n### 数量指标\n## 效益指标 [40分]\n"
    from perfdsl.model.read_framework import read_framework

    framework, found = read_framework(parse(Source("体系/本市.perf", source)))
    assert not found
    text, checked = blank(framework)
    assert "## 产出指标 [60分]" in text
    assert "合计 100 分" in text
    assert checked.table
    assert [group.points for group in checked.table.groups] == [Decimal(60), Decimal(40)]
