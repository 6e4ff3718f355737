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


class TableOnSite(NamedTuple):
    """Where the site shows a table. ``page`` is relative to the site's folder, e.g. ``2022/320200/index.html``.

    ``value`` is what stands beside the table's own name, e.g. ``资金总额 1,200 万元``.
    """

    page: str
    value: str
    project: Callable[[MoneyItem], Shown]
    indicator: Callable[[Indicator], Shown]


class SearchRow(NamedTuple):
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
    rows: tuple[SearchRow, ...]


def table_rows(table: Table, site: TableOnSite) -> TableRows:
    """What search finds of a table."""
    return TableRows(table.year, table.name, site.page, tuple(_rows(table, site)))


def _rows(table: Table, site: TableOnSite) -> Iterator[SearchRow]:
    yield SearchRow(UNIT if table.kind == "部门" else PROJECT, table.name, (), Shown("", site.value))
    for project in table.projects:
        yield SearchRow(PROJECT, project.name, (), site.project(project))
    for indicator in table.indicators:
        groups = (*indicator.groups[:1], *indicator.path[1:])
        yield _indicator(indicator, groups, site)
        for part in indicator.parts:
            yield _indicator(part, (*groups, indicator.name), site)


def _indicator(indicator: Indicator, groups: tuple[str, ...], site: TableOnSite) -> SearchRow:
    kind = MEASURED if indicator.is_measured else DESCRIBED
    return SearchRow(kind, indicator.name, groups, site.indicator(indicator))
