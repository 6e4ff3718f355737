"""Which tables write the same indicator, and whose values compare: what the pages across units are made from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeVar

from perfdsl.model.addresses import digest
from perfdsl.model.kinds import KINDS
from perfdsl.presentation.display import NOTHING
from perfdsl.presentation.measure import Measure, measure
from perfdsl.site.index.index_rows import IndicatorRow
from perfdsl.site.index.site_index import SiteIndex
from perfdsl.site.index.summary import Summary, unit_of

T = TypeVar("T")


class Use(NamedTuple):
    """One row: the table that writes the indicator, and what it says."""

    summary: Summary
    row: IndicatorRow

    @property
    def address(self) -> str:
        """The row on the table's own page."""
        return f"{self.summary.folder}/index.html#{self.row.anchor}"

    @property
    def shown(self) -> str:
        return shown_value(self.row)

    @property
    def measure(self) -> Measure | None:
        """None where the value is no number."""
        return _measure_of(self.row)


@dataclass(frozen=True, eq=False)
class SharedIndicator:
    """An indicator with all its rows, new years first.

    ``rows`` are the different ones among them, each with how often it stands there: departments write the common
    indicators alike. ``name`` and ``groups`` are as most tables write them; ``common`` is one that a form names
    (共性指标). ``tables`` and ``units`` count those that write it. What its values count is found out where it is asked
    for: a list of names need not be made anew where a value changed.
    """

    key: str
    uses: tuple[Use, ...]
    rows: tuple[tuple[IndicatorRow, int], ...]
    name: str
    groups: tuple[str, ...]
    common: bool
    tables: int
    units: int

    @cached_property
    def measure(self) -> Measure | None:
        """What most values count, and of as many words and numbers the numbers; None where most are words."""
        return _measure(self.rows)

    @cached_property
    def odd(self) -> Mapping[IndicatorRow, str]:
        """Why some values do not compare with most."""
        if len(self.rows) == 1:
            return {}
        return {row: why for row, _ in self.rows if (why := _why_not(row, self.measure))}

    @property
    def has_page(self) -> bool:
        """A page of its own for what is meant to be compared, or can be: named by a form, or in several tables."""
        return self.common or self.tables > 1

    @property
    def address(self) -> str:
        return indicator_address(self.key)

    def compares(self, row: IndicatorRow) -> bool:
        """Whether this value can be set beside most of the others; one that is not there takes nothing away."""
        return row not in self.odd

    def why_not(self, row: IndicatorRow) -> str:
        """The reason in words, ``""`` for a value that compares."""
        return self.odd.get(row, "")


def shown_value(row: IndicatorRow) -> str:
    """The value of the last period, the whole year."""
    return row.targets[-1] if row.targets else NOTHING


def indicator_address(key: str) -> str:
    """The page of an indicator: made from its key alone, so that it lasts."""
    return f"indicators/{digest(key, size=5)}.html"


def shared_indicators(index: SiteIndex) -> list[SharedIndicator]:
    """Every indicator of the site (parts belong to theirs), in the order in which the tables name them."""
    return index.once(_of_all)


def indicators_named(index: SiteIndex, keys: Sequence[str]) -> list[SharedIndicator]:
    """Some indicators of the site, in the order of their keys."""
    if index.writers is None or index.has_made(_of_all):
        found = index.once(_by_key)
    else:
        found = {one.key: one for one in indicators_of(index.writing(keys), frozenset(keys))}
    return [found[key] for key in keys]


def indicators_of(summaries: Iterable[Summary], keys: Container[str] | None = None) -> list[SharedIndicator]:
    """The indicators of some tables; only those of some keys, where these are given."""
    uses: dict[str, list[Use]] = {}
    for summary in summaries:
        for row in summary.indicators:
            if (keys is None or row.key in keys) and not row.parent:
                uses.setdefault(row.key, []).append(Use(summary, row))
    return [_shared(key, tuple(found)) for key, found in uses.items()]


def _of_all(index: SiteIndex) -> list[SharedIndicator]:
    return indicators_of(index.summaries)


def _by_key(index: SiteIndex) -> dict[str, SharedIndicator]:
    return {one.key: one for one in shared_indicators(index)}


def _shared(key: str, uses: tuple[Use, ...]) -> SharedIndicator:
    rows = _different(uses)
    folders = {use.summary.folder for use in uses}
    return SharedIndicator(
        key,
        uses,
        rows,
        name=_most_common([(row.name, count) for row, count in rows]),
        groups=_most_common([(row.groups[:2], count) for row, count in rows]),
        common=any(row.common for row, _ in rows),
        tables=len(folders),
        units=len(set(map(unit_of, folders))),
    )


def _different(uses: Sequence[Use]) -> tuple[tuple[IndicatorRow, int], ...]:
    if len(uses) == 1:
        return ((uses[0].row, 1),)
    return tuple(Counter([use.row for use in uses]).items())


def _measure(rows: Sequence[tuple[IndicatorRow, int]]) -> Measure | None:
    if len(rows) == 1:
        return _measure_of(rows[0][0])
    counted = [(_measure_of(row), count) for row, count in rows if shown_value(row) != NOTHING]
    alike: dict[str, int] = {}
    for one, count in counted:
        alike[_same(one)] = alike.get(_same(one), 0) + count
    most = max(alike, key=lambda same: (alike[same], same != ""), default="")
    return _most_common([(one, count) for one, count in counted if _same(one) == most]) if counted else None


def _same(measure: Measure | None) -> str:
    """Equal for what compares; words are ``""``."""
    return measure.same if measure else ""


def _measure_of(row: IndicatorRow) -> Measure | None:
    return None if row.number is None or row.kind is None else measure(KINDS[row.kind], row.unit)


def _most_common(counted: Sequence[tuple[T, int]]) -> T:
    """The most frequent one; of equals the first."""
    if len(counted) == 1:
        return counted[0][0]
    counts: Counter[T] = Counter()
    for value, count in counted:
        counts[value] += count
    return max(counts, key=counts.__getitem__)


def _why_not(row: IndicatorRow, most: Measure | None) -> str:
    own = _measure_of(row)
    if shown_value(row) == NOTHING or own == most or (own and most and own.compares(most)):
        return ""
    return _difference(own, most)


def _difference(own: Measure | None, most: Measure | None) -> str:
    if own and most and own.unit and most.unit and own.meaning == most.meaning:
        return f"这里按“{own.unit}”计，别的表有按“{most.unit}”计的"
    return f"这里是{_said(own)}，别的表有{_said(most)}"


def _said(measure: Measure | None) -> str:
    if measure is None:
        return "文字要求"
    if measure.meaning:
        return measure.meaning
    return f"按“{measure.unit}”计的数" if measure.unit else "没有写单位的数"
