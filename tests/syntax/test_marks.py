"""The classes of marks have one home: the grammar's patterns hold all of a class or none of it."""

from __future__ import annotations

import re
import re._constants as sre  # type: ignore[import-not-found]
import re._parser as sre_parser  # type: ignore[import-not-found]
from collections.abc import Iterator
from typing import Any

import pytest

from perfdsl.model.library import Library
from perfdsl.pipeline import check_source, library
from perfdsl.presentation import display
from perfdsl.syntax import marks
from perfdsl.syntax.nodes import Bad, Entry, Node
from perfdsl.syntax.parser import read_line
from perfdsl.syntax.source import Source
from perfdsl.syntax.tables import automaton_tables
from perfdsl.text.folding import fold

CLASSES = {
    name: marks_of.replace("\\", "")
    for name, marks_of in vars(marks).items()
    if name.isupper()
    and isinstance(marks_of, str)
    and name not in ("SPACE", "ZERO_WIDTH", "COMPARATORS", "ANGLES")
}
TERMINALS = automaton_tables()["terminals"]


@pytest.mark.parametrize("terminal", TERMINALS)
def test_a_terminal_holds_all_of_a_class_or_none(terminal: str) -> None:
    for written in _character_classes(sre_parser.parse(TERMINALS[terminal])):
        for name, members in CLASSES.items():
            if terminal == "NAME" and name.endswith("ANGLES"):
                continue  # where 《…》 and 〈…〉 are told apart, so that one may stand in the other
            held = {mark for mark in members if mark in written}
            assert held in (set(), set(members)), f"{terminal}: [{''.join(sorted(written))}] and {name}"


def test_every_class_is_used_by_the_grammar() -> None:
    written = set().union(
        *(one for text in TERMINALS.values() for one in _character_classes(sre_parser.parse(text)))
    )
    assert all(set(members) <= written for members in CLASSES.values())


def _character_classes(parsed: Any) -> Iterator[frozenset[str]]:
    """The characters (of single marks, not of ranges) in each ``[…]`` of a pattern; a lone character is no class."""
    for kind, value in parsed:
        if kind is sre.IN:
            yield frozenset(chr(code) for what, code in value if what is sre.LITERAL)
        for part in value if isinstance(value, (tuple, list)) else (value,):
            if isinstance(part, sre_parser.SubPattern):
                yield from _character_classes(part)
            elif isinstance(part, list):
                for branch in part:
                    if isinstance(branch, sre_parser.SubPattern):
                        yield from _character_classes(branch)


@pytest.mark.parametrize(
    "name",
    sorted(set(CLASSES) - {"DASHES", "AT_LEAST", "AT_MOST", "BACKSLASHES", "LEFT_ANGLES", "RIGHT_ANGLES"}),
)
def test_the_marks_of_a_class_fold_to_its_first(name: str) -> None:
    assert {fold(mark) for mark in CLASSES[name]} == {CLASSES[name][0]}


@pytest.mark.parametrize("mark", marks.COMPARATORS)
def test_every_comparator_is_read_wherever_one_may_stand(mark: str) -> None:
    canonical = marks.operator(mark)
    for line in (
        f"培训人数 {mark} 10人",
        f"培训人数{mark}10人",
        f"培训人数：{mark}10人",
        f"培训人数\t{mark}10人\t{mark}20人",
    ):
        entry = _entry(line)
        assert (entry.name.text, entry.operator) == ("培训人数", canonical), line
        assert entry.cells[0] == (canonical, ("10人", line.index("10人"), line.index("10人") + 3))
    second = _entry(f"培训人数 >= 10人 / {mark} 20人").cells[1]
    assert (second.comparator, second.value.text) == (canonical, "20人")


@pytest.mark.parametrize("mark", marks.COMPARATORS)
def test_a_pasted_row_that_keeps_a_comparator_in_its_name_is_told(mark: str, shelf: Library) -> None:
    """``甲⩾10个⇥20个`` was read as the name 甲⩾10个."""
    line = f"甲{mark}10个\t20个"
    head = "部门: 甲\n年度: 2024\n体系: 江苏省部门整体\n\n# 指标\n## 履职\n### 工作\n"
    findings = check_source(Source("x.perf", head + line), shelf).findings
    assert any(finding.severity == "error" and finding.span.line == 8 for finding in findings)


@pytest.mark.parametrize("greater", marks.GREATER)
@pytest.mark.parametrize("equal", marks.EQUAL)
def test_a_comparator_of_two_marks(greater: str, equal: str) -> None:
    assert _entry(f"培训人数 {greater} {equal}10人").operator == ">="
    assert marks.operator(f"{greater} {equal}") == ">="


def test_signs_are_those_of_the_pages() -> None:
    assert display.SIGNS is marks.SIGNS
    assert set(marks.SIGNS) == {*marks._MARKS, None}


def _entry(line: str) -> Entry:
    node: Node = read_line(line, "指标").node
    assert isinstance(node, Entry), line
    assert not isinstance(node, Bad)
    return node


@pytest.fixture(scope="module")
def shelf() -> Library:
    return library()


def test_white_space_is_what_python_calls_so_and_zero_width_marks() -> None:
    space = re.compile(f"[{marks.SPACE}]")
    assert all(space.match(char) for char in " \t\u3000\u00a0\u200b\ufeff")
    assert not space.match("x")
