"""对比: the page that leads to all comparisons. Those that are ready are listed; any units are set by the reader's script."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from perfdsl.presentation.display import number, year_label
from perfdsl.site.index.site_index import SiteIndex, site_frame
from perfdsl.site.navigation import COMPARE
from perfdsl.site.page import Page, PageFrame
from perfdsl.site.page_groups import INDICATOR_NAMES, TABLES, PageGroup, PageKind, indicator_facet
from perfdsl.site.views.comparison import Comparison, comparison, comparison_pages, comparisons


class Choice(NamedTuple):
    """A page that is ready, as the list of them shows it."""

    address: str
    title: str
    indicators: str
    names: str


class Form(NamedTuple):
    """The pages that are ready for one form in one year."""

    heading: str
    units: str
    choices: tuple[Choice, ...]


class ComparePage(NamedTuple):
    """What the reader may choose from; the script takes the place of the sentence that says so."""

    frame: PageFrame
    forms: tuple[Form, ...]
    template: str = "compare.html"


def compare_groups(index: SiteIndex) -> Iterable[PageGroup]:
    """The page of choices, and each of the comparisons that are ready."""
    yield PageGroup("compare", frozenset({TABLES, INDICATOR_NAMES}))
    for one in comparisons(index):
        keys = tuple(indicator.key for indicator in one.indicators)
        depends_on = frozenset({TABLES, *map(indicator_facet, keys)})
        yield PageGroup(f"compare {one.address}", depends_on, (one.year, one.framework, one.groups, keys))


def compare_pages(index: SiteIndex, *chosen: Any) -> Iterable[Page]:
    """The pages of the comparison that was chosen; without one, the page of choices."""
    if not chosen:
        return (compare_page(index, list(comparisons(index))),)
    return comparison_pages(index, comparison(index, *chosen))


def compare_page(index: SiteIndex, ready: Sequence[Comparison]) -> ComparePage:
    """The page of choices."""
    own = site_frame(index, COMPARE.address, COMPARE.label, section=COMPARE)
    return ComparePage(own, tuple(_forms(ready)))


def _forms(ready: Sequence[Comparison]) -> Iterator[Form]:
    for (year, framework), found in groupby(ready, key=lambda one: (one.year, one.framework)):
        choices = tuple(found)
        heading = f"{year_label(year)} {framework}"
        yield Form(heading, number(len(choices[0].summaries)), tuple(_choice(one) for one in choices))


def _choice(comparison: Comparison) -> Choice:
    names = "、".join(indicator.name for indicator in comparison.indicators)
    return Choice(comparison.address, comparison.title, number(len(comparison.indicators)), names)


COMPARE_PAGES = PageKind("compare", frozenset({TABLES, INDICATOR_NAMES}), compare_groups, compare_pages)
