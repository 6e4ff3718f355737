"""The ruling lines of a page of a PDF: where its tables are, and which of their places are one cell.

Lines that touch each other are one table. Its columns and rows lie between the lines, and where no line parts two
places they are one cell. The outer edge need not be drawn: at the end of a page it often is not.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from perfdsl.importer.readers.sheet_grid import Area

NEAR = 3.0  # points within which two lines are one: borders are drawn twice, or as thin rectangles
_MOST_CROSSINGS = 4_000_000


class RulingLine(NamedTuple):
    """A straight line: ``at`` is the one coordinate of all of it, which runs from ``start`` to ``end`` of the other."""

    at: float
    start: float
    end: float


class RulingLines(NamedTuple):
    """``level`` ones part rows, ``upright`` ones columns."""

    level: list[RulingLine]
    upright: list[RulingLine]


class Lattice(NamedTuple):
    """A table: where its columns (``xs``) and rows (``ys``) begin and end, and its cells, which cover all of it.

    ``is_open_above``, ``is_open_below``: no line closes it there.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[Area, ...]
    is_open_above: bool = False
    is_open_below: bool = False

    def spot(self, x: float, y: float) -> tuple[int, int] | None:
        """Row and column of a point; None where it lies outside."""
        if not (self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]):
            return None
        row = min(bisect_right(self.ys, y), len(self.ys) - 1) - 1
        return row, min(bisect_right(self.xs, x), len(self.xs) - 1) - 1


def lattices(rules: RulingLines) -> list[Lattice]:
    """The tables of a page, the smallest first, so that one within another is asked before it.

    A page with more lines than a table can have (a drawing) has none.
    """
    level, upright = _whole(rules.level), _whole(rules.upright)
    if len(level) * len(upright) > _MOST_CROSSINGS:
        return []
    found = [lattice for part in _parts(level, upright) if (lattice := _lattice(part))]
    return sorted(found, key=lambda one: (one.xs[-1] - one.xs[0]) * (one.ys[-1] - one.ys[0]))


def _whole(rules: Iterable[RulingLine]) -> list[RulingLine]:
    """Pieces that go on from each other, or lie over each other, as one."""
    whole: list[RulingLine] = []
    for row in _near(sorted(rules)):
        at = sum(rule.at for rule in row) / len(row)
        pieces = sorted((rule.start, rule.end) for rule in row)
        start, end = pieces[0]
        for piece_start, piece_end in pieces[1:]:
            if piece_start > end + NEAR:
                whole.append(RulingLine(at, start, end))
                start = piece_start
            end = max(end, piece_end)
        whole.append(RulingLine(at, start, end))
    return whole


def _near(rules: list[RulingLine]) -> Iterator[list[RulingLine]]:
    """Sorted rules in groups of about the same ``at``."""
    group: list[RulingLine] = []
    for rule in rules:
        if group and rule.at > group[0].at + NEAR:
            yield group
            group = []
        group.append(rule)
    if group:
        yield group


def _parts(level: list[RulingLine], upright: list[RulingLine]) -> Iterator[RulingLines]:
    """The rules that touch each other, directly or by others."""
    above = list(range(len(level) + len(upright)))

    def top(number: int) -> int:
        while above[number] != number:
            above[number] = above[above[number]]
            number = above[number]
        return number

    for number, one in enumerate(level):
        for other, two in enumerate(upright, len(level)):
            if _touch(one, two):
                above[top(other)] = top(number)
    parts: defaultdict[int, RulingLines] = defaultdict(lambda: RulingLines([], []))
    for number, rule in enumerate([*level, *upright]):
        part = parts[top(number)]
        (part.level if number < len(level) else part.upright).append(rule)
    yield from parts.values()


def _touch(level: RulingLine, upright: RulingLine) -> bool:
    return (
        level.start - NEAR <= upright.at <= level.end + NEAR
        and upright.start - NEAR <= level.at <= upright.end + NEAR
    )


def _lattice(rules: RulingLines) -> Lattice | None:
    """None where there are not two cells: a frame, a line below a word."""
    if not rules.level or not rules.upright:
        return None
    xs, ys = _edges(rules.upright, rules.level), _edges(rules.level, rules.upright)
    if len(xs) * len(ys) < 6:
        return None
    cells = tuple(_cells(xs, ys, rules))
    is_open_above = ys[0] < min(rule.at for rule in rules.level) - NEAR
    is_open_below = ys[-1] > max(rule.at for rule in rules.level) + NEAR
    return Lattice(xs, ys, cells, is_open_above, is_open_below) if len(cells) > 1 else None


def _edges(rules: list[RulingLine], across: list[RulingLine]) -> tuple[float, ...]:
    """Where the rules are, with the ends of those across where they reach beyond the first and the last."""
    places = sorted({rule.at for rule in rules})
    first, last = min(rule.start for rule in across), max(rule.end for rule in across)
    before = [first] if first < places[0] - 2 * NEAR else []
    after = [last] if last > places[-1] + 2 * NEAR else []
    merged: list[float] = []
    for place in [*before, *places, *after]:
        if not merged or place > merged[-1] + NEAR:
            merged.append(place)
    return tuple(merged)


def _cells(xs: tuple[float, ...], ys: tuple[float, ...], rules: RulingLines) -> Iterator[Area]:
    """Rectangles of places that no rule parts. What would be no rectangle is cut along its rows."""
    right_of, below = _parting(rules.upright, xs, ys), _parting(rules.level, ys, xs)
    taken: set[tuple[int, int]] = set()
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            if (row, column) in taken:
                continue
            right = column
            while right + 2 < len(xs) and (right + 1, row) not in right_of and (row, right + 1) not in taken:
                right += 1
            columns = range(column, right + 1)
            bottom = row
            while bottom + 2 < len(ys) and _goes_on(bottom + 1, columns, right_of, below, len(xs) - 2):
                bottom += 1
            area = Area(row, column, bottom, right)
            taken.update(area.places())
            yield area


def _goes_on(
    row: int, columns: range, right_of: set[tuple[int, int]], below: set[tuple[int, int]], last: int
) -> bool:
    """Whether a row belongs to the cell above: no rule between them, none within, and one (or the edge) on both sides."""
    if any((row, column) in below for column in columns):
        return False
    if any((column, row) in right_of for column in columns[1:]):
        return False
    left_closed = columns[0] == 0 or (columns[0], row) in right_of
    return left_closed and (columns[-1] == last or (columns[-1] + 1, row) in right_of)


def _parting(
    rules: list[RulingLine], places: tuple[float, ...], across: tuple[float, ...]
) -> set[tuple[int, int]]:
    """The edges that a rule covers: (number of the place it lies at, number of the interval across)."""
    covered = set()
    for rule in rules:
        place = min(range(len(places)), key=lambda number: abs(places[number] - rule.at))
        for number in range(len(across) - 1):
            if rule.start <= (across[number] + across[number + 1]) / 2 <= rule.end:
                covered.add((place, number))
    return covered
