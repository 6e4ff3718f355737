"""One indicator across units and years: every value as a row, why some do not compare, and how the others spread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from perfdsl.presentation.display import NOTHING, year_label
from perfdsl.site.charts.chart import Chart
from perfdsl.site.charts.line import Year, line
from perfdsl.site.charts.spread import Mark, Spread
from perfdsl.site.charts.strip import strip
from perfdsl.site.index.coverage import coverage
from perfdsl.site.index.site_index import SiteIndex, site_frame
from perfdsl.site.navigation import INDICATORS
from perfdsl.site.page import Page, PageFrame, PageLink
from perfdsl.site.page_groups import INDICATOR_NAMES, TABLES, PageGroup, PageKind, indicator_facet
from perfdsl.site.paging import Pager, leaves
from perfdsl.site.views.indicator_uses import (
    SharedIndicator,
    Use,
    indicators_named,
    shared_indicators,
    shown_value,
)

_MOST_WORDS = 5


class Row(NamedTuple):
    """One table's value. ``sort`` is its number; ``name`` is how this table writes the name where it differs;
    ``why`` says why the value does not compare.
    """

    address: str
    unit: str
    single: bool
    year: str
    name: str
    cells: tuple[str, ...]
    sort: str
    why: str


class IndicatorPage(NamedTuple):
    """``columns`` are the headings of the values, the last one that of the whole period; ``said`` are sentences."""

    frame: PageFrame
    name: str
    groups: str
    tags: tuple[str, ...]
    said: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    charts: tuple[Chart, ...]
    pager: Pager
    template: str = "indicator.html"


def indicator_groups(index: SiteIndex) -> Iterable[PageGroup]:
    """One for each indicator that has a page of its own."""
    for indicator in shared_indicators(index):
        if indicator.has_page:
            key = indicator.key
            yield PageGroup(f"indicator {key}", frozenset({indicator_facet(key)}), (key,))


def indicator_pages(index: SiteIndex, key: str) -> Iterable[Page]:
    """The charts stand on the first page, under all of what they draw."""
    [indicator] = indicators_named(index, (key,))
    earlier, last = _periods(indicator)
    first = _page(index, indicator, earlier, last)
    for leaf in leaves(indicator.uses, indicator.address):
        yield first._replace(
            frame=first.frame._replace(address=leaf.address),
            rows=tuple(_row(indicator, use, earlier) for use in leaf.items),
            charts=() if leaf.first else first.charts,
            pager=leaf.pager,
        )


def _page(index: SiteIndex, indicator: SharedIndicator, earlier: tuple[str, ...], last: str) -> IndicatorPage:
    """What all pages of an indicator have; no rows yet."""
    return IndicatorPage(
        frame=site_frame(
            index,
            indicator.address,
            indicator.name,
            (PageLink(INDICATORS.label, f"../{INDICATORS.address}"),),
            section=INDICATORS,
            covers=coverage([use.summary for use in indicator.uses]),
        ),
        name=indicator.name,
        groups=" › ".join(indicator.groups),
        tags=_tags(indicator),
        said=tuple(_said(indicator)),
        columns=tuple(f"{period}指标值" for period in (*earlier, last)),
        rows=(),
        charts=_charts(indicator, last),
        pager=Pager(),
    )


def _periods(indicator: SharedIndicator) -> tuple[tuple[str, ...], str]:
    """The periods before the last of every form, and what the last ones are called: 全年, 年度, 全年／年度."""
    forms = dict.fromkeys(use.summary.periods for use in indicator.uses)
    earlier = dict.fromkeys(period for periods in forms for period in periods[:-1])
    return tuple(earlier), "／".join(dict.fromkeys(periods[-1] for periods in forms))


def _tags(indicator: SharedIndicator) -> tuple[str, ...]:
    return (*(("共性指标",) if indicator.common else ()), "定量" if indicator.measure else "定性")


def _row(indicator: SharedIndicator, use: Use, earlier: tuple[str, ...]) -> Row:
    summary, row = use.summary, use.row
    return Row(
        address=use.address,
        unit=summary.name,
        single=summary.kind == "项目",
        year=str(summary.year or NOTHING),
        name="" if row.name == indicator.name else row.name,
        cells=(*_previous_years(use, earlier), use.shown),
        sort="" if row.number is None else f"{row.number:f}",
        why=indicator.why_not(row),
    )


def _previous_years(use: Use, periods: tuple[str, ...]) -> tuple[str, ...]:
    """The values of the periods before the last, ``""`` for one that the table's form has not."""
    own, values = use.summary.periods[:-1], use.row.targets[:-1]
    if own == periods and len(own) == len(values):
        return values
    by_period = dict(zip(own, values, strict=False))
    return tuple(by_period.get(period, "") for period in periods)


# ---- In words


def _said(indicator: SharedIndicator) -> Iterator[str]:
    yield f"{_owner(indicator)}写有这一指标。"
    different = sum(count for row, count in indicator.rows if not indicator.compares(row))
    if different:
        yield f"其中 {different} 个值与别的表计量方式不同，标为“不可比”，下面的比较不包括它们。"
    yield from _alike(indicator)


def _owner(indicator: SharedIndicator) -> str:
    units, tables = indicator.units, indicator.tables
    if units == 1:
        name = indicator.uses[0].summary.name
        return f"{name}有 {tables} 个年度的表" if tables > 1 else f"只有{name}的一张表"
    single = any(use.summary.kind == "项目" for use in indicator.uses)
    return f"{tables} 张表" if single else f"{units} 个单位的 {tables} 张表"


def _alike(indicator: SharedIndicator) -> Iterator[str]:
    """What a chart would not show: words, and numbers that are all equal."""
    shown: Counter[str] = Counter()
    for row, count in indicator.rows:
        if indicator.compares(row):
            shown[shown_value(row)] += count
    shown.pop(NOTHING, None)
    if len(shown) == 1 and shown.total() > 1:
        yield f"各表的指标值相同：{next(iter(shown))}。"
    elif indicator.measure is None and len(shown) > 1:
        most = "，".join(f"{text} {count} 张" for text, count in shown.most_common(_MOST_WORDS))
        yield f"各表写的是：{most}{'等' if len(shown) > _MOST_WORDS else ''}。"


# ---- Drawn


def _charts(indicator: SharedIndicator, last: str) -> tuple[Chart, ...]:
    if indicator.measure is None:
        return ()
    unit = indicator.measure.unit
    years = _years(indicator)
    single = all(len(marks) == 1 for _, marks in years)
    spreads = [Spread(year_label(year), marks) for year, marks in years]
    points = [Year(year, spread.middle) for (year, _), spread in zip(years, spreads, strict=True) if year]
    drawn = (
        None if single else strip("spread", f"各单位{last}指标值的分布", unit, spreads),
        line("years", f"历年{last}指标值" if single else f"各年度{last}指标值的中位数", unit, points),
    )
    return tuple(chart for chart in drawn if chart)


def _years(indicator: SharedIndicator) -> list[tuple[int | None, list[Mark]]]:
    """The numbers of each year that compare, new years first."""
    compared = [use for use in indicator.uses if use.measure and indicator.compares(use.row)]
    return [
        (year, [_mark(use) for use in uses])
        for year, uses in groupby(compared, key=lambda use: use.summary.year)
    ]


def _mark(use: Use) -> Mark:
    assert use.row.number is not None
    return Mark(use.row.number, use.row.comparator)


INDICATOR_PAGES = PageKind(
    "indicator", frozenset({TABLES, INDICATOR_NAMES}), indicator_groups, indicator_pages
)
