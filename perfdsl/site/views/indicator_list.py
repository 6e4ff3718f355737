"""指标目录: every indicator of the site in the order of its groups, a hundred a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from perfdsl.presentation.display import NOTHING, number
from perfdsl.presentation.ids import group_id
from perfdsl.site.index.site_index import SiteIndex, site_frame
from perfdsl.site.navigation import INDICATORS
from perfdsl.site.page import Page, PageFrame
from perfdsl.site.page_groups import INDICATOR_NAMES, TABLES, PageGroup, PageKind, indicator_facet
from perfdsl.site.paging import Leaf, Pager, Step, leaves, pager
from perfdsl.site.views.indicator_uses import (
    SharedIndicator,
    indicators_named,
    shared_indicators,
    shown_value,
)

_UNGROUPED = "没有分类"


class Row(NamedTuple):
    """One indicator; ``address`` is its page, or its only row. ``where`` names the unit where there is but one."""

    address: str
    name: str
    common: bool
    kind: str
    where: str
    years: str
    value: str


class Body(NamedTuple):
    """The rows of a group on this page. ``anchor`` is ``""`` but where a 一级 begins."""

    anchor: str
    heading: str
    rows: tuple[Row, ...]


class IndicatorListPage(NamedTuple):
    """``groups`` lead to the first indicator of each 一级, on whatever page."""

    frame: PageFrame
    total: str
    groups: tuple[Step, ...]
    bodies: tuple[Body, ...]
    pager: Pager
    template: str = "indicators.html"


def indicator_list_groups(index: SiteIndex) -> Iterable[PageGroup]:
    """One for each page of the list."""
    ordered = _by_group(shared_indicators(index))
    pages = list(leaves(ordered, INDICATORS.address))
    groups = tuple(tuple(step) for step in _groups(pages))
    for leaf in pages:
        keys = tuple(indicator.key for indicator in leaf.items)
        depends_on = frozenset({TABLES, *map(indicator_facet, keys)})
        place = (leaf.address, leaf.first, len(ordered))
        yield PageGroup(f"indicators {leaf.address}", depends_on, (place, keys, groups))


def indicator_list_pages(
    index: SiteIndex, place: tuple[str, int, int], keys: Sequence[str], groups: Sequence[tuple[str, str]]
) -> Iterable[Page]:
    """One page of the list: ``place`` is its address, the number of its first indicator, and how many there are."""
    address, first, total = place
    yield IndicatorListPage(
        frame=site_frame(index, address, INDICATORS.label, section=INDICATORS),
        total=number(total),
        groups=tuple(Step(*group) for group in groups),
        bodies=tuple(_bodies(indicators_named(index, keys))),
        pager=pager(total, INDICATORS.address, first),
    )


def _by_group(indicators: list[SharedIndicator]) -> list[SharedIndicator]:
    """Groups as the newest tables name them first, the indicators of one together."""
    tops: dict[str, int] = {}
    groups: dict[tuple[str, ...], int] = {}
    for indicator in indicators:
        tops.setdefault(_top(indicator), len(tops))
        groups.setdefault(indicator.groups, len(groups))
    return sorted(indicators, key=lambda one: (tops[_top(one)], groups[one.groups]))


def _top(indicator: SharedIndicator) -> str:
    return indicator.groups[0] if indicator.groups else _UNGROUPED


def _groups(pages: Sequence[Leaf[SharedIndicator]]) -> Iterable[Step]:
    """Each 一级 with how many indicators it has, and where the first of them stands."""
    placed = [(_top(one), leaf.address) for leaf in pages for one in leaf.items]
    for top, found in groupby(placed, key=lambda place: place[0]):
        addresses = [address for _, address in found]
        yield Step(f"{top} {number(len(addresses))}", f"{addresses[0]}#{group_id((top,))}")


def _bodies(indicators: Sequence[SharedIndicator]) -> Iterable[Body]:
    seen: set[str] = set()
    for groups, found in groupby(indicators, key=lambda one: one.groups):
        rows = tuple(_row(indicator) for indicator in found)
        top = groups[0] if groups else _UNGROUPED
        yield Body("" if top in seen else group_id((top,)), " › ".join(groups) or _UNGROUPED, rows)
        seen.add(top)


def _row(indicator: SharedIndicator) -> Row:
    first = indicator.uses[0]
    return Row(
        address=indicator.address if indicator.has_page else first.address,
        name=indicator.name,
        common=indicator.common,
        kind="定量" if indicator.measure else "定性",
        where=first.summary.name
        if indicator.units == 1
        else f"{number(indicator.units)} 个{_what(indicator)}",
        years=_years(indicator),
        value=_value(indicator),
    )


def _what(indicator: SharedIndicator) -> str:
    return "项目" if all(use.summary.kind == "项目" for use in indicator.uses) else "单位"


def _years(indicator: SharedIndicator) -> str:
    last = indicator.uses[0].summary.year
    if not last:
        return ""
    first = next(use.summary.year for use in reversed(indicator.uses) if use.summary.year)
    return str(last) if first == last else f"{first}—{last}"


def _value(indicator: SharedIndicator) -> str:
    """The value, or the lowest and the highest of those that compare."""
    rows = [row for row, _ in indicator.rows if indicator.compares(row)]
    if indicator.measure:
        rows.sort(key=lambda row: row.number or 0)
    shown = [text for text in dict.fromkeys(map(shown_value, rows)) if text != NOTHING] or [NOTHING]
    if len(shown) == 1:
        return shown[0]
    return f"{shown[0]} 至 {shown[-1]}" if indicator.measure else f"{shown[0]} 等"


INDICATOR_LISTS = PageKind(
    "indicators", frozenset({TABLES, INDICATOR_NAMES}), indicator_list_groups, indicator_list_pages
)
