"""The values of one indicator in one year: how they spread, and how that is said."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from perfdsl.presentation.display import number

_HUNDREDTH = Decimal("0.01")


class Mark(NamedTuple):
    """The value of one unit and its comparator."""

    value: Decimal
    comparator: str | None


class Spread(NamedTuple):
    """The marks of one year (at least one), and what the year is called."""

    label: str
    marks: Sequence[Mark]

    @property
    def middle(self) -> Decimal:
        """The median; between two values, with two decimals at most unless they have more."""
        values = [mark.value for mark in self.marks]
        from statistics import median  # few sites have a spread to draw

        middle = median(values)
        return middle if middle in values or -_exponent(middle) <= 2 else _rounded(middle)

    def head(self, unit: str) -> str:
        """``2024年度　12 个单位，中位数 300人``."""
        return f"{self.label}　{len(self.marks)} 个单位，中位数 {number(self.middle)}{unit}"

    def said(self, unit: str) -> str:
        """The head, and both ends."""
        values = [mark.value for mark in self.marks]
        return f"{self.head(unit)}，最低 {number(min(values))}{unit}，最高 {number(max(values))}{unit}"


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(_HUNDREDTH, ROUND_HALF_UP)
