"""Every pattern takes time in proportion to the length of a line, whatever the line.

The lines are made of the pattern's own character classes (``tests.syntax.patterns``). The time is that of the processor,
not of the clock, and small amounts never fail: a line eight times as long takes eight times as long if the pattern is
linear, and 64 times as long if it is not.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator
from time import process_time

import pytest

from tests.syntax.patterns import BOUNDED, Used, all_patterns, slow_lines

LENGTHS = (24, 250, 2_000, 16_000)  # the short ones first, so that what is worse than quadratic ends early
ENOUGH = 0.2  # seconds that a line of any length may take
GROWTH = 30  # times, from a length to eight times of it
TRIES = 3


def test_every_pattern_is_linear() -> None:
    """All in one test: to find them takes seconds, which nobody should wait for who collects the tests."""
    patterns = [used for used in all_patterns() if used.where not in BOUNDED]
    assert len(patterns) > 250
    slow = {used.where: lines for used in patterns if (lines := list(_slow_lines(used)))}
    assert not slow


@pytest.mark.parametrize("text", [r"\s*x", r"a*a*b", r"\d+(?:,\d+)*x", r"[ \t]*$"])
def test_a_slow_pattern_is_found(text: str) -> None:
    """At an eighth of the length, where a quadratic one takes a 64th of the time."""
    used = Used("here", re.compile(text), frozenset({"finditer"}))
    assert any(_slow_lines(used, LENGTHS[:-1], ENOUGH / 64))


def _slow_lines(used: Used, lengths: tuple[int, ...] = LENGTHS, enough: float = ENOUGH) -> Iterator[str]:
    """The beginnings of the lines that the pattern is slow on."""
    for method in used.methods:
        ask = _asked(used.pattern, method)
        for lines in slow_lines(used.pattern, lengths):
            if _is_slow(ask, lines, enough):
                yield f"{method}: {lines[0]!r}"


def _is_slow(ask: Callable[[str], object], lines: tuple[str, ...], enough: float) -> bool:
    """Whether the time (seconds) for one of the lines, each some eight times the one before, is out of proportion."""
    before = ""
    for line in lines:
        if _seconds(ask, line) > enough:
            most = max(GROWTH * _least_seconds(ask, before), enough)
            return _least_seconds(ask, line) > most
        before = line
    return False


def _least_seconds(ask: Callable[[str], object], line: str) -> float:
    return min(_seconds(ask, line) for _ in range(TRIES))


def _seconds(ask: Callable[[str], object], line: str) -> float:
    start = process_time()
    ask(line)
    return process_time() - start


def _asked(pattern: re.Pattern[str], method: str) -> Callable[[str], object]:
    if method in ("match", "fullmatch"):
        return getattr(pattern, method)  # type: ignore[no-any-return]
    return lambda line: deque(pattern.finditer(line), maxlen=0)
