"""A bar of shares: the numbers that the template needs to draw it as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from perfdsl.presentation.display import number, per_mille, percent

FILLS = 4
GAP = 5


class Segment(NamedTuple):
    """One share: its name, its size as text, and where it lies on a bar of 1000 units
    (with a gap before the next). ``fill`` picks the pattern.
    """

    label: str
    value: str
    share: str
    start: int
    width: int
    fill: int


def bar(parts: Sequence[tuple[str, Decimal]]) -> tuple[Segment, ...]:
    """The segments of a bar, in order; none where there is nothing to share out."""
    whole = sum((size for _, size in parts), Decimal(0))
    if whole <= 0 or any(size < 0 for _, size in parts):
        return ()
    segments, before = [], Decimal(0)
    for index, (label, size) in enumerate(parts):
        start, end = per_mille(before, whole), per_mille(before + size, whole)
        width = max(0, end - start - (GAP if index < len(parts) - 1 else 0))
        segments.append(Segment(label, number(size), percent(size, whole), start, width, index % FILLS))
        before += size
    return tuple(segments)
