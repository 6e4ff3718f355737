"""Every pattern takes work in proportion to the length of a line, whatever the line.

Work cannot be counted inside Python's ``re``; it is measured in processor time beside a pattern that is known to be
linear, on the same length. A linear pattern needs a few times as much as that one; one that is quadratic needs a
thousand times as much. The limit lies between, far from both.
"""

from __future__ import annotations

import re
import time
from collections import deque
from collections.abc import Callable
from functools import partial

import pytest

from tests.syntax.patterns import BOUNDED, Used, all_patterns, slow_lines

LENGTH = 6_000
TIMES = 60  # as slow as the plain pattern, at most
PLAIN = re.compile(r"(?:[a-m]|[n-z])*0")


@pytest.mark.parametrize("used", all_patterns(), ids=lambda used: used.where.removeprefix("perfdsl."))
def test_a_pattern_is_linear(used: Used) -> None:
    length = BOUNDED.get(used.where, LENGTH)
    limit = TIMES * _plain_seconds()
    for line in slow_lines(used.pattern, length):
        for method in sorted(used.methods):
            assert _seconds(partial(_ask, used.pattern, method, line)) < limit, (
                f"{method} {line[:40]!r}…{line[-5:]!r}"
            )


@pytest.mark.parametrize("text", [r"\s*x", r"\d+(?:,\d+)*x", r"(?:ab*)*c", r"[ \t]*$"])
def test_a_slow_pattern_would_be_found(text: str) -> None:
    slow = re.compile(text)
    assert any(
        _seconds(partial(_ask, slow, "finditer", line)) >= TIMES * _plain_seconds()
        for line in slow_lines(slow, LENGTH)
    )


def _ask(pattern: re.Pattern[str], method: str, line: str) -> None:
    """Ask, and look at every answer."""
    found = getattr(pattern, method)(*([""] if method == "sub" else []), line)
    if method == "finditer":
        deque(found, maxlen=0)


def _plain_seconds() -> float:
    line = "an" * (LENGTH // 2)
    return min(_once(partial(PLAIN.match, line)) for _ in range(3))


def _seconds(work: Callable[[], object]) -> float:
    """Of the faster of two runs; a single one where that is fast anyway."""
    first = _once(work)
    return first if first < 0.005 else min(first, _once(work))


def _once(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start
