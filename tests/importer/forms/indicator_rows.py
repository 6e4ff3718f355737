"""The indicators of tables as rows of merged cells, in the columns that a layout says."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from perfdsl.model.table import Group, Indicator, Table
from perfdsl.presentation.display import NOTHING, part_name, points, target, targets
from perfdsl.presentation.grid import FormCell, Role, Row
from perfdsl.syntax.marks import SIGNS
from tests.importer.forms.layout import Block, Column, columns

_NUMBER_AND_UNIT = re.compile(r"([+-]?\d[\d,.]*)(\D*)\Z")
_TICK = "✔"
_PLAIN = ("核心",)


class Line(NamedTuple):
    """What one printed row is about: an indicator below its groups, or groups that hold none."""

    table: Table
    groups: tuple[Group, ...]
    indicator: Indicator | None
    is_part: bool = False


class Slot(NamedTuple):
    """What stands in one row of one column. Neighbours with the same ``key`` are one cell."""

    text: str
    role: Role
    key: Hashable


def indicator_rows(tables: Sequence[Table], block: Block, width: int) -> list[Row]:
    """All rows, ``width`` columns wide, titles above them; once more wherever the columns change."""
    if not block["indicators"]:
        return [_one_cell(tables[0], block["label"], width)]
    rows: list[Row] = []
    for has_tasks, segment in groupby(_lines(tables), key=lambda line: _task(line) is not None):
        wanted = block.get("task_columns") if has_tasks else None
        shown = _widened(columns(wanted or block["indicators"]), width)
        rows += [*_heads(shown), *_merged(list(segment), shown)]
    if "total" in block:
        rows.append(_total(tables[0], block["total"], shown))
    return rows


def needed_width(block: Block) -> int:
    """How many columns it has at least."""
    return sum(column.span for column in columns(block["indicators"])) or 2


def share(column: Column, line: Line) -> Slot:
    """What stands in this column of this row."""
    source, _, detail = column.source.partition(":")
    if source.startswith("level"):
        return _level(int(source[5]), line, source[6:])
    if source.startswith("points") and source != "points":
        return _group_points(int(source[6]), line)
    if source in ("task", "projects"):
        return _key_task(source, line)
    if source in ("field", "section", "amount"):
        return Slot(_of_table(source, detail, line.table), "text", line.table.path)
    text = "" if line.indicator is None else _of_indicator(source, detail, line)
    role: Role = "name" if source.startswith("name") else "text" if source in ("note", "unit") else "value"
    return Slot(text, role, object())


def split(indicator: Indicator) -> tuple[str, str, str]:
    """Comparator, number and unit of the first value, as forms with a column for each print them."""
    if not indicator.targets:
        return "", "", ""
    first = indicator.targets[0]
    written = target(first, indicator.operator)
    match = _NUMBER_AND_UNIT.match(first.value.text) if first.value.number is not None else None
    if match is None:
        return "定性" if first.value.number is None else "", "" if written == NOTHING else written, ""
    return SIGNS[first.comparator], match[1], match[2]


def _lines(tables: Sequence[Table]) -> Iterator[Line]:
    for table in tables:
        for indicator in table.indicators:
            if not indicator.path:
                yield from _with_parts(table, (), indicator)
        for group in table.groups:
            yield from _below(table, (group,))


def _below(table: Table, groups: tuple[Group, ...]) -> Iterator[Line]:
    for indicator in groups[-1].indicators:
        yield from _with_parts(table, groups, indicator)
    for child in groups[-1].children:
        yield from _below(table, (*groups, child))
    if not groups[-1].indicators and not groups[-1].children:
        yield Line(table, groups, None)


def _with_parts(table: Table, groups: tuple[Group, ...], indicator: Indicator) -> Iterator[Line]:
    yield Line(table, groups, indicator)
    yield from (Line(table, groups, part, is_part=True) for part in indicator.parts)


def _task(line: Line) -> Group | None:
    return next((group for group in line.groups if group.role == "key_task"), None)


def _level(number: int, line: Line, detail: str) -> Slot:
    """The group of this level; its points behind its name, or ``(unit)``: the unit of all below it, or ``(plain)``."""
    group, key = _group_at(number, line)
    if group is None:
        return Slot("", "name", key)
    if detail == "(unit)":
        return Slot(group.name + _common_unit(group), "name", key)
    has_points = group.points is not None and detail != "(plain)"
    return Slot(f"{group.name}（{points(group.points)}）" if has_points else group.name, "name", key)


def _group_points(number: int, line: Line) -> Slot:
    group, key = _group_at(number, line)
    return Slot("" if group is None else points(group.points).removesuffix("分"), "value", key)


def _group_at(number: int, line: Line) -> tuple[Group | None, Hashable]:
    """The group of this level, from 1, and what tells it from its neighbours."""
    groups = [group for group in line.groups if group.role == "group"]
    key = (line.table.path, *(group.span for group in groups[:number]))
    return (groups[number - 1] if len(groups) >= number else None), key


def _common_unit(group: Group) -> str:
    units = {split(indicator)[2] for indicator in group.all_indicators()}
    return f"（{units.pop()}）" if len(units) == 1 and units != {""} else ""


def _key_task(source: str, line: Line) -> Slot:
    task = _task(line)
    if task is None:
        return Slot("", "text", object())
    text = task.name if source == "task" else ", ".join(link.name for link in task.links)
    return Slot(text, "name" if source == "task" else "text", task.span)


def _of_table(source: str, detail: str, table: Table) -> str:
    if source == "amount":
        return table.funding.items[0].amounts[0].text
    if source == "section":
        section = table.section(detail)
        return section.markdown if section else ""
    return field(table, detail)


def field(table: Table, key: str) -> str:
    """The value of a header line; 项目 and 部门 are the table's name; ``""`` where there is none."""
    if key in ("项目", "部门"):
        return table.name
    return next((field.value for field in table.header if field.key == key), "")


def _of_indicator(source: str, detail: str, line: Line) -> str:
    indicator = line.indicator
    assert indicator is not None
    shown = [
        "" if text == NOTHING else text for text in targets(indicator, [*line.table.periods, "", ""])[:2]
    ]
    notes = {note.key: note.value for note in indicator.notes}
    sign, number, unit = split(indicator)
    return {
        "name": lambda: _name(line),
        "name2": lambda: _name(line) if shown[1] else "",
        "name(numbered)": lambda: _number(line) + _name(line),
        "name(unit)": lambda: _name(line) + (f"（{unit}）" if unit else ""),
        "value1": lambda: shown[0],
        "value2": lambda: shown[1],
        "comparator": lambda: sign,
        "number": lambda: number,
        "signed": lambda: number if sign == "定性" else sign + number,
        "unit": lambda: unit,
        "type": lambda: "定量" if indicator.is_measured else "定性",
        "actual": lambda: "".join(target(one, indicator.operator) for one in indicator.actuals[:1]),
        "points": lambda: points(indicator.points).removesuffix("分"),
        "core": lambda: "是" if "核心" in indicator.flags else "否",
        "note": lambda: notes.get(detail, ""),
        "tick": lambda: _tick(notes, *detail.split(":")),
        "blank": lambda: "",
    }[source]()


def _name(line: Line) -> str:
    assert line.indicator is not None
    marks = "".join(flag for flag in line.indicator.flags if flag not in _PLAIN)
    return marks + (part_name(line.indicator.name) if line.is_part else line.indicator.name)


def _number(line: Line) -> str:
    siblings = line.groups[-1].indicators if line.groups else line.table.indicators
    return f"指标{siblings.index(line.indicator) + 1}：" if line.indicator in siblings else ""


def _tick(notes: dict[str, str], key: str, choice: str) -> str:
    return _TICK if choice in notes.get(key, "").split(", ") else ""


def _widened(shown: list[Column], width: int) -> list[Column]:
    """The column of the names takes what is left over."""
    slack = width - sum(column.span for column in shown)
    widest = next(i for i, column in enumerate(shown) if column.source.startswith("name"))
    return [
        column._replace(span=column.span + slack) if i == widest else column for i, column in enumerate(shown)
    ]


def _heads(shown: list[Column]) -> list[Row]:
    """One row of titles, or two where some title has a common one above."""
    if not any("|" in column.title for column in shown):
        return [tuple(FormCell(column.title, "head", column.span) for column in shown)]
    upper: list[FormCell] = []
    for (title, is_common), group in groupby(
        shown, key=lambda column: (column.titles[0], "|" in column.title)
    ):
        for part in [list(group)] if is_common else [[column] for column in group]:
            upper.append(FormCell(title, "head", sum(column.span for column in part), 1 if is_common else 2))
    lower = [FormCell(column.titles[1], "head", column.span) for column in shown if "|" in column.title]
    return [tuple(upper), tuple(lower)]


def _merged(lines: list[Line], shown: list[Column]) -> list[Row]:
    rows: list[list[FormCell]] = [[] for _ in lines]
    for column in shown:
        slots = [share(column, line) for line in lines]
        start = 0
        for _, run in groupby(slots, key=lambda slot: slot.key):
            same = list(run)
            rows[start].append(FormCell(same[0].text, same[0].role, column.span, len(same)))
            start += len(same)
    return [tuple(row) for row in rows]


def _total(table: Table, key: str, shown: list[Column]) -> Row:
    """总分: a label over what stands left of the points, the sum of them, and the score."""
    sources = [column.source for column in shown]
    score = sources.index("note:得分")
    at = min(sources.index("points"), score) if "points" in sources else score
    texts = {"points": "100", "note:得分": field(table, key)}
    cells = (FormCell(texts.get(column.source, ""), "value", column.span) for column in shown[at:])
    return (FormCell(key, "label", sum(column.span for column in shown[:at])), *cells)


def _one_cell(table: Table, label: str, width: int) -> Row:
    """Every group as a line 【产出指标-数量指标】, its indicators numbered below it."""
    lines: list[str] = []
    for groups, members in groupby(_lines([table]), key=lambda line: line.groups):
        lines.append(f"【{'-'.join(group.name for group in groups)}】")
        for number, line in enumerate(members, 1):
            if line.indicator is not None:
                value = "".join(target(one, line.indicator.operator) for one in line.indicator.targets[:1])
                lines.append(f"指标{number}：{line.indicator.name} {value}")
    return FormCell(label, "label"), FormCell("\n".join(lines), "text", width - 1)
