"""Records of indicators, each with its targets: one for each period."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from perfdsl.formats.records.as_text import Number, listed, notes, number
from perfdsl.memo import MB, cached
from perfdsl.model.addresses import document_folder
from perfdsl.model.kinds import NONE
from perfdsl.model.table import Group, Indicator, Table
from perfdsl.model.values import Comparator, Value


class IndicatorRecord(NamedTuple):
    """One indicator, or a part of the indicator ``parent_id``."""

    unit_id: str
    id: str
    parent_id: str
    category: str
    subcategory: str
    key_task: str
    linked_projects: str
    name: str
    measured: bool
    points: Number
    flags: str
    notes: str


class TargetRecord(NamedTuple):
    """The value of one indicator in one period, and what was reached. ``text`` is ``""`` where there is none."""

    unit_id: str
    indicator_id: str
    position: int
    period: str
    comparator: Comparator | None
    number: Number
    upper: Number
    unit: str
    text: str
    kind: str
    actual_number: Number
    actual_text: str


def indicator_records(
    table: Table, ids: Mapping[int, str]
) -> Iterator[tuple[IndicatorRecord, tuple[TargetRecord, ...]]]:
    """Every indicator with its targets, one a period; parts below their indicator. ``ids`` are by line."""
    unit_id = document_folder(table)
    for indicator, groups, key_task in placed_indicators(table):
        place = (groups[0] if groups else "", " / ".join(groups[1:]), key_task)
        anchor = ids[indicator.line]
        yield _with_targets(indicator, (unit_id, anchor, ""), place)
        for part in indicator.parts:
            yield _with_targets(part, (unit_id, ids[part.line], anchor), place)


def _with_targets(
    one: Indicator, ids: tuple[str, str, str], place: tuple[str, str, str]
) -> tuple[IndicatorRecord, tuple[TargetRecord, ...]]:
    """``ids`` are those of the unit, the row and its parent; ``place`` is 一级, 二级 and 重点工作."""
    record = IndicatorRecord(
        *ids,
        *place,
        listed([link.name for link in one.linked_projects]) if one.linked_projects else "",
        one.name,
        one.is_measured,
        number(one.points),
        "、".join(one.flags),
        notes(one.notes),
    )
    return record, _targets(one, ids[0], ids[1])


def _targets(indicator: Indicator, unit_id: str, anchor: str) -> tuple[TargetRecord, ...]:
    actuals = {actual.period: actual.value for actual in indicator.actuals}
    found = []
    for position, (period, sign, value, _, _) in enumerate(indicator.targets, 1):
        reached = actuals.get(period)
        actual = (number(reached.number), _written(reached)) if reached else (None, "")
        found.append(TargetRecord(unit_id, anchor, position, period, sign, *_said(value), *actual))
    return tuple(found)


@cached(2 * MB)
def _said(value: Value) -> tuple[Number, Number, str, str, str]:
    """Number, upper number, unit, text and kind; units write many values alike."""
    return number(value.number), number(value.upper), value.unit, _written(value), str(value.kind)


def placed_indicators(table: Table) -> Iterator[tuple[Indicator, tuple[str, ...], str]]:
    """Each indicator with its plain groups from 一级 down, and its 重点工作."""
    for indicator in table.indicators:
        if not indicator.path:
            yield indicator, (), ""
    for group in table.groups:
        yield from _below(group, (), "")


def _below(
    group: Group, groups: tuple[str, ...], task: str
) -> Iterator[tuple[Indicator, tuple[str, ...], str]]:
    if group.role == "key_task":
        task = group.name
    else:
        groups = (*groups, group.key)
    for indicator in group.indicators:
        yield indicator, groups, task
    for child in group.children:
        yield from _below(child, groups, task)


def _written(value: Value) -> str:
    return "" if value.text == "-" and value.kind is NONE else value.text
