"""What the rules about values have in common: written cells, how they are shown, notes, pairs of periods."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import pairwise

from perfdsl.checks.lexicon import PERIOD_LENGTHS
from perfdsl.diagnostics import Edit, Span
from perfdsl.memo import cached
from perfdsl.model.indicator_names import core_name
from perfdsl.model.table import Indicator, NoteField, Target
from perfdsl.syntax.marks import SIGNS
from perfdsl.text.folding import fold


def shown(target: Target) -> str:
    """The target as a form prints it: ``≥1000人``, ``健全``."""
    sign = "" if target.value.comparator else SIGNS[target.comparator]
    return f"{sign}{target.value.text}"


def note(indicator: Indicator, keys: Collection[str]) -> NoteField | None:
    """The first note with one of these keys."""
    return next((field for field in indicator.notes if fold(field.key) in keys), None)


@cached()
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
