"""What a table publishes: every row that has an address, with its values as a reader sees them.

Addresses are those of the site: ``2022/320200/index.html#i-…`` for an indicator or a row of money, and the page of
its own for a project.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from perfdsl.model.addresses import document_folder
from perfdsl.model.corrections import Correction, corrections
from perfdsl.model.table import Amount, FundingLine, Indicator, MoneyItem, Table
from perfdsl.presentation.display import money_with_unit, part_name, points, targets, value_headings
from perfdsl.presentation.funding import placed_funding
from perfdsl.presentation.ids import indicator_ids, project_file


class PublishedRow(NamedTuple):
    """One row. ``values`` are by column or period, ``line`` is its line in the file.

    ``derived``: a sum of the rows below it. It stands in no line of its own, so ``line`` and ``corrections`` are
    those of the rows that it is made of.
    """

    address: str
    name: str
    values: dict[str, str]
    line: int
    corrections: tuple[Correction, ...]
    derived: bool = False


def published_rows(table: Table) -> Iterator[PublishedRow]:
    """All rows of a table, in no special order; of equal addresses (which the checker reports) the first counts."""
    page = f"{document_folder(table)}/index.html"
    yield from _indicators(table, page)
    yield from _funding(table, page)
    yield from _projects(table)


def _indicators(table: Table, page: str) -> Iterator[PublishedRow]:
    anchors, headings = indicator_ids(table), value_headings(table)
    for indicator in table.indicators:
        for one in (indicator, *indicator.parts):
            values = dict(zip(headings, targets(one, table.periods), strict=True)) | _points_of(one)
            name = one.name if one is indicator else f"{indicator.name}（{part_name(one.name)}）"
            yield PublishedRow(f"{page}#{anchors[one.line]}", name, values, one.line, corrections(one.notes))


def _points_of(one: Indicator | MoneyItem) -> dict[str, str]:
    return {} if one.points is None else {"分值": points(one.points)}


def _funding(table: Table, page: str) -> Iterator[PublishedRow]:
    for block, rows in placed_funding(table):
        for row in rows:
            if row.absent:
                continue
            line, name = row.line, " ".join(filter(None, (block.name, row.line.name)))
            values = _amounts(block.columns, line.amounts)
            if line.written:
                values |= _points_of(line.written)
                notes = corrections(line.written.notes)
                yield PublishedRow(f"{page}#{row.anchor}", name, values, line.written.line, notes)
            else:
                yield _derived(f"{page}#{row.anchor}", name, values, line)


def _derived(address: str, name: str, values: dict[str, str], line: FundingLine) -> PublishedRow:
    written = [below.written for _, below in line.walk() if below.written]
    first = min((item.line for item in written), default=1)
    notes = tuple(note for item in written for note in corrections(item.notes))
    return PublishedRow(address, name, values, first, notes, derived=True)


def _projects(table: Table) -> Iterator[PublishedRow]:
    folder, columns = document_folder(table), table.project_headings
    for project in table.projects:
        values = _amounts(columns, project.amounts)
        for part in project.parts:
            values |= _amounts((f"{part_name(part.name)} {column}" for column in columns), part.amounts)
        notes = tuple(note for item in (project, *project.parts) for note in corrections(item.notes))
        yield PublishedRow(f"{folder}/{project_file(project)}", project.name, values, project.line, notes)


def _amounts(columns: Iterable[str], amounts: tuple[Amount, ...]) -> dict[str, str]:
    return dict(zip(columns, map(money_with_unit, amounts), strict=False))
