"""What the rules about values have in common: written cells, how they are shown, notes, pairs of periods."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import pairwise

from perfdsl.checks.lexicon import PERIOD_LENGTHS
from perfdsl.checks.memo import once_a_table
from perfdsl.checks.names import core_name
from perfdsl.diagnostics import Edit, Span
from perfdsl.model.table import Indicator, NoteField, Table, Target
from perfdsl.text.folding import fold

_SIGNS = {">=": "≥", "<=": "≤", ">": "＞", "<": "＜", "=": "="}

Rows = list[tuple[Indicator, list[Target]]]


@once_a_table
def rows(table: Table) -> Rows:
    """Every indicator and part with its written targets: those that have a cell of their own and a value in it."""
    return [(indicator, _written(indicator)) for indicator in table.with_parts()]


@once_a_table
def measured(table: Table) -> Rows:
    """The rows that have numbers, with those targets only."""
    return [
        (one, found)
        for one, targets in rows(table)
        if (found := [at for at in targets if at.value.is_number])
    ]


@once_a_table
def worded(table: Table) -> Rows:
    """The rows that have values without a number, with those targets only."""
    return [
        (one, found)
        for one, targets in rows(table)
        if (found := [at for at in targets if not at.value.is_number])
    ]


def shown(target: Target) -> str:
    """The target as a form prints it: ``≥1000人``, ``健全``."""
    sign = _SIGNS[target.comparator] if target.comparator and not target.value.comparator else ""
    return f"{sign}{target.value.text}"


def note(indicator: Indicator, keys: Collection[str]) -> NoteField | None:
    """The first note with one of these keys."""
    return next((field for field in indicator.notes if fold(field.key) in keys), None)


def part_and_whole(periods: tuple[str, ...]) -> list[tuple[int, int]]:
    """Places of the periods of which the first is a part of the second: (半年, 全年) → [(0, 1)]."""
    known = [(PERIOD_LENGTHS.get(core_name(period)), place) for place, period in enumerate(periods)]
    ordered = sorted((length, place) for length, place in known if length is not None)
    return [(part, whole) for (shorter, part), (longer, whole) in pairwise(ordered) if shorter < longer]


def with_comparator(indicator: Indicator, sign: str) -> tuple[Edit, ...]:
    """Edits that give every cell of the line this comparator: it is written once, before the first cell."""
    return tuple(_gaps(indicator, f" {sign} "))


def _gaps(indicator: Indicator, first: str) -> Iterator[Edit]:
    before, text = indicator.span, first
    for target in indicator.targets:
        if target.written:
            yield Edit(Span(before.line, before.end, target.span.start), text)
            before, text = target.span, " / "


def _written(indicator: Indicator) -> list[Target]:
    return [target for target in indicator.targets if target.written and target.value.kind != "none"]
