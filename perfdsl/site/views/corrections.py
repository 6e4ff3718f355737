"""更正记录: every value that was changed after publication, the newest correction first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from perfdsl.presentation.display import NOTHING
from perfdsl.site.entries import CorrectionEntry
from perfdsl.site.navigation import CORRECTIONS
from perfdsl.site.overview import Overview, overview_frame
from perfdsl.site.page import Frame, Page, root_of, year_label
from perfdsl.site.paging import Leaf, Pager, leaves
from perfdsl.site.sheets import CORRECTION_ROWS, TABLES, pages_of
from perfdsl.site.summary import Summary


class CorrectionRow(NamedTuple):
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

    told: CorrectionRow
    unit: str
    unit_href: str
    year: str


class CorrectionsPage(NamedTuple):
    frame: Frame
    rows: tuple[Row, ...]
    pager: Pager
    template: str = "corrections.html"


def corrections_pages(overview: Overview) -> Iterable[Page]:
    for leaf in leaves(all_corrections(overview), CORRECTIONS.address):
        yield _page(overview, leaf)


def all_corrections(overview: Overview) -> list[tuple[Summary, CorrectionEntry]]:
    """The newest first; those without a date last."""
    found = [(one, entry) for one in overview.summaries for entry in one.corrections]
    return sorted(found, key=lambda pair: correction_date(pair[1]), reverse=True)


def correction_date(entry: CorrectionEntry) -> str:
    """As ``2024-05-06``; ``""`` where the note names no day."""
    return entry.correction.date.isoformat() if entry.correction.date else ""


def correction_row(entry: CorrectionEntry, folder: str = "") -> CorrectionRow:
    """The row of a correction; ``folder`` leads to the folder of its document and ends in a slash."""
    correction = entry.correction
    told = correction.old or correction.new
    return CorrectionRow(
        date=correction_date(entry) or NOTHING,
        name=entry.name,
        href=f"{folder}{entry.href}",
        old=correction.old or NOTHING,
        new=correction.new or NOTHING,
        reason=correction.reason if told else correction.text,
    )


def _page(overview: Overview, leaf: Leaf[tuple[Summary, CorrectionEntry]]) -> CorrectionsPage:
    rows = tuple(_row(one, entry, root_of(leaf.address)) for one, entry in leaf.items)
    own = overview_frame(overview, leaf.address, CORRECTIONS.label, section=CORRECTIONS)
    return CorrectionsPage(own, rows, leaf.pager)


def _row(one: Summary, entry: CorrectionEntry, root: str) -> Row:
    folder = f"{root}{one.folder}/"
    return Row(correction_row(entry, folder), one.name, f"{folder}index.html", year_label(one.year))


CORRECTION_LISTS = pages_of("corrections", TABLES, CORRECTION_ROWS, pages=corrections_pages)
