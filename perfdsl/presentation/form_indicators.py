"""The indicator grid of the official form: groups as merged cells, 重点工作 and 对应项目 where the form has them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from perfdsl.memo import cached
from perfdsl.model.kinds import NONE
from perfdsl.model.table import Group, Indicator, Table
from perfdsl.presentation.display import (
    NOTHING,
    actual_heading,
    actuals,
    part_name,
    points,
    targets,
    value_headings,
)
from perfdsl.presentation.form_notes import NoteColumns, note_columns, remarked
from perfdsl.presentation.grid import FormCell, Row, beside

_NUMERALS = "一二三四五六七八九"


class Layout(NamedTuple):
    """The printed columns: ``levels`` of groups, two more with ``tasks``, the name, then values, observed values, points,
    flags and notes, whose ``headings`` those are. ``observed`` are the periods with an observed value.

    ``slack`` columns are added to the name where the rows of money need a wider table.
    """

    levels: int
    tasks: bool
    periods: tuple[str, ...]
    values: tuple[str, ...]
    observed: tuple[str, ...]
    has_points: bool
    has_flags: bool
    notes: NoteColumns
    headings: tuple[str, ...]
    slack: int = 0

    @property
    def width(self) -> int:
        return self.levels + 2 * self.tasks + 1 + self.slack + self.tail

    @property
    def tail(self) -> int:
        """The columns behind the name."""
        return len(self.headings)


def layout_of(table: Table) -> Layout:
    """The columns that this table needs."""
    groups, rows = tuple(table.all_groups()), tuple(table.with_parts())
    observed, values = _observed(table.periods, rows), value_headings(table)
    has_points = any(row.points is not None for row in rows)
    has_flags = any(row.flags for row in rows)
    notes = note_columns([row.notes for row in rows if row.notes], len(table.indicators))
    reached = (actual_heading(period, table.periods) for period in observed)
    marks = ("分值",) * has_points + ("标记",) * has_flags
    return Layout(
        levels=max((group.level for group in groups if group.role == "group"), default=0),
        tasks=any(group.role == "key_task" for group in groups),
        periods=table.periods,
        values=values,
        observed=observed,
        has_points=has_points,
        has_flags=has_flags,
        notes=notes,
        headings=(*values, *reached, *marks, *notes.headings),
    )


def indicator_grid(table: Table, layout: Layout) -> list[Row]:
    """All rows, with a heading row wherever the columns change."""
    loose = [indicator for indicator in table.indicators if not indicator.path]
    rows: list[Row] = []
    if loose:
        blank = FormCell("", "text", layout.levels + 2 * layout.tasks)
        leaves = list(_leaves(loose, layout))
        rows += [_heading(layout, tasks=False), *(beside((blank,), leaves) if blank.columns else leaves)]
    for tasks, groups in groupby(table.groups, key=_has_tasks):
        rows.append(_heading(layout, tasks=tasks))
        for group in groups:
            rows += _group(group, 0, layout, tasks=tasks)
    return rows


def _observed(periods: tuple[str, ...], rows: tuple[Indicator, ...]) -> tuple[str, ...]:
    found = {one.period for row in rows for one in row.actuals if one.value.kind is not NONE}
    return tuple(period for period in periods if period in found)


def _heading(layout: Layout, *, tasks: bool) -> Row:
    merged = 1 + 2 * (layout.tasks and not tasks)
    last = layout.levels - 1
    levels = [FormCell(level_title(i), "head", merged if i == last else 1) for i in range(layout.levels)]
    works = [FormCell("重点工作", "head"), FormCell("对应项目", "head")] if tasks else []
    name = FormCell(level_title(layout.levels) if layout.levels else "绩效指标", "head", 1 + layout.slack)
    return (*levels, *works, name, *(FormCell(text, "head") for text in layout.headings))


def level_title(index: int) -> str:
    """The title of a column of groups, counted from 0; a file may have headings of any depth."""
    return f"{_NUMERALS[index] if index < len(_NUMERALS) else index + 1}级指标"


def _group(group: Group, used: int, layout: Layout, *, tasks: bool) -> list[Row]:
    """The rows of a group; ``used`` counts the level columns to the left of it."""
    if group.role == "key_task":
        return _key_task(group, layout.levels - used, layout)
    used += 1
    merged = layout.tasks and not tasks and used == layout.levels
    rows: list[Row] = []
    if group.indicators or not group.children:
        gap = layout.levels - used + 2 * (layout.tasks and not merged)
        leaves = list(_leaves(group.indicators, layout))
        rows += beside((FormCell("", "text", gap),), leaves) if gap else leaves
    for child in group.children:
        rows += _group(child, used, layout, tasks=tasks)
    title = f"{group.name}（{points(group.points)}）" if group.points is not None else group.name
    return beside((FormCell(remarked(title, group.notes), "name", 3 if merged else 1),), rows)


def _key_task(group: Group, gap: int, layout: Layout) -> list[Row]:
    blank = (FormCell("", "text", gap),) if gap > 0 else ()
    projects = ", ".join(link.name for link in group.links)
    return beside(
        (*blank, FormCell(remarked(group.name, group.notes), "name"), FormCell(projects, "text")),
        list(_leaves(tuple(group.all_indicators()), layout)),
    )


def _leaves(indicators: Sequence[Indicator], layout: Layout) -> Iterator[Row]:
    """The cells from the name on; one blank row where there is no indicator."""
    if not indicators:
        blanks = (FormCell("", "value") for _ in range(layout.tail))
        yield (FormCell("", "name", 1 + layout.slack), *blanks)
    for indicator in indicators:
        yield _leaf(indicator, indicator.name, layout)
        for part in indicator.parts:
            yield _leaf(part, part_name(part.name), layout)


def _leaf(indicator: Indicator, name: str, layout: Layout) -> Row:
    cells = [FormCell(name, "name", 1 + layout.slack)]
    cells += map(_value, targets(indicator, layout.periods))
    if layout.observed:
        cells += map(_value, actuals(indicator, layout.observed))
    if layout.has_points:
        cells.append(FormCell(points(indicator.points).removesuffix("分"), "value"))
    if layout.has_flags:
        cells.append(FormCell("、".join(indicator.flags), "value"))
    if layout.notes:
        cells += [FormCell(text, "text") for text in layout.notes.texts(indicator.notes)]
    return tuple(cells)


@cached()
def _value(text: str) -> FormCell:
    return FormCell("" if text == NOTHING else text, "value")


def _has_tasks(group: Group) -> bool:
    return any(below.role == "key_task" for below in group.walk())
