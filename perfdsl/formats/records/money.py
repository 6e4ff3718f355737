"""Records of money: one for each amount, in the unit it was written in and in 元."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from perfdsl.formats.records.as_text import Number, listed, notes, number
from perfdsl.model.addresses import digest, document_folder
from perfdsl.model.table import Amount, MoneyItem, Table
from perfdsl.presentation.funding import PlacedLine, placed_funding
from perfdsl.presentation.ids import project_file, unique
from perfdsl.text.folding import squeeze


class FundingRecord(NamedTuple):
    """One amount: a row of the funding tree in one of its columns. ``derived``: summed up, not written.

    ``unlisted``: a row that the form does not have (未列入表式), which is in no sum.
    """

    unit_id: str
    id: str
    parent_id: str
    block: str
    depth: int
    name: str
    position: int
    column: str
    number: Number
    money_unit: str
    yuan: Number
    text: str
    derived: bool
    unlisted: bool
    notes: str


class ProjectRecord(NamedTuple):
    """One amount of a project, or of a part (其中) of the project ``parent_id``."""

    unit_id: str
    id: str
    parent_id: str
    name: str
    position: int
    column: str
    number: Number
    money_unit: str
    yuan: Number
    text: str
    key_tasks: str
    notes: str


def funding_records(table: Table) -> Iterator[FundingRecord]:
    """Every amount of ``# 资金``, row by row; rows of the form that hold nothing are left out."""
    unit_id = document_folder(table)
    for block, lines in placed_funding(table):
        anchors = {placed.path: placed.anchor for placed in lines}
        for placed in lines:
            for position, amount in enumerate(placed.line.amounts) if not placed.absent else ():
                yield FundingRecord(
                    unit_id=unit_id,
                    id=placed.anchor,
                    parent_id=anchors.get(placed.path[:-1], ""),
                    block=block.name,
                    depth=len(placed.path),
                    name=placed.line.name,
                    position=position + 1,
                    column=_column(block.columns, position),
                    number=number(amount.number),
                    money_unit=amount.unit,
                    yuan=yuan(amount),
                    text=_text(amount),
                    derived=placed.line.written is None,
                    unlisted=placed.unlisted,
                    notes=_notes(placed),
                )


def project_records(table: Table) -> Iterator[ProjectRecord]:
    """Every amount of ``# 项目``, those of parts below their project's."""
    unit_id, columns, tasks = document_folder(table), table.project_columns, _tasks(table)
    taken: dict[str, int] = {}
    for project in table.projects:
        anchor = unique(project_file(project).removesuffix(".html"), taken)
        yield from _project(project, columns, (unit_id, anchor, ""), tasks.get(squeeze(project.name), ""))
        for part in project.parts:
            part_anchor = unique(f"{anchor}-{digest(part.name)}", taken)
            yield from _project(part, columns, (unit_id, part_anchor, anchor), "")


def _project(
    item: MoneyItem, columns: tuple[str, ...], ids: tuple[str, str, str], tasks: str
) -> Iterator[ProjectRecord]:
    """``ids`` are those of the unit, the row and its parent."""
    for position, amount in enumerate(item.amounts):
        yield ProjectRecord(
            *ids,
            name=item.name,
            position=position + 1,
            column=_column(columns, position),
            number=number(amount.number),
            money_unit=amount.unit,
            yuan=yuan(amount),
            text=_text(amount),
            key_tasks=tasks,
            notes=notes(item.notes),
        )


def yuan(amount: Amount | None) -> Number:
    """In 元, without needless zeros."""
    return None if amount is None or amount.yuan is None else f"{amount.yuan.normalize():f}"


def _tasks(table: Table) -> dict[str, str]:
    """The key tasks that a project pays for, by its squeezed name."""
    names: dict[str, list[str]] = {}
    for group in table.all_groups():
        for link in group.links:
            names.setdefault(squeeze(link.name), []).append(group.name)
    return {project: listed(tasks) for project, tasks in names.items()}


def _column(columns: tuple[str, ...], position: int) -> str:
    return columns[position] if position < len(columns) else ""


def _text(amount: Amount) -> str:
    return "" if amount.text == "-" else amount.text


def _notes(placed: PlacedLine) -> str:
    return notes(placed.line.written.notes) if placed.line.written else ""
