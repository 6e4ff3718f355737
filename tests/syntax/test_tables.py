"""The stored parse tables are those of the grammar, and read lines as it does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import lark
import pytest
from hypothesis import given
from lark.exceptions import UnexpectedInput

from perfdsl.resources import data
from perfdsl.syntax import tables
from perfdsl.syntax.automaton import Automaton
from perfdsl.syntax.compiler import UnsupportedGrammarError, build, compiled
from perfdsl.syntax.grammar import Nodes, parser
from perfdsl.syntax.grammar_files import (
    AUTOMATON_TABLES,
    LARK_TABLES,
    grammar_text,
    stored,
    with_pieces,
    written,
)
from perfdsl.syntax.tables import automaton_tables, lark_parser
from tests.laws.writing import entries

BUILT = build(grammar_text(), Nodes())


def test_the_tables_were_made_from_this_grammar() -> None:
    for name in (LARK_TABLES, AUTOMATON_TABLES):
        assert stored(name)["written"] == written(), "run: make grammar"
    assert stored(AUTOMATON_TABLES)["terminals"] == compiled(grammar_text())["terminals"]


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_files_are_the_same_bytes_whatever_the_hash_order(seed: str) -> None:
    kept = {name: data(name).read_text("utf-8") for name in (LARK_TABLES, AUTOMATON_TABLES)}
    if stored(LARK_TABLES)["lark"] != lark.__version__:
        pytest.skip("made with another version of Lark")
    program = "import json; from perfdsl.syntax.compiler import file_texts; print(json.dumps(file_texts()))"
    made = subprocess.run(
        [sys.executable, "-c", program],
        check=True,
        capture_output=True,
        env={**os.environ, "PYTHONHASHSEED": seed},
    )
    assert json.loads(made.stdout) == kept, "run: make grammar"


def test_no_line_leads_back_to_the_first_state() -> None:
    """Its number is 0, which the automaton takes for no state at all."""
    assert all(0 not in state.values() for state in compiled(grammar_text())["shifts"])


@given(entries())
def test_stored_and_built_tables_read_the_same(line: str) -> None:
    assert _read(parser(), line) == _read(BUILT, line)


@pytest.mark.parametrize("kept", [None, {"written": [], "lark": ""}])
def test_without_the_files_the_tables_are_built_anew(kept: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "stored", lambda _: kept)
    line = "预算执行率 = 100%"
    assert _read(lark_parser(Nodes()), line) == _read(BUILT, line)
    assert Automaton(automaton_tables(), Nodes()).read("entry", line) == _read(BUILT, line)


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
    program = "from perfdsl.syntax.compiler import *; build(grammar_text(), strict=True)"
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
        ("observed: OBSERVED", "?observed: OBSERVED", "left out .\\?observed"),
        ("observed: OBSERVED", "!observed: OBSERVED", "keeps all tokens"),
        ("observed: OBSERVED", "observed.2: OBSERVED", "priority"),
        ("observed: OBSERVED", 'observed: OBSERVED "!"', "a token that is left out"),
        ("observed: OBSERVED", "observed: OBSERVED _STAR\n_STAR: /★/", "a token that is left out"),
        ("KEY: /", "KEY: /[a-z！-～]|", "a range of marks in the terminal KEY"),
        ("KEY: /", "KEY: /(甲)|", "a group"),
    ],
)
def test_what_the_automaton_does_not_have_is_refused(old: str, new: str, said: str) -> None:
    grammar = grammar_text()
    assert old in grammar
    with pytest.raises(UnsupportedGrammarError, match=said):
        compiled(grammar.replace(old, new))


def test_a_name_in_a_pattern_stands_for_a_class_of_marks_or_a_piece() -> None:
    said = "_SIGN: /[{DASHES}]?/\n_PAIR: /{_SIGN}\\d{2}/\nKEY: /{_PAIR}[^{SLASHES}]{1,2}/\n"
    assert with_pieces(said) == "\n\nKEY: /[\\-－—–−]?\\d{2}[^\\/／∕⁄]{1,2}/\n"
    with pytest.raises(KeyError):
        with_pieces("KEY: /{_UNKNOWN}/")
