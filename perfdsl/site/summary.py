"""What other pages need to know of a document: small enough to keep for every document of a country."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from perfdsl.model.table import TableKind
from perfdsl.site.info import SiteInfo
from perfdsl.site.subject import Subject


@dataclass(frozen=True, slots=True)
class Summary:
    """One document on the lists. ``total`` is in 元 (None: not given); ``folder`` is its address."""

    folder: str
    kind: TableKind
    name: str
    year: int | None
    total: Decimal | None
    projects: int
    indicators: int
    measured: int
    errors: int


def summary(subject: Subject) -> Summary:
    """Sum up one document."""
    table, figures = subject.table, subject.figures
    return Summary(
        folder=subject.folder,
        kind=table.kind,
        name=table.name,
        year=table.year,
        total=figures.total.yuan if figures.total else None,
        projects=figures.projects,
        indicators=figures.indicators,
        measured=figures.measured,
        errors=sum(1 for remark in subject.remarks if remark.level == "错误"),
    )


@dataclass(frozen=True, slots=True)
class Overview:
    """What the pages of the whole site are made from. ``unreadable`` names files without a table (drafts only)."""

    site: SiteInfo
    summaries: tuple[Summary, ...]
    draft: bool = False
    unreadable: tuple[str, ...] = ()
