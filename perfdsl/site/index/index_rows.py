"""What the lists of a whole site hold of one document: its indicators, projects and funding rows, small and shared.

Most departments write the same common indicators. Equal rows are one object, so a thousand departments cost
little more than what is their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from sys import intern
from typing import NamedTuple

from perfdsl.memo import MB, cached
from perfdsl.model.corrections import Correction, corrections
from perfdsl.model.indicator_names import core_name
from perfdsl.model.kinds import NONE
from perfdsl.model.table import FundingBlock, FundingLine, Indicator, NoteField, Table, Total
from perfdsl.model.values import Comparator, Value
from perfdsl.presentation.figures import headline, project_amount
from perfdsl.presentation.measure import unit_of
from perfdsl.site.document_context import DocumentContext
from perfdsl.text.folding import squeeze

_NO_VALUE = Value(NONE, "")


class IndicatorRow(NamedTuple):
    """One indicator, or (``parent`` names its indicator) one part of it; its row is ``index.html#anchor``.

    ``key`` is the name without spaces, brackets and what follows the noun: equal keys mean the same indicator,
    to be compared where ``unit`` and ``kind`` are equal too. ``targets`` are shown, one a period. ``number``,
    ``comparator``, ``unit`` and ``kind`` are those of the last period, the whole year, where it has a number. ``common``: one that the
    framework itself names (共性指标).
    """

    name: str
    key: str
    unit: str
    groups: tuple[str, ...]
    parent: str
    targets: tuple[str, ...]
    number: Decimal | None
    comparator: Comparator | None
    kind: str | None
    measured: bool
    common: bool
    anchor: str


class ProjectRow(NamedTuple):
    """One project. ``file`` is its page within the document's folder; ``yuan`` is the year's budget."""

    name: str
    file: str
    yuan: Total


class CorrectionRow(NamedTuple):
    """A correction (更正) of the row ``name``, which is at ``href`` within the document's folder."""

    name: str
    href: str
    correction: Correction


class FundingRow(NamedTuple):
    """A row of the framework's funding tree, in 元. ``depth`` counts from the roots (0)."""

    block: str
    depth: int
    name: str
    yuan: Total


def indicator_rows(context: DocumentContext) -> Iterator[IndicatorRow]:
    """Every indicator, each followed by its parts, in file order."""
    for indicator in context.table.indicators:
        yield _indicator(context, indicator, "")
        for part in indicator.parts:
            yield _indicator(context, part, indicator.name)


def project_rows(context: DocumentContext) -> Iterator[ProjectRow]:
    """Every project, in file order."""
    for project in context.table.projects:
        amount = project_amount(project, context.table)
        file = intern(context.project_href(project.name))
        yield ProjectRow(intern(project.name), file, amount.as_term if amount else None)


def funding_rows(table: Table) -> Iterator[FundingRow]:
    """The rows of every block in print order: those of the form, without projects and parts (其中).

    Rows without an amount are left out.
    """
    projects = {project.line for project in table.projects}
    for block in table.funding.blocks:
        for root in block.lines:
            yield from _rows(root, block, 0, projects)


def correction_rows(context: DocumentContext) -> Iterator[CorrectionRow]:
    """The corrections of all rows, in file order."""
    for name, href, notes in _noted(context):
        for correction in corrections(notes):
            yield CorrectionRow(name, href, correction)


def _noted(context: DocumentContext) -> Iterator[tuple[str, str, tuple[NoteField, ...]]]:
    """Name, address and notes of every row that has notes: few have."""
    table = context.table
    for item in table.funding.items:
        if item.notes:
            yield item.name, "index.html#funding", item.notes
    for project in table.projects:
        if project.notes:
            yield project.name, context.project_href(project.name), project.notes
    for group in table.all_groups():
        if group.notes:
            yield group.name, "index.html#indicators", group.notes
    for indicator in table.with_parts():
        if indicator.notes:
            yield indicator.name, f"index.html#{context.anchors[indicator.line]}", indicator.notes


def _indicator(context: DocumentContext, one: Indicator, parent: str) -> IndicatorRow:
    last = one.targets[-1] if one.targets else None
    said = _Said(
        one.name,
        parent,
        one.groups,
        context.values[one.line],
        last.value if last else _NO_VALUE,
        last.comparator if last else None,
        one.is_measured,
        squeeze(one.name) in context.common,
        context.anchors[one.line],
    )
    return _indicator_row(said)


class _Said(NamedTuple):
    """What decides on a row; ``last`` is the value of the last period."""

    name: str
    parent: str
    groups: tuple[str, ...]
    targets: tuple[str, ...]
    last: Value
    comparator: Comparator | None
    measured: bool
    common: bool
    anchor: str


@cached(4 * MB)
def _indicator_row(said: _Said) -> IndicatorRow:
    """One object for all that are equal."""
    name, last = said.name, said.last
    number = last.is_number
    return IndicatorRow(
        name=intern(name),
        key=intern(core_name(name) or squeeze(name)),
        unit=intern(unit_of(name, last) if number else ""),
        groups=said.groups,
        parent=said.parent,
        targets=said.targets,
        number=last.number,
        comparator=(said.comparator or last.comparator) if number else None,
        kind=str(last.kind) if number else None,
        measured=said.measured,
        common=said.common,
        anchor=intern(said.anchor),
    )


def _rows(line: FundingLine, block: FundingBlock, depth: int, projects: set[int]) -> Iterator[FundingRow]:
    """This row, then those below it; the projects have a list of their own."""
    if line.written is not None and line.written.line in projects:
        return
    amount = headline(line, block)
    if amount is not None:
        yield _shared_row(FundingRow(block.name, depth, line.name, amount.as_term))
    for child in line.terms:
        yield from _rows(child, block, depth + 1, projects)


@cached(2 * MB)
def _shared_row(row: FundingRow) -> FundingRow:
    return row


@cached(16 * MB)
def shared(row: IndicatorRow) -> IndicatorRow:
    """The first of all equal rows: those that come from elsewhere are made one again."""
    return row
