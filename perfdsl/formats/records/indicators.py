"""Records of indicators, each with its targets: one for each period."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from perfdsl.formats.records.words import listed, notes
from perfdsl.model.table import Group, Indicator, Table, Target
from perfdsl.model.values import Comparator
from perfdsl.presentation.ids import document_folder, indicator_ids


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
    points: Decimal | None
    flags: str
    notes: str


class TargetRecord(NamedTuple):
    """The value of one indicator in one period, and what was reached. ``text`` is ``""`` where there is none."""

    unit_id: str
    indicator_id: str
    position: int
    period: str
    comparator: Comparator | None
    number: Decimal | None
    upper: Decimal | None
    unit: str
    text: str
    kind: str
    actual_number: Decimal | None
    actual_text: str


def indicator_records(table: Table) -> Iterator[tuple[IndicatorRecord, tuple[TargetRecord, ...]]]:
    """Every indicator with its targets, one a period; parts below their indicator."""
    unit_id, ids = document_folder(table), indicator_ids(table)
    for indicator, groups, key_task in placed_indicators(table):
        for one in (indicator, *indicator.parts):
            anchor = ids[one.line]
            record = IndicatorRecord(
                unit_id=unit_id,
                id=anchor,
                parent_id="" if one is indicator else ids[indicator.line],
                category=groups[0] if groups else "",
                subcategory=" / ".join(groups[1:]),
                key_task=key_task,
                linked_projects=listed(link.name for link in one.linked_projects),
                name=one.name,
                measured=one.is_measured,
                points=one.points,
                flags="、".join(one.flags),
                notes=notes(one.notes),
            )
            yield record, tuple(_targets(one, unit_id, anchor))


def _targets(indicator: Indicator, unit_id: str, anchor: str) -> Iterator[TargetRecord]:
    actuals = {actual.period: actual for actual in indicator.actuals}
    for position, target in enumerate(indicator.targets, 1):
        value, actual = target.value, actuals.get(target.period)
        yield TargetRecord(
            unit_id=unit_id,
            indicator_id=anchor,
            position=position,
            period=target.period,
            comparator=target.comparator,
            number=value.number,
            upper=value.upper,
            unit=value.unit,
            text=_written(target),
            kind=value.kind,
            actual_number=actual.value.number if actual else None,
            actual_text=_written(actual) if actual else "",
        )


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


def _written(target: Target) -> str:
    return "" if target.value.kind == "none" and target.value.text == "-" else target.value.text
