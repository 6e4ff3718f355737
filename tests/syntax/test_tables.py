"""The stored parse tables are those of the grammar, and read lines as it does."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from lark.exceptions import UnexpectedInput

from perfdsl.resources import data
from perfdsl.syntax.grammar import _Nodes, parser
from perfdsl.syntax.tables import GRAMMAR, TABLES, build
from tests.laws.writing import entries

BUILT = build(data(GRAMMAR).read_text("utf-8"), _Nodes())


def test_the_tables_were_made_from_this_grammar() -> None:
    stored = json.loads(data(TABLES).read_text("utf-8"))
    assert stored["grammar"] == data(GRAMMAR).read_text("utf-8"), "run: make grammar"


@given(entries())
def test_stored_and_built_tables_read_the_same(line: str) -> None:
    assert _read(parser(), line) == _read(BUILT, line)


def test_a_grammar_that_was_changed_is_built_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    from perfdsl.syntax import tables

    monkeypatch.setattr(tables, "_stored", lambda: None)
    assert _read(tables.load(_Nodes()), "预算执行率 = 100%") == _read(BUILT, "预算执行率 = 100%")


def _read(reader: object, line: str) -> object:
    try:
        return reader.parse(line, start="entry")  # type: ignore[attr-defined]
    except UnexpectedInput as error:
        return error.pos_in_stream
