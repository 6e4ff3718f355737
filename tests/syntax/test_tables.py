"""The stored parse tables are those of the grammar, and read lines as it does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from lark.exceptions import UnexpectedInput

from perfdsl.resources import data
from perfdsl.syntax.automaton import GRAMMAR, Automaton, stored_tables
from perfdsl.syntax.automaton import TABLES as AUTOMATON
from perfdsl.syntax.grammar import Nodes, parser
from perfdsl.syntax.tables import TABLES, UnsupportedGrammarError, automaton_tables, build
from tests.laws.writing import entries

BUILT = build(data(GRAMMAR).read_text("utf-8"), Nodes())


def test_the_tables_were_made_from_this_grammar() -> None:
    for name in (TABLES, AUTOMATON):
        stored = json.loads(data(name).read_text("utf-8"))
        assert stored["grammar"] == data(GRAMMAR).read_text("utf-8"), "run: make grammar"


@given(entries())
def test_stored_and_built_tables_read_the_same(line: str) -> None:
    assert _read(parser(), line) == _read(BUILT, line)


def test_a_grammar_that_was_changed_is_built_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    from perfdsl.syntax import tables

    monkeypatch.setattr(tables, "_stored", lambda: None)
    assert _read(tables.load(Nodes()), "预算执行率 = 100%") == _read(BUILT, "预算执行率 = 100%")


def test_an_automaton_without_its_file_is_built_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    from perfdsl.syntax import automaton

    monkeypatch.setattr(automaton, "TABLES", "grammar/none.json")
    built = Automaton(stored_tables(), Nodes())
    assert built.read("entry", "预算执行率 = 100%") == _read(BUILT, "预算执行率 = 100%")


def _read(reader: object, line: str) -> object:
    try:
        return reader.parse(line, start="entry")  # type: ignore[attr-defined]
    except UnexpectedInput as error:
        return error.pos_in_stream


def test_no_two_terminals_clash(tmp_path: Path) -> None:
    """Lark's strict mode, with interegular installed for this test alone: it slows every start where it is there."""
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(tmp_path), "interegular"]
    installed = subprocess.run(install, check=False, capture_output=True, text=True)
    if installed.returncode:
        pytest.skip(f"interegular cannot be installed: {installed.stderr.strip()[-200:]}")
    program = "from perfdsl.syntax.tables import *; build(data(GRAMMAR).read_text('utf-8'), strict=True)"
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", program], check=False, capture_output=True, text=True, env=environment
    )
    assert done.returncode == 0, done.stderr[-500:]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("note: NOTE_MARK KEY COLON TEXT?", "note: NOTE_MARK KEY COLON TEXT? -> remark", "alias"),
        ("links: link (COMMA link)*", "links: | link (COMMA link)*", "links may be empty"),
        ("observed: OBSERVED", "?observed: OBSERVED", "observed"),
    ],
)
def test_what_the_automaton_does_not_have_is_refused(old: str, new: str, said: str) -> None:
    grammar = data(GRAMMAR).read_text("utf-8")
    assert old in grammar
    with pytest.raises(UnsupportedGrammarError, match=said):
        automaton_tables(grammar.replace(old, new))
