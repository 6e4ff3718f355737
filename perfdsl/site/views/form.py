"""The official form (原表式): the table cell for cell as it is printed and published, ready for A4."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from perfdsl.presentation.display import year_label
from perfdsl.presentation.form import official_form
from perfdsl.presentation.grid import Row
from perfdsl.site.document_context import DocumentContext
from perfdsl.site.page import Page, PageFrame, PageLink
from perfdsl.site.views.document import document_frame


class FormPage(NamedTuple):
    """``columns`` says what each grid column is for, so that the style sheet can give it a width.

    ``brackets`` are the rows, those beside the same merged cell together.
    """

    frame: PageFrame
    title: str
    year: str
    name: str
    columns: tuple[str, ...]
    brackets: tuple[tuple[Row, ...], ...]
    template: str = "form.html"


def form_pages(context: DocumentContext) -> Iterable[Page]:
    return (form_page(context),)


def form_page(context: DocumentContext) -> FormPage:
    """The form of one table."""
    table = context.table
    form = official_form(table, tuple(text.html for text in context.texts))
    return FormPage(
        frame=document_frame(context, "form.html", f"{table.name} 原表式", (PageLink("原表式", ""),)),
        title=form.title,
        year=year_label(table.year),
        name=table.name,
        columns=form.columns,
        brackets=tuple(_brackets(form.rows)),
    )


def _brackets(rows: Sequence[Row]) -> Iterator[tuple[Row, ...]]:
    starts = [index for index, row in enumerate(rows) if index and row[0].rows > 1]
    for start, end in pairwise((0, *starts, len(rows))):
        yield tuple(rows[start:end])
