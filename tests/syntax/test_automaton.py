"""The automaton reads what Lark reads, and nothing else, whatever the rule."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lark.exceptions import UnexpectedInput

from perfdsl.syntax.compiler import STARTS
from perfdsl.syntax.grammar import automaton, parser
from tests.laws.writing import entries

ROOT = Path(__file__).parents[2]
WRITTEN = sorted(
    {
        line
        for folder in ("examples", "perfdsl/frameworks", "perfdsl/checks")
        for kind in ("perf", "md")
        for file in (ROOT / folder).rglob(f"*.{kind}")
        for line in file.read_text("utf-8").split("\n")
        if line.strip()
    }
)
MARKS = '名称目1 90%\t/／"＂:：=＝<>≥≤[]【】,，、+-－#＃⇒←\u3000\u200b人元'


@pytest.mark.parametrize("start", STARTS)
def test_every_line_of_the_examples_is_read_alike(start: str) -> None:
    assert len(WRITTEN) > 500
    different = [line for line in WRITTEN if automaton().read(start, line) != _lark(start, line)]
    assert not different


@given(st.sampled_from(STARTS), st.one_of(entries(), st.text(MARKS, max_size=24), st.text(max_size=24)))
def test_any_line_is_read_alike(start: str, line: str) -> None:
    assert automaton().read(start, line) == _lark(start, line)


def _lark(start: str, line: str) -> object:
    try:
        return parser().parse(line, start=start)
    except UnexpectedInput:
        return None
