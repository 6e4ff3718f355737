"""The funding rows of the official form: a total above its lines, 小计 beside a bracket of the deeper ones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from perfdsl.model.table import FundingBlock, FundingLine, MoneyItem, NoteField, Table
from perfdsl.presentation.display import money, part_name, plain_money
from perfdsl.presentation.figures import breakdown
from perfdsl.presentation.form_notes import NoteColumns, note_columns
from perfdsl.presentation.grid import FormCell, Row, beside, spread


class _Columns(NamedTuple):
    """What stands behind the names in a block: its columns of money, in ``unit``, then those of the rows' notes."""

    money: tuple[str, ...]
    notes: NoteColumns
    unit: str
    widths: tuple[int, ...] = ()

    @property
    def headings(self) -> tuple[str, ...]:
        return (*self.money, *self.notes.headings)

    @property
    def width(self) -> int:
        return len(self.headings)

    def over(self, values: int) -> _Columns:
        """The same, shared out over so many columns of the form."""
        return self._replace(widths=spread(values, self.width))


class FundingForm(NamedTuple):
    """The money of one table as its form prints it. ``unit`` is that of all amounts that name no other."""

    unit: str
    blocks: tuple[tuple[FundingBlock, _Columns], ...]

    @property
    def value_columns(self) -> int:
        """How many columns the form has behind the names: those of its widest block."""
        return max((columns.width for _, columns in self.blocks), default=0)

    @property
    def label_columns(self) -> int:
        """How many columns the names need: one more for each bracket."""
        deepest = [_brackets(line, 0) for block, _ in self.blocks for line in block.lines]
        return 1 + max(deepest, default=0)

    def rows(self, width: int, values: int) -> list[Row]:
        """All rows of money, ``width`` columns wide with ``values`` of them behind the names."""
        found: list[Row] = []
        for block, columns in self.blocks:
            found += _block(block, columns.over(values), width - values)
        return found


def funding_form(table: Table) -> FundingForm | None:
    """None for a table that says nothing about money."""
    if not (table.funding.items or table.projects):
        return None
    unit = form_unit(table)
    return FundingForm(unit, tuple([(block, _columns(block, unit)) for block in _blocks(table)]))


def form_unit(table: Table) -> str:
    """The unit of all money of the form that names no other."""
    return table.funding.unit if table.funding.items else table.project_unit


def _blocks(table: Table) -> list[FundingBlock]:
    """Those that hold anything; the projects are one of their own where no other holds them."""
    blocks = [block for block in table.funding.blocks if block.lines or block.unlisted]
    if table.projects and not _holds_projects(blocks, table.projects):
        listed = tuple(map(_of_project, table.projects))
        blocks.append(FundingBlock("项目", table.project_headings, listed))
    return blocks


def _columns(block: FundingBlock, unit: str) -> _Columns:
    rows = [row.written for root in (*block.lines, *block.unlisted) for _, row in root.walk()]
    written = [_noted(row) for row in rows if row is not None]
    return _Columns(block.columns, note_columns(list(filter(None, written)), len(written)), unit)


def _of_project(project: MoneyItem) -> FundingLine:
    parts = tuple(_of_project(part._replace(name=part_name(part.name))) for part in project.parts)
    return FundingLine(project.name, project.amounts, (), project, parts=parts)


def _noted(item: MoneyItem) -> tuple[NoteField, ...]:
    """All that a form has columns for besides the amounts of a row."""
    if item.points is None and not item.actuals:
        return item.notes
    said = [("分值", f"{item.points:f}")] if item.points is not None else []
    if item.actuals:
        said.append(("实际执行数", " / ".join(map(money, item.actuals))))
    return (*(NoteField(key, text, item.span, item.span) for key, text in said), *item.notes)


def _block(block: FundingBlock, columns: _Columns, labels: int) -> list[Row]:
    heads = (
        FormCell(name, "head", span) for name, span in zip(columns.headings, columns.widths, strict=True)
    )
    rows: list[Row] = [(FormCell(block.name or "资金来源", "head", labels), *heads)]
    for line in block.lines:
        values_of_root = _values(line, columns, parent=None)
        rows.append((FormCell(line.name, "name", labels), *values_of_root))
        rows += [row for child in breakdown(line) for row in _line(child, line, labels, columns)]
    return rows + list(_unlisted(block, labels, columns))


def _unlisted(block: FundingBlock, labels: int, columns: _Columns) -> Iterator[Row]:
    """Rows that the form does not have, below it and marked."""
    for root in block.unlisted:
        for _, line in root.walk():
            yield (
                FormCell(f"{line.name}（未列入表式）", "name", labels),
                *_values(line, columns, parent=None),
            )


def _line(line: FundingLine, parent: FundingLine, labels: int, columns: _Columns) -> list[Row]:
    """A row below a total; one with rows of its own becomes a bracket around them."""
    values = tuple(_values(line, columns, parent))
    children = breakdown(line)
    if not children or labels < 2:
        return [(FormCell(line.name, "name", labels), *values)]
    below = [row for child in children for row in _line(child, line, labels - 1, columns)]
    return beside((FormCell(line.name, "name"),), [(FormCell("小计", "name", labels - 1), *values), *below])


def _values(line: FundingLine, columns: _Columns, parent: FundingLine | None) -> Iterator[FormCell]:
    """A row left out below a sum of what was written counts as nothing there: forms print 0."""
    counted = parent is not None and parent.written is None and line.written is None
    texts = [plain_money(amount, columns.unit) for amount in line.amounts[: len(columns.money)]]
    for column, amount in enumerate(line.amounts[: len(texts)]):
        summed = counted and parent is not None and parent.amounts[column].number is not None
        if summed and amount.text == "-":
            texts[column] = "0"
    texts += [""] * (len(columns.money) - len(texts))
    for text, width in zip(texts, columns.widths, strict=False):
        yield FormCell(text, "number", width)
    if not columns.notes:
        return
    notes = columns.notes.texts(_noted(line.written) if line.written else ())
    for text, width in zip(notes, columns.widths[len(texts) :], strict=True):
        yield FormCell(text, "text", width)


def _brackets(line: FundingLine, depth: int) -> int:
    children = breakdown(line)
    below = (_brackets(child, depth + 1) for child in children)
    return max(below, default=0) + (1 if children and depth else 0)


def _holds_projects(blocks: list[FundingBlock], projects: tuple[MoneyItem, ...]) -> bool:
    lines = {project.line for project in projects}
    rows = (row for block in blocks for line in block.lines for _, row in line.walk())
    return any(row.written is not None and row.written.line in lines for row in rows)
