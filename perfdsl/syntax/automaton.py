"""The parser's inner loop: Lark's tables and terminals, run over one line.

Lark's own loop serves any grammar and any text: it counts lines, keeps the history of tokens, and feeds a general
lexer. A line of the notation needs none of that, and is read here in half the time from the same tables, the same
terminals and the same callbacks. Where this loop stops, Lark reads the line again and says what it expected.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from lark import Lark, Token
from lark.parsers.lalr_analysis import Shift

_END = "$END"
_Match = Callable[[str, int], re.Match[str] | None]
# How many values a rule takes, its name, and what to make of them.
_Reduction = tuple[int, str, Callable[[list[Any]], Any]]


class Automaton:
    """Reads lines as ``lark`` does, faster."""

    def __init__(self, lark: Lark) -> None:
        front: Any = lark.parser
        engine = front.parser.parser
        self._starts: dict[str, int] = engine.parse_table.start_states
        self._ends: dict[str, int] = engine.parse_table.end_states
        self._lexers: dict[int, Any] = front.lexer.lexers
        self._ignored = frozenset(front.lexer_conf.ignore)
        self._scanners: dict[int, _Match] = {}
        self._shifts: dict[int, dict[str | None, int]] = {}
        self._reductions: dict[int, dict[str | None, _Reduction]] = {}
        for state, actions in engine.parse_table.states.items():
            self._shifts[state] = {name: to for name, (action, to) in actions.items() if action is Shift}
            self._reductions[state] = {
                name: (len(rule.expansion), rule.origin.name, engine.callbacks[rule])
                for name, (action, rule) in actions.items()
                if action is not Shift
            }

    def read(self, start: str, text: str) -> Any:
        """What the callbacks make of ``text``, read with the rule ``start``; None where it is not in the grammar."""
        scanners, shifts, ignored = self._scanners, self._shifts, self._ignored
        states, values = [self._starts[start]], list[Any]()
        at, length = 0, len(text)
        while at < length:
            match = (scanners.get(states[-1]) or self._scanner(states[-1]))(text, at)
            if match is None:
                return None
            kind, before, at = match.lastgroup, at, match.end()
            if kind in ignored:
                continue
            state = shifts[states[-1]].get(kind) or self._reduce(kind, states, values)
            if state is None:
                return None
            states.append(state)
            values.append(_token(kind, match[0], before, at))
        self._reduce(_END, states, values)
        return values[0] if states[-1] == self._ends[start] else None

    def _reduce(self, kind: str | None, states: list[int], values: list[Any]) -> int | None:
        """Make of the values what they are, now that ``kind`` follows. The state it leads to, if it may follow."""
        shifts, reductions = self._shifts, self._reductions
        while reduction := reductions[states[-1]].get(kind):
            size, rule, make = reduction
            parts = values[-size:]
            del values[-size:], states[-size:]
            states.append(shifts[states[-1]][rule])
            values.append(make(parts))
        return shifts[states[-1]].get(kind)

    def _scanner(self, state: int) -> _Match:
        """One pattern of all terminals that may follow in ``state``, in Lark's own order."""
        terminals = self._lexers[state].terminals
        pattern = re.compile("|".join(f"(?P<{one.name}>{one.pattern.to_regexp()})" for one in terminals))
        match = self._scanners[state] = pattern.match
        return match


def _token(kind: str | None, text: str, start: int, end: int) -> Token:
    """A token without line and column, which a single line does not need."""
    token = str.__new__(Token, text)
    token.type, token.start_pos, token.end_pos = str(kind), start, end
    return token
