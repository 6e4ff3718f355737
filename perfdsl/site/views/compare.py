"""对比: the page that leads to all comparisons. Those that are ready are listed; any units are set by the reader's script."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from perfdsl.presentation.display import number, year_label
from perfdsl.site.index.site_index import SiteIndex, site_frame
from perfdsl.site.navigation import COMPARE
from perfdsl.site.page import Page, PageFrame
from perfdsl.site.page_groups import INDICATOR_NAMES, TABLES, page_kind
from perfdsl.site.views.comparison import Comparison, comparisons


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


def compare_pages(index: SiteIndex) -> Iterable[Page]:
    """The page of choices."""
    own = site_frame(index, COMPARE.address, COMPARE.label, section=COMPARE)
    return (ComparePage(own, tuple(_forms(comparisons(index)))),)


def _forms(ready: Iterable[Comparison]) -> Iterator[Form]:
    for (year, framework), found in groupby(ready, key=lambda one: (one.year, one.framework)):
        choices = tuple(found)
        heading = f"{year_label(year)} {framework}"
        yield Form(heading, number(len(choices[0].summaries)), tuple(_choice(one) for one in choices))


def _choice(comparison: Comparison) -> Choice:
    names = "、".join(indicator.name for indicator in comparison.indicators)
    return Choice(comparison.address, comparison.title, number(len(comparison.indicators)), names)


COMPARE_PAGE = page_kind("compare", TABLES, INDICATOR_NAMES, pages=compare_pages)
