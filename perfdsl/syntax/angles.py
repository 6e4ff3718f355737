"""Lonely ``《`` and ``》``: half a title, or a comparator that an input method made and no number follows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfdsl.diagnostics import Diagnostic
from perfdsl.syntax.marks import ANGLES, COMPARATORS, LEFT_ANGLES, RIGHT_ANGLES
from perfdsl.syntax.nodes import Entry, Equation, Header, Heading, Node, Note, Word
from perfdsl.syntax.stop import Stop, unplaced

_LEFT_OF = dict(zip(RIGHT_ANGLES, LEFT_ANGLES, strict=True))
_holds_angle = re.compile(f"[{ANGLES}]").search
_HINT = "书名号要成对：《…》；表示“大于”“小于”的写 > 或 <，后面写数"


def lonely_in_words(node: Node, text: str) -> Diagnostic | None:
    """A name or a measured value that keeps half a pair. In straight quotes everything is meant as it stands."""
    if _holds_angle(text) is None:
        return None
    for word in _words(node):
        at = None if _is_quoted(word) else _unpaired(word.text)
        if at is not None:
            return _lonely(word.text[at], word.start + at)
    return None


def lonely_angle(start: str, text: str, stop: Stop) -> Diagnostic | None:
    """A line that stopped being read at one, which is no part of a comparator: ``=》`` is told as such."""
    found = stop.found[:1]
    if not found or found not in ANGLES or stop.before[-1:] in tuple(COMPARATORS + ANGLES):
        return None
    return _lonely(found, stop.at)


def _lonely(angle: str, at: int) -> Diagnostic:
    return unplaced("P111", f"“{angle}”没有配对", at, at + 1, _HINT)


def _words(node: Node) -> Iterator[Word]:
    if isinstance(node, Heading):
        yield node.title
        yield from node.links
    elif isinstance(node, (Entry, Equation)):
        yield node.name
        yield from node.terms if isinstance(node, Equation) else _measures(node)
    elif isinstance(node, Header):
        yield node.value
    elif isinstance(node, Note):
        yield node.key


def _measures(entry: Entry) -> Iterator[Word]:
    if entry.operator != ":":
        yield from (cell.value for cell in entry.cells)


def _is_quoted(word: Word) -> bool:
    return word.end - word.start != len(word.text)


def _unpaired(text: str) -> int | None:
    """Where the first half of a pair stands alone."""
    open_at: list[int] = []
    for at, char in enumerate(text):
        if char in LEFT_ANGLES:
            open_at.append(at)
        elif char in RIGHT_ANGLES and (not open_at or text[open_at.pop()] != _LEFT_OF[char]):
            return at
    return open_at[0] if open_at else None
