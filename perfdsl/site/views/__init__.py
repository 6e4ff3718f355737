"""One view a page: a typed dataclass made from the model by pure functions. A template draws it and calculates nothing.

A new page is one file here, one template, and one line in the table that it belongs to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from perfdsl.site.inserts import Part
from perfdsl.site.overview import Overview
from perfdsl.site.page import Page
from perfdsl.site.subject import Subject
from perfdsl.site.views.all_projects import all_projects_pages
from perfdsl.site.views.compare import compare_pages
from perfdsl.site.views.corrections import corrections_pages
from perfdsl.site.views.data import data_pages
from perfdsl.site.views.form import form_pages
from perfdsl.site.views.funding_overview import funding_overview_pages
from perfdsl.site.views.glossary import glossary_pages
from perfdsl.site.views.home import home_pages
from perfdsl.site.views.indicator import indicator_pages
from perfdsl.site.views.indicator_list import indicator_list_pages
from perfdsl.site.views.last_year import last_years
from perfdsl.site.views.not_found import not_found_pages
from perfdsl.site.views.other_years import other_years
from perfdsl.site.views.project import project_pages
from perfdsl.site.views.search import search_pages
from perfdsl.site.views.status import status_pages
from perfdsl.site.views.table import table_pages
from perfdsl.site.views.units import units_pages

# Pages of one document: they depend on that document alone.
DOCUMENT_PAGES: tuple[Callable[[Subject], Iterable[Page]], ...] = (table_pages, form_pages, project_pages)

# Pages of the whole site: they depend on the summaries of all documents.
SITE_PAGES: tuple[Callable[[Overview], Iterable[Page]], ...] = (
    home_pages,
    units_pages,
    all_projects_pages,
    funding_overview_pages,
    indicator_list_pages,
    indicator_pages,
    compare_pages,
    search_pages,
    status_pages,
    data_pages,
    glossary_pages,
    corrections_pages,
    not_found_pages,
)

# Parts of pages that are there already: what documents show of each other.
LATE_PARTS: tuple[Callable[[Overview], Iterable[Part]], ...] = (last_years, other_years)
