"""One view a page: a typed dataclass made from the model by pure functions. A template draws it and calculates nothing.

A new page is one file here, one template, and one line in the table that it belongs to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from perfdsl.site.overview import Overview
from perfdsl.site.page import Page
from perfdsl.site.subject import Subject
from perfdsl.site.views.form import form_pages
from perfdsl.site.views.home import home_pages
from perfdsl.site.views.not_found import not_found_pages
from perfdsl.site.views.project import project_pages
from perfdsl.site.views.table import table_pages

# Pages of one document: they depend on that document alone.
DOCUMENT_PAGES: tuple[Callable[[Subject], Iterable[Page]], ...] = (table_pages, form_pages, project_pages)

# Pages of the whole site: they depend on the summaries of all documents.
SITE_PAGES: tuple[Callable[[Overview], Iterable[Page]], ...] = (home_pages, not_found_pages)
