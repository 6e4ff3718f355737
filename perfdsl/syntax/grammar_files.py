"""The files of the grammar: its text, and the tables that were made of it (``make grammar``).

Lark cannot put one pattern into another. So the text has names in its patterns, for classes of marks and for pieces that stand in
several; here they are put in. Tables are used only while text and marks are those they were made of.
"""

from __future__ import annotations

import json
import re
from typing import Any

from perfdsl.resources import data
from perfdsl.syntax import marks
from perfdsl.text.patterns import lazy

GRAMMAR = "grammar/perf.lark"
LARK_TABLES = "grammar/perf.tables.json"
AUTOMATON_TABLES = "grammar/perf.automaton.json"

_PIECE = lazy(r"(?m)^(_[A-Z_]+): /(.*)/$")
_NAME = lazy(r"\{(_?[A-Z][A-Z_]*)\}")


def written() -> list[str]:
    """All that the tables depend on: the text of the grammar, and the classes of marks."""
    return [data(GRAMMAR).read_text("utf-8"), *_marks().values()]


def grammar_text() -> str:
    """The grammar as Lark reads it."""
    return with_pieces(data(GRAMMAR).read_text("utf-8"))


def with_pieces(grammar: str) -> str:
    """``grammar`` with each name in a pattern as what it stands for. A name that is not known raises KeyError."""
    known = _marks()

    def named(match: re.Match[str]) -> str:
        return known[match[1]]

    for name, pattern in _PIECE.findall(grammar):  # a piece may hold those above it
        known[name] = _NAME.sub(named, pattern)
    return _NAME.sub(lambda match: named(match).replace("/", r"\/"), _PIECE.sub("", grammar))


def _marks() -> dict[str, str]:
    return {name: value for name, value in vars(marks).items() if name.isupper() and isinstance(value, str)}


def stored(name: str) -> Any:
    """The tables in a file; None where it is missing or damaged."""
    try:
        return json.loads(data(name).read_text("utf-8"))
    except (OSError, ValueError):
        return None
