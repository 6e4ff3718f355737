"""Fields of one indicator: its groups, name, values of each period, points, and notes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from perfdsl.filling.field_names import GROUPED, INDICATOR, NOTES, ORDINAL
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
from perfdsl.presentation.form_indicators import level_title
from perfdsl.syntax.marks import SIGNS


class _Place(NamedTuple):
    """The groups above an indicator."""

    levels: tuple[str, ...] = ()
    task: str = ""
    projects: str = ""


def indicator_fields(table: Table) -> Iterator[dict[str, str]]:
    """Of each indicator in the order of the file, its parts below it."""
    rows = list(_rows(table))
    depth = max((len(place.levels) for place, _ in rows), default=0)
    keys = tuple(dict.fromkeys((*NOTES, *(note.key for _, row in rows for note in row.notes))))
    for number, (place, row) in enumerate(rows, 1):
        levels = {level_title(index): name for index, name in enumerate(place.levels)}
        yield {
            **dict.fromkeys((*GROUPED, "三级指标", "四级指标", *keys), ""),
            **levels,
            "重点工作": place.task,
            "对应项目": place.projects,
            level_title(max(depth, 2)): row.name,
            INDICATOR: row.name,
            ORDINAL: str(number),
            **_values(row, table),
            "分值": points(row.points).removesuffix("分"),
            "标记": "、".join(row.flags),
            **{note.key: note.value for note in row.notes},
        }


def _values(row: Indicator, table: Table) -> dict[str, str]:
    """Those of each period under its heading; without a period, those of the last one."""
    shown = [_blank(text) for text in targets(row, table.periods)]
    reached = [_blank(text) for text in actuals(row, table.periods)]
    observed = (actual_heading(period, table.periods) for period in table.periods)
    last = row.targets[-1] if row.targets else None
    number = last.value.number if last else None
    return {
        "指标值": shown[-1],
        "实际完成值": reached[-1],
        **dict(zip(value_headings(table), shown, strict=True)),
        **dict(zip(observed, reached, strict=True)),
        "比较符": SIGNS[last.comparator] if last and last.comparator else "",
        "数值": f"{number:f}" if number is not None else "",
        "计量单位": last.value.unit if last else "",
    }


def _blank(text: str) -> str:
    return "" if text == NOTHING else text


def _rows(table: Table) -> Iterator[tuple[_Place, Indicator]]:
    yield from _with_parts(_Place(), (one for one in table.indicators if not one.path))
    for group in table.groups:
        yield from _below(group, _Place())


def _below(group: Group, above: _Place) -> Iterator[tuple[_Place, Indicator]]:
    if group.role == "key_task":
        place = above._replace(task=group.name, projects=", ".join(link.name for link in group.links))
    else:
        place = above._replace(levels=(*above.levels, group.name))
    yield from _with_parts(place, group.indicators)
    for child in group.children:
        yield from _below(child, place)


def _with_parts(
    place: _Place, rows: Iterator[Indicator] | tuple[Indicator, ...]
) -> Iterator[tuple[_Place, Indicator]]:
    for row in rows:
        yield place, row
        yield from ((place, part._replace(name=part_name(part.name))) for part in row.parts)
