"""The parser's inner loop: Lark's tables and terminals, run over one line.

Lark's own loop serves any grammar and any text: it counts lines, keeps the history of tokens, and feeds a general
lexer. A line of the notation needs none of that, and is read here in half the time from the same tables, the same
terminals and the same callbacks. Lark itself is not even imported: where this loop stops, Lark reads the line again
and says what it expected.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, TypedDict

_END = "$END"
_Match = Callable[[str, int], re.Match[str] | None]
_Make = Callable[[list[Any]], Any]
# How many values a rule takes, its name, and what to make of them.
_Reduction = tuple[int, str, _Make]


class Tables(TypedDict):
    """What a parser of the grammar is made of. States are numbered, and so are rules."""

    written: list[str]  # all that the tables depend on
    starts: dict[str, int]
    ends: dict[str, int]
    ignored: list[str]
    terminals: dict[str, str]  # their regular expressions
    rules: list[tuple[str, list[str]]]  # the name of each, and the symbols it stands for
    expected: list[list[str]]  # the terminals of each state, the first to try first
    shifts: list[dict[str, int]]
    reductions: list[dict[str, int]]


class Token(str):
    """A terminal's text and where it stands. Without line and column, which a single line does not need."""

    __slots__ = ("end_pos", "start_pos", "type")
    type: str
    start_pos: int
    end_pos: int


class Automaton:
    """Reads lines as Lark does, faster."""

    def __init__(self, tables: Tables, nodes: object) -> None:
        """``nodes`` has a callback for each rule that stands for something."""
        self._starts, self._ends = tables["starts"], tables["ends"]
        self._ignored = frozenset(tables["ignored"])
        self._terminals, self._expected = tables["terminals"], tables["expected"]
        self._stand_ins = _stand_ins(self._terminals.values())
        self._swap = re.compile(f"[{re.escape(''.join(self._stand_ins))}]").sub
        self._scanners: dict[int, _Match] = {}
        self._shifts: list[dict[str, int]] = tables["shifts"]
        rules = [(len(symbols), name, _maker(nodes, name, symbols)) for name, symbols in tables["rules"]]
        self._reductions: list[dict[str, _Reduction]] = [
            {name: rules[number] for name, number in state.items()} for state in tables["reductions"]
        ]

    def read(self, start: str, text: str) -> Any:
        """What the callbacks make of ``text``, read with the rule ``start``; None where it is not in the grammar."""
        scanners, shifts, ignored = self._scanners, self._shifts, self._ignored
        states, values = [self._starts[start]], list[Any]()
        at, length = 0, len(text)
        lexed = self._swap(self._stand_in, text)
        while at < length:
            match = (scanners.get(states[-1]) or self._scanner(states[-1]))(lexed, at)
            if match is None:
                return None
            kind, before, at = str(match.lastgroup), at, match.end()
            if kind in ignored:
                continue
            state = shifts[states[-1]].get(kind) or self._reduce(kind, states, values)
            if state is None:
                return None
            states.append(state)
            values.append(_token(kind, text[before:at], before, at))
        self._reduce(_END, states, values)
        return values[0] if states[-1] == self._ends[start] else None

    def _reduce(self, kind: str, states: list[int], values: list[Any]) -> int | None:
        """Make of the values what they are, now that ``kind`` follows. The state it leads to, if it may follow."""
        shifts, reductions = self._shifts, self._reductions
        while reduction := reductions[states[-1]].get(kind):
            size, rule, make = reduction
            parts = values[-size:]
            del values[-size:], states[-size:]
            states.append(shifts[states[-1]][rule])
            values.append(make(parts))
        return shifts[states[-1]].get(kind)

    def _stand_in(self, mark: re.Match[str]) -> str:
        return self._stand_ins[mark[0]]

    def _scanner(self, state: int) -> _Match:
        """One pattern of all terminals that may follow in ``state``, in Lark's own order."""
        pattern = "|".join(f"(?P<{name}>{self._terminals[name]})" for name in self._expected[state])
        match = self._scanners[state] = re.compile(self._swap(self._stand_in, pattern)).match
        return match


def _stand_ins(patterns: Iterable[str]) -> dict[str, str]:
    """The marks in the patterns that are not Latin-1, each with a control character or a sign of it; and the other way.

    A class of full-width marks takes Python's compiler of patterns ten times as long as one of Latin-1, and the grammar has a
    hundred. Lexing a line in which they have changed places with characters of no meaning is the same.
    """
    written = set("".join(patterns))
    marks = sorted(one for one in written if one > "\xff" and not one.isalnum())
    others = (one for one in map(chr, range(256)) if not one.isprintable() or one > "\x7f")
    free = (one for one in others if not (one in written or one.isalnum() or one.isspace()))
    pairs = list(zip(marks, free, strict=False))
    return dict(pairs) | {one: mark for mark, one in pairs}


def _maker(nodes: object, name: str, symbols: list[str]) -> _Make:
    """What a rule makes of its values. A rule whose name begins with ``_`` only passes them on to the one above."""
    make: _Make = _passed_on if name.startswith("_") else getattr(nodes, name)
    lists = [at for at, symbol in enumerate(symbols) if symbol.startswith("_")]
    if not lists:
        return make

    def make_of_all(parts: list[Any]) -> Any:
        for at in reversed(lists[is_first:]):
            parts[at : at + 1] = parts[at]
        if is_first:  # lengthened, not copied: what repeats (values, links, cells) is read in one pass
            first: list[Any] = parts[0]
            first += parts[1:]
            parts = first
        return make(parts)

    is_first = lists[0] == 0
    return make_of_all


def _passed_on(parts: list[Any]) -> list[Any]:
    return parts


def _token(kind: str, text: str, start: int, end: int) -> Token:
    token = str.__new__(Token, text)
    token.type, token.start_pos, token.end_pos = kind, start, end
    return token
