"""A sheet that lists the indicators of many projects, a row each: one form for each project is made of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import takewhile

from perfdsl.importer.form_words import FormWords, distinct
from perfdsl.importer.forms import FormRow, FormRows
from perfdsl.importer.indicator_columns import IndicatorColumn, IndicatorHeading, indicator_heading
from perfdsl.importer.office import OfficeCell


def by_project(form: FormRows, words: FormWords) -> Iterator[FormRows]:
    """The forms of the projects that a list has, or the form itself where it is none."""
    for at in range(min(10, len(form.rows))):
        heading = indicator_heading(form.rows[at:], words)
        name = _name_column(heading) if heading else None
        if heading and name:
            above, rows = form.rows[:at], form.rows[at:]
            yield from _projects(form, above, rows, heading, name)
            return
    yield form


def _name_column(heading: IndicatorHeading) -> IndicatorColumn | None:
    return next((one for one in heading.sides[0] if one.role == "name" and "项目" in one.title), None)


def _projects(
    form: FormRows,
    above: Sequence[FormRow],
    rows: Sequence[FormRow],
    heading: IndicatorHeading,
    name: IndicatorColumn,
) -> Iterator[FormRows]:
    titles, below = rows[: heading.height], [*takewhile(_is_listed, rows[heading.height :])]
    rest = rows[heading.height + len(below) :]
    groups = _groups(below, name.start)
    common = _common_columns(groups, heading, name)
    for i, group in enumerate(groups):
        fields = [_pair(titles, column, group[0]) for column in common]
        blanked = [_without(row, common) for row in (*titles, *group)]
        before = above if i == 0 else ()
        behind, lines = (rest, form.below) if i == len(groups) - 1 else ((), ())
        yield FormRows(form.title, (*before, *filter(None, fields), *blanked, *behind), lines)


def _is_listed(row: FormRow) -> bool:
    """Whether a row is one of the list: a line below it is one cell over most of the width."""
    filled = [cell for cell in distinct(row) if cell.text.strip()]
    return not (len(filled) == 1 and filled[0].columns > len(row) // 2)


def _groups(rows: Sequence[FormRow], column: int) -> list[list[FormRow]]:
    """The rows of each project: a name begins them, the same cell or an empty one goes on."""
    groups: list[list[FormRow]] = []
    above: OfficeCell | None = None
    for row in rows:
        cell = _at(row, column)
        is_new = cell is not None and cell is not above and bool(cell.text.strip())
        if is_new or not groups:
            groups.append([])
            above = cell
        groups[-1].append(row)
    return groups


def _at(row: FormRow, column: int) -> OfficeCell | None:
    return row[column] if column < len(row) else None


def _common_columns(
    groups: Sequence[Sequence[FormRow]], heading: IndicatorHeading, name: IndicatorColumn
) -> list[IndicatorColumn]:
    """The columns that are about the project: one cell for all of its rows, whatever project has more than one."""
    columns = [
        one
        for one in heading.sides[0]
        if one.role not in ("category", "subcategory", "tertiary", "indicator")
    ]
    return [
        column for column in columns if column is name or all(map(partial(_is_common, column.start), groups))
    ]


def _is_common(column: int, group: Sequence[FormRow]) -> bool:
    first, *others = (_at(row, column) for row in group)
    return all(cell is None or cell is first or not cell.text.strip() for cell in others)


def _pair(titles: Sequence[FormRow], column: IndicatorColumn, row: FormRow) -> FormRow | None:
    """A title and its value as a row of a form."""
    heads = [cell for cell in distinct(_at(title, column.start) for title in titles) if cell.text.strip()]
    value = _at(row, column.start)
    return (heads[-1], value) if heads and value and value.text.strip() else None


def _without(row: FormRow, columns: Sequence[IndicatorColumn]) -> FormRow:
    blank = {column for one in columns for column in range(one.start, one.end)}
    return tuple(None if i in blank else cell for i, cell in enumerate(row))
