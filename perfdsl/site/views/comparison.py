"""Units side by side, ready made: the common indicators of one group, in all tables of one form and one year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from perfdsl.model.addresses import UNDATED, digest
from perfdsl.presentation.display import NOTHING, year_label
from perfdsl.site.index.coverage import coverage
from perfdsl.site.index.site_index import SiteIndex, site_frame
from perfdsl.site.index.summary import Summary
from perfdsl.site.navigation import COMPARE
from perfdsl.site.page import PageFrame, PageLink
from perfdsl.site.page_groups import INDICATOR_NAMES, TABLES, PageGroup, PageKind, indicator_facet
from perfdsl.site.paging import Pager, leaves
from perfdsl.site.views.indicator_uses import (
    SharedIndicator,
    Use,
    indicators_named,
    indicators_of,
    shared_indicators,
)

SIZE = 50  # rows a page: each has up to eight values with their links


class Comparison(NamedTuple):
    """The common indicators of a group, and the tables that write them."""

    year: int | None
    framework: str
    groups: tuple[str, ...]
    summaries: tuple[Summary, ...]
    indicators: tuple[SharedIndicator, ...]

    @property
    def address(self) -> str:
        year = UNDATED if self.year is None else str(self.year)
        return f"compare/{year}/{digest(self.framework, *self.groups, size=5)}.html"

    @property
    def title(self) -> str:
        return " › ".join(self.groups)


class Heading(NamedTuple):
    """A column: an indicator, and the page of its own."""

    address: str
    name: str


class Cell(NamedTuple):
    """A unit's value; ``why`` says why it does not compare. ``address`` is its row, ``""`` where there is none."""

    address: str
    text: str
    sort: str
    why: str


class Row(NamedTuple):
    """One unit."""

    address: str
    name: str
    cells: tuple[Cell, ...]


class ComparisonPage(NamedTuple):
    """``period`` says whose values these are: 全年."""

    frame: PageFrame
    title: str
    framework: str
    period: str
    headings: tuple[Heading, ...]
    rows: tuple[Row, ...]
    pager: Pager
    template: str = "comparison.html"


def comparisons(index: SiteIndex) -> Iterator[Comparison]:
    """Those with at least two tables, new years first."""
    forms: dict[tuple[int | None, str], list[Summary]] = {}
    for one in index.summaries:
        forms.setdefault((one.year, one.framework), []).append(one)
    for (year, framework), summaries in forms.items():
        if len(summaries) > 1:
            for groups, indicators in _common(index, summaries).items():
                yield Comparison(year, framework, groups, tuple(summaries), tuple(indicators))


def _comparison(
    index: SiteIndex, year: int | None, framework: str, groups: tuple[str, ...], keys: tuple[str, ...]
) -> Comparison:
    """One that :func:`comparisons` found before."""
    summaries = tuple(one for one in index.summaries if (one.year, one.framework) == (year, framework))
    if len(summaries) == len(index.summaries):
        return Comparison(year, framework, groups, summaries, tuple(indicators_named(index, keys)))
    found = {indicator.key: indicator for indicator in indicators_of(summaries, frozenset(keys))}
    return Comparison(year, framework, groups, summaries, tuple(found[key] for key in keys))


def _common(index: SiteIndex, summaries: Sequence[Summary]) -> dict[tuple[str, ...], list[SharedIndicator]]:
    """The common indicators of some tables, by their groups."""
    found: dict[tuple[str, ...], list[SharedIndicator]] = {}
    everything = len(summaries) == len(index.summaries)
    for indicator in shared_indicators(index) if everything else _indicators(summaries):
        if indicator.common:
            found.setdefault(indicator.groups, []).append(indicator)
    return found


def _indicators(summaries: Sequence[Summary]) -> list[SharedIndicator]:
    """Those that a form names."""
    return indicators_of(summaries, {row.key for one in summaries for row in one.indicators if row.common})


def comparison_groups(index: SiteIndex) -> Iterable[PageGroup]:
    """One for each comparison."""
    for one in comparisons(index):
        keys = tuple(indicator.key for indicator in one.indicators)
        depends_on = frozenset({TABLES, *map(indicator_facet, keys)})
        yield PageGroup(f"comparison {one.address}", depends_on, (one.year, one.framework, one.groups, keys))


def comparison_pages(
    index: SiteIndex, year: int | None, framework: str, groups: tuple[str, ...], keys: tuple[str, ...]
) -> Iterator[ComparisonPage]:
    """The pages of one comparison."""
    comparison = _comparison(index, year, framework, groups, keys)
    uses = [{use.summary.folder: use for use in reversed(one.uses)} for one in comparison.indicators]
    first = _page(index, comparison)
    for leaf in leaves(comparison.summaries, comparison.address, SIZE):
        yield first._replace(
            frame=first.frame._replace(address=leaf.address),
            rows=tuple(_row(comparison, summary, uses) for summary in leaf.items),
            pager=leaf.pager,
        )


def _page(index: SiteIndex, comparison: Comparison) -> ComparisonPage:
    """What all pages of a comparison have; no rows yet."""
    title = f"{year_label(comparison.year)} {comparison.title} 对比"
    return ComparisonPage(
        frame=site_frame(
            index,
            comparison.address,
            title,
            (PageLink(COMPARE.label, f"../../{COMPARE.address}"),),
            section=COMPARE,
            year=comparison.year,
            covers=coverage(comparison.summaries),
        ),
        title=comparison.title,
        framework=comparison.framework,
        period=comparison.summaries[0].periods[-1],
        headings=tuple(Heading(one.address, one.name) for one in comparison.indicators),
        rows=(),
        pager=Pager(),
    )


def _row(comparison: Comparison, summary: Summary, uses: Sequence[Mapping[str, Use]]) -> Row:
    cells = (
        _cell(indicator, by_folder.get(summary.folder))
        for indicator, by_folder in zip(comparison.indicators, uses, strict=True)
    )
    return Row(f"{summary.folder}/index.html", summary.name, tuple(cells))


def _cell(indicator: SharedIndicator, use: Use | None) -> Cell:
    if use is None:
        return Cell("", NOTHING, "", "")
    sort = use.shown if use.row.number is None else f"{use.row.number:f}"
    return Cell(use.address, use.shown, sort, indicator.why_not(use.row))


COMPARISON_PAGES = PageKind(
    "comparison", frozenset({TABLES, INDICATOR_NAMES}), comparison_groups, comparison_pages
)
