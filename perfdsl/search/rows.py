"""The rows that a table gives to search: itself, its projects, its indicators. Small enough to keep for every table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from perfdsl.model.table import Indicator, MoneyItem, Table

KINDS = ("单位", "项目", "定量指标", "定性指标")
UNIT, PROJECT, MEASURED, DESCRIBED = range(4)


class Shown(NamedTuple):
    """How the site shows a row. ``href`` is relative to the table's page: ``#i-1a2b3c4d``, ``project-5e6f.html``."""

    href: str
    value: str


class Place(NamedTuple):
    """Where the site shows a table. ``page`` is relative to the site's folder, e.g. ``2022/320200/index.html``.

    ``value`` is what stands beside the table's own name, e.g. ``资金总额 1,200 万元``. ``unit`` is whose rows they are
    where that is not the table's name (a project's table belongs to a unit).
    """

    page: str
    value: str
    project: Callable[[MoneyItem], Shown]
    indicator: Callable[[Indicator], Shown]
    unit: str = ""


class Row(NamedTuple):
    """One row. ``kind`` counts in KINDS; ``groups`` lead from 一级 down to the row, an indicator's part to its whole."""

    kind: int
    name: str
    groups: tuple[str, ...]
    shown: Shown


class TableRows(NamedTuple):
    """All rows of one table."""

    year: int | None
    unit: str
    page: str
    rows: tuple[Row, ...]


def table_rows(table: Table, place: Place) -> TableRows:
    """What search finds of a table."""
    unit = place.unit or table.name
    return TableRows(table.year, unit, place.page, tuple(_rows(table, place)))


def _rows(table: Table, place: Place) -> Iterator[Row]:
    yield Row(UNIT if table.kind == "部门" else PROJECT, table.name, (), Shown("", place.value))
    for project in table.projects:
        yield Row(PROJECT, project.name, (), place.project(project))
    for indicator in table.indicators:
        groups = (*indicator.groups[:1], *indicator.path[1:])
        yield _indicator(indicator, groups, place)
        for part in indicator.parts:
            yield _indicator(part, (*groups, indicator.name), place)


def _indicator(indicator: Indicator, groups: tuple[str, ...], place: Place) -> Row:
    kind = MEASURED if indicator.is_measured else DESCRIBED
    return Row(kind, indicator.name, groups, place.indicator(indicator))
