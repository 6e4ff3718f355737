"""What a value counts, and so which values compare: the one answer for all pages, the search data and the charts.

Values compare where a reader can set the numbers beside each other as they stand: the same unit, however it is spelled
(10人 and 10名), and numbers of one meaning. A range (100-200人) is no single number and 增长10% no share of 10%, so they compare
with their like only. A multiple of a unit is another unit (万人 and 人): the numbers would mislead, side by side.
"""

from __future__ import annotations

from typing import NamedTuple

from perfdsl.model.indicator_names import unit_in_name
from perfdsl.model.kinds import ValueKind
from perfdsl.model.units import canonical_unit
from perfdsl.model.values import Value


class Measure(NamedTuple):
    """``meaning`` is ``""`` for a plain amount; ``unit`` as written, ``""`` where none is."""

    meaning: str
    unit: str

    @property
    def same(self) -> str:
        """Equal for values that compare, in words that a page can show: ``人``, ``范围（人）``, ``无单位``."""
        unit = canonical_unit(self.unit)
        if self.meaning:
            return f"{self.meaning}（{unit}）" if unit else self.meaning
        return unit or "无单位"

    def compares(self, other: Measure) -> bool:
        """Whether numbers of these two can be set beside each other."""
        return self.same == other.same


def measure(kind: ValueKind, unit: str) -> Measure:
    """What a value of this kind counts."""
    return Measure(kind.compared_as, unit)


def measure_of(name: str, value: Value) -> Measure | None:
    """What the value of an indicator of this name counts; None where it is no number."""
    return measure(value.kind, unit_of(name, value)) if value.is_number else None


def unit_of(name: str, value: Value) -> str:
    """The unit of a number: the value's own, else the one in brackets behind the name (``培训班次（期） >= 9``)."""
    return value.unit or unit_in_name(name)
