"""From numbers to places: a straight scale between round ends, with round marks on it."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import NamedTuple

from perfdsl.site.charts.chart import Anchor

# A little room at both sides, where a mark stands for the smallest and the largest value.
LEFT, RIGHT = Decimal(4), Decimal(96)
_STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))
_MOST_STEPS = 5
_SHORT = 4  # letters that fit between a side and the drawing's edge, by half


class Scale(NamedTuple):
    """Round ends and the marks between them, ends included."""

    low: Decimal
    high: Decimal
    ticks: tuple[Decimal, ...]

    def share(self, value: Decimal) -> Decimal:
        """Where ``value`` lies between the ends, 0 to 1."""
        return (value - self.low) / (self.high - self.low)

    def across(self, value: Decimal) -> str:
        """The place of ``value`` from left to right."""
        return across(self.share(value))


def scale(values: Iterable[Decimal]) -> Scale:
    """The scale that holds all ``values`` (at least one)."""
    known = tuple(values)
    low, high = min(known), max(known)
    step = _step((high - low) or abs(high) or Decimal(1))
    first = (low / step).to_integral_value(ROUND_FLOOR)
    last = max((high / step).to_integral_value(ROUND_CEILING), first + 1)
    ticks = tuple(_plain(step * number) for number in range(int(first), int(last) + 1))
    return Scale(ticks[0], ticks[-1], ticks)


def across(share: Decimal) -> str:
    """The place of a share, 0 to 1, of the room between the sides."""
    return per_cent(LEFT + share * (RIGHT - LEFT))


def per_cent(value: Decimal) -> str:
    """A length across: ``37.5%``."""
    return f"{value.quantize(Decimal('0.1'), ROUND_HALF_UP).normalize():f}%"


def anchor_of(label: str, index: int, count: int) -> Anchor:
    """Labels stand in the middle below their place; a long one at a side stays within the drawing."""
    if len(label) <= _SHORT or 0 < index < count - 1:
        return "middle"
    return "end" if index else "start"


def _step(span: Decimal) -> Decimal:
    """1, 2 or 5 times a power of ten: the smallest that needs no more than five steps."""
    power = Decimal(1).scaleb((span / _MOST_STEPS).adjusted())
    return next(step * power for step in _STEPS if step * power * _MOST_STEPS >= span)


def _plain(value: Decimal) -> Decimal:
    """``1E+3`` as ``1000``, ``0.50`` as ``0.5`` and ``-0`` as ``0``."""
    return Decimal(f"{value.normalize() + 0:f}")
