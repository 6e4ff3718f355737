"""One view a page: made from the model by pure functions. A template draws it and calculates nothing.

A view is a named tuple: to define as many dataclasses would take a build that changes little a tenth of its time.

A new page is one file here, one template, and one line in the table that it belongs to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from perfdsl.site.document_context import DocumentContext
from perfdsl.site.fragments import Fragment
from perfdsl.site.index.site_index import SiteIndex
from perfdsl.site.page import Page
from perfdsl.site.page_groups import PageKind
from perfdsl.site.views.all_projects import PROJECT_LISTS
from perfdsl.site.views.compare import COMPARE_PAGE
from perfdsl.site.views.comparison import COMPARISON_PAGES
from perfdsl.site.views.corrections import CORRECTION_LISTS
from perfdsl.site.views.data import DATA_PAGE
from perfdsl.site.views.form import form_pages
from perfdsl.site.views.funding_overview import FUNDING_LISTS
from perfdsl.site.views.glossary import GLOSSARY_PAGE
from perfdsl.site.views.home import HOME_PAGE
from perfdsl.site.views.indicator import INDICATOR_PAGES
from perfdsl.site.views.indicator_list import INDICATOR_LISTS
from perfdsl.site.views.last_year import last_years
from perfdsl.site.views.not_found import NOT_FOUND_PAGE
from perfdsl.site.views.other_years import other_years
from perfdsl.site.views.project import project_pages
from perfdsl.site.views.search import SEARCH_PAGE
from perfdsl.site.views.status import STATUS_PAGE
from perfdsl.site.views.table import table_pages
from perfdsl.site.views.units import UNIT_LISTS

# Pages of one document: they depend on that document alone.
DOCUMENT_PAGES: tuple[Callable[[DocumentContext], Iterable[Page]], ...] = (
    table_pages,
    form_pages,
    project_pages,
)

# Pages of the whole site: they depend on the summaries of all documents.
SITE_PAGES: tuple[PageKind, ...] = (
    HOME_PAGE,
    UNIT_LISTS,
    PROJECT_LISTS,
    FUNDING_LISTS,
    INDICATOR_LISTS,
    INDICATOR_PAGES,
    COMPARE_PAGE,
    COMPARISON_PAGES,
    SEARCH_PAGE,
    STATUS_PAGE,
    DATA_PAGE,
    GLOSSARY_PAGE,
    CORRECTION_LISTS,
    NOT_FOUND_PAGE,
)

# Fragments of pages that are there already: what documents show of each other.
FRAGMENTS: tuple[Callable[[SiteIndex], Iterable[Fragment]], ...] = (last_years, other_years)


def document_pages(document: DocumentContext) -> Iterator[Page]:
    """All pages of one document."""
    for pages in DOCUMENT_PAGES:
        yield from pages(document)


def site_pages(index: SiteIndex) -> Iterator[Page]:
    """All pages of the whole site, one at a time: there may be as many as there are indicators in a country."""
    for kind in SITE_PAGES:
        for group in kind.groups(index):
            yield from kind.pages_of(group, index)
