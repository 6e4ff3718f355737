"""Which tables write the same indicator, and whose values compare: what the pages across units are made from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeVar

from perfdsl.checks.names import same_unit
from perfdsl.presentation.display import NOTHING
from perfdsl.presentation.ids import digest
from perfdsl.site.entries import IndicatorEntry
from perfdsl.site.summary import Summary

T = TypeVar("T")

# Kinds whose numbers mean something else than an amount: 增长10% does not compare with 10%.
_KINDS = {"direction": "增减幅度", "rank": "名次", "ratio": "比例", "multiple": "倍数", "range": "范围"}


class Measure(NamedTuple):
    """What a value counts: values compare where it is the same. ``unit`` is ``""`` where none is written."""

    kind: str
    unit: str

    def compares(self, other: Measure) -> bool:
        return self.kind == other.kind and same_unit(self.unit, other.unit)


class Use(NamedTuple):
    """One row: the table that writes the indicator, and what it says."""

    summary: Summary
    entry: IndicatorEntry

    @property
    def address(self) -> str:
        """The row on the table's own page."""
        return f"{self.summary.folder}/index.html#{self.entry.anchor}"

    @property
    def shown(self) -> str:
        """The value of the last period, the whole year."""
        return self.entry.targets[-1] if self.entry.targets else NOTHING

    @property
    def has_value(self) -> bool:
        return self.shown != NOTHING

    @property
    def measure(self) -> Measure | None:
        """None where the value is no number."""
        if self.entry.number is None:
            return None
        return Measure(_KINDS.get(self.entry.kind or "", ""), self.entry.unit)


@dataclass(frozen=True)
class SharedIndicator:
    """An indicator with all its rows, new years first."""

    key: str
    uses: tuple[Use, ...]

    @cached_property
    def name(self) -> str:
        """As most tables write it."""
        return _most_common(use.entry.name for use in self.uses)

    @cached_property
    def groups(self) -> tuple[str, ...]:
        return _most_common(use.entry.groups[:2] for use in self.uses)

    @cached_property
    def common(self) -> bool:
        """共性指标: named by a form."""
        return any(use.entry.common for use in self.uses)

    @cached_property
    def measure(self) -> Measure | None:
        """What most values count, and of as many words and numbers the numbers; None where most are words."""
        counts = Counter(use.measure for use in self.uses if use.has_value)
        return max(counts, key=lambda measure: (counts[measure], measure is not None), default=None)

    @cached_property
    def tables(self) -> frozenset[str]:
        """The folders of the tables that write it."""
        return frozenset(use.summary.folder for use in self.uses)

    @cached_property
    def units(self) -> frozenset[str]:
        """The units, or single projects, of those tables."""
        return frozenset(use.summary.unit for use in self.uses)

    @cached_property
    def has_page(self) -> bool:
        """A page of its own for what is meant to be compared, or can be: named by a form, or in several tables."""
        return self.common or len(self.tables) > 1

    @property
    def address(self) -> str:
        return indicator_address(self.key)

    def compares(self, use: Use) -> bool:
        """Whether this value can be set beside most of the others; one that is not there takes nothing away."""
        if not use.has_value:
            return True
        if self.measure is None or use.measure is None:
            return self.measure is use.measure
        return self.measure.compares(use.measure)

    def why_not(self, use: Use) -> str:
        """The reason in words, ``""`` for a value that compares."""
        if self.compares(use):
            return ""
        return _difference(use.measure, self.measure)


def indicator_address(key: str) -> str:
    """The page of an indicator: made from its key alone, so that it lasts."""
    return f"indicators/{digest(key, size=5)}.html"


def shared_indicators(summaries: Iterable[Summary]) -> list[SharedIndicator]:
    """Every indicator of some tables (parts belong to theirs), in the order in which they name them."""
    uses: dict[str, list[Use]] = {}
    for summary in summaries:
        for entry in summary.indicators:
            if not entry.parent:
                uses.setdefault(entry.key, []).append(Use(summary, entry))
    return [SharedIndicator(key, tuple(found)) for key, found in uses.items()]


def _most_common(values: Iterable[T]) -> T:
    """The most frequent one; of equals the first."""
    return Counter(values).most_common(1)[0][0]


def _difference(own: Measure | None, most: Measure | None) -> str:
    if own and most and own.unit and most.unit and own.kind == most.kind:
        return f"这里按“{own.unit}”计，别的表有按“{most.unit}”计的"
    return f"这里是{_said(own)}，别的表有{_said(most)}"


def _said(measure: Measure | None) -> str:
    if measure is None:
        return "文字要求"
    if measure.kind:
        return measure.kind
    return f"按“{measure.unit}”计的数" if measure.unit else "没有写单位的数"
