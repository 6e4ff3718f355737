"""What git leaves in a file when two people changed the same lines: ``<<<<<<<``, ``=======``, ``>>>>>>>``.

Nobody can tell which side is meant, so neither is read: a region is one finding that names both sides, and has no fix.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from perfdsl.diagnostics import Diagnostic, Span
from perfdsl.text.patterns import lazy

CODE = "P120"
_MARKER = lazy(r"(?P<mark><{7}|={7}|>{7}|\|{7})(?:[ \t](?P<name>.*))?\Z")
_SHOWN = 30
_HINT = "与改过这几行的人商定，只留要的写法，把 <<<<<<<、=======、>>>>>>> 这几行也删去"
_LONE_HINT = "核对上下各行，只留要的写法，再删去这一行"


class Side(NamedTuple):
    """One way to write the lines of a conflict: its branch or commit, its first line and its last (before it: none)."""

    name: str
    first: int
    last: int

    def __str__(self) -> str:
        if self.last < self.first:
            return f"“{self.name}”把这里删去了"
        lines = f"第 {self.first} 行" if self.first == self.last else f"第 {self.first}–{self.last} 行"
        return f"{lines}是“{self.name}”的写法"


class Conflict(NamedTuple):
    """The lines from ``first`` to ``last``, both markers; a marker that stands alone has no sides."""

    first: int
    last: int
    marker: str
    sides: tuple[Side, ...] = ()

    def finding(self) -> Diagnostic:
        span = Span(self.first, 0, len(self.marker))
        if self.sides:
            message = (
                f"第 {self.first}–{self.last} 行是没有解决的 git 合并冲突：{'，'.join(map(str, self.sides))}"
            )
            return Diagnostic(CODE, "error", message, span, _HINT)
        mark = self.marker[:7]
        message = f"“{mark}”是 git 合并冲突留下的标记"
        if mark[0] == "=":
            return Diagnostic(
                CODE, "error", f"{message}，或者是一条分隔线", span, f"{_LONE_HINT}；这里不用分隔线"
            )
        return Diagnostic(CODE, "error", message, span, _LONE_HINT)


def may_hold_conflicts(text: str) -> bool:
    """Whether it is worth looking for conflicts in a file; most have none."""
    return "=======" in text or "<<<<<<<" in text or ">>>>>>>" in text


def undecided_lines(conflicts: Iterable[Conflict]) -> dict[int, bool]:
    """The lines that cannot be read while a conflict stands, and whether each is on its first side.

    What opens a section there is read all the same: the lines behind the conflict belong to it.
    """
    return {
        line: bool(one.sides) and one.sides[0].first <= line <= one.sides[0].last
        for one in conflicts
        for line in range(one.first, one.last + 1)
    }


def find_conflicts(texts: Sequence[str]) -> list[Conflict]:
    """The conflicts in the lines of a file, in order. Each marker is in exactly one."""
    found: list[Conflict] = []
    opened: list[tuple[int, str, str]] = []  # the markers of the region that is open: line, mark, name
    for number, text in enumerate(texts, 1):
        match = _MARKER.match(text) if text[:1] in ("<", "=", ">", "|") else None
        if match is None:
            continue
        mark, marker = match["mark"][0], (number, text, (match["name"] or "").strip())
        if mark == "<":
            found += _alone(opened)
            opened = [marker]
        elif mark == ">" and len(opened) > 1 and opened[-1][1][0] == "=":
            found.append(_region(opened, marker))
            opened = []
        elif opened and _follows(mark, opened[-1][1][0]):
            opened.append(marker)
        elif mark != "|":  # a row of empty cells, most likely
            found += _alone([*opened, marker])
            opened = []
    return found + _alone(opened)


def _follows(mark: str, before: str) -> bool:
    return (before, mark) in (("<", "="), ("<", "|"), ("|", "="))


def _region(opened: list[tuple[int, str, str]], end: tuple[int, str, str]) -> Conflict:
    """Of the markers ``<``, perhaps ``|`` (what both sides began with), ``=`` and ``>``."""
    (first, text, ours), (parted, *_), (last, _, theirs) = opened[0], opened[-1], end
    sides = (
        Side(_shown(ours) or "一方", first + 1, opened[1][0] - 1),
        Side(_shown(theirs) or "另一方", parted + 1, last - 1),
    )
    return Conflict(first, last, text, sides)


def _alone(markers: list[tuple[int, str, str]]) -> list[Conflict]:
    return [Conflict(number, number, text) for number, text, _ in markers]


def _shown(name: str) -> str:
    return name if len(name) <= _SHOWN else name[:_SHOWN] + "…"
