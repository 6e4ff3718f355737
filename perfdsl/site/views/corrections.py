"""更正记录: every value that was changed after publication, the newest correction first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from perfdsl.presentation.display import NOTHING, year_label
from perfdsl.site.index.index_rows import CorrectionRow
from perfdsl.site.index.site_index import SiteIndex, site_frame
from perfdsl.site.index.summary import Summary
from perfdsl.site.navigation import CORRECTIONS
from perfdsl.site.page import Page, PageFrame, root_of
from perfdsl.site.page_groups import CORRECTION_ROWS, TABLES, page_kind
from perfdsl.site.paging import Leaf, Pager, leaves


class ShownCorrection(NamedTuple):
    """One correction. ``old`` and ``new`` are ``—`` where the note does not tell them; then ``reason`` is the whole
    note.
    """

    date: str
    name: str
    href: str
    old: str
    new: str
    reason: str


class Row(NamedTuple):
    """A correction on the list of all, with the table that it is in."""

    told: ShownCorrection
    unit: str
    unit_href: str
    year: str


class CorrectionsPage(NamedTuple):
    frame: PageFrame
    rows: tuple[Row, ...]
    pager: Pager
    template: str = "corrections.html"


def corrections_pages(index: SiteIndex) -> Iterable[Page]:
    for leaf in leaves(all_corrections(index), CORRECTIONS.address):
        yield _page(index, leaf)


def all_corrections(index: SiteIndex) -> list[tuple[Summary, CorrectionRow]]:
    """The newest first; those without a date last."""
    found = [(one, row) for one in index.summaries for row in one.corrections]
    return sorted(found, key=lambda pair: correction_date(pair[1]), reverse=True)


def correction_date(row: CorrectionRow) -> str:
    """As ``2024-05-06``; ``""`` where the note names no day."""
    return row.correction.date.isoformat() if row.correction.date else ""


def shown_correction(row: CorrectionRow, folder: str = "") -> ShownCorrection:
    """The row of a correction; ``folder`` leads to the folder of its document and ends in a slash."""
    correction = row.correction
    told = correction.old or correction.new
    return ShownCorrection(
        date=correction_date(row) or NOTHING,
        name=row.name,
        href=f"{folder}{row.href}",
        old=correction.old or NOTHING,
        new=correction.new or NOTHING,
        reason=correction.reason if told else correction.text,
    )


def _page(index: SiteIndex, leaf: Leaf[tuple[Summary, CorrectionRow]]) -> CorrectionsPage:
    rows = tuple(_row(one, row, root_of(leaf.address)) for one, row in leaf.items)
    own = site_frame(index, leaf.address, CORRECTIONS.label, section=CORRECTIONS)
    return CorrectionsPage(own, rows, leaf.pager)


def _row(one: Summary, row: CorrectionRow, root: str) -> Row:
    folder = f"{root}{one.folder}/"
    return Row(shown_correction(row, folder), one.name, f"{folder}index.html", year_label(one.year))


CORRECTION_LISTS = page_kind("corrections", TABLES, CORRECTION_ROWS, pages=corrections_pages)
