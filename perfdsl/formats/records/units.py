"""One record for each table: whose it is, when it was published, and its key figures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from perfdsl.formats.records.as_text import Number, pairs
from perfdsl.formats.records.money import yuan
from perfdsl.model.addresses import document_folder
from perfdsl.model.table import Table
from perfdsl.presentation.figures import Figures
from perfdsl.presentation.header import facts


class UnitRecord(NamedTuple):
    """One table and whose it is. ``total`` is in 元; ``header`` holds the header lines without a field of their own."""

    id: str
    kind: str
    name: str
    year: int | None
    framework: str
    title: str
    code: str
    department: str
    publisher: str
    index_number: str
    document_number: str
    approved: str
    published: str
    office: str
    phone: str
    header: str
    total: Number
    projects: int
    indicators: int
    measured: int
    file: str


class SectionRecord(NamedTuple):
    """One prose section, as Markdown."""

    unit_id: str
    position: int
    title: str
    markdown: str


def unit_record(table: Table, key_figures: Figures) -> UnitRecord:
    """The table itself."""
    head = table.head
    own = (head.code, head.department, head.publisher, head.index_number, head.document_number, head.approved,
           head.published, head.office, head.phone)  # fmt: skip
    others = ((field.key, field.value) for field in facts(table) if field not in own)
    return UnitRecord(
        id=document_folder(table),
        kind=table.kind,
        name=table.name,
        year=table.year,
        framework=table.framework.name,
        title=table.framework.title,
        code=head.code.value,
        department=head.department.value,
        publisher=head.publisher.value,
        index_number=head.index_number.value,
        document_number=head.document_number.value,
        approved=head.approved.value,
        published=head.published.value,
        office=head.office.value,
        phone=head.phone.value,
        header=pairs(others),
        total=yuan(key_figures.total),
        projects=key_figures.projects,
        indicators=key_figures.indicators,
        measured=key_figures.measured,
        file=table.path,
    )


def section_records(table: Table) -> Iterator[SectionRecord]:
    """The prose sections in their order."""
    unit_id = document_folder(table)
    for position, section in enumerate(table.sections, 1):
        yield SectionRecord(unit_id, position, section.title, section.markdown)
