"""What a reader needs to set units side by side: the list of units, and for each a small file of its indicators."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from perfdsl.memo import MB, cached_call
from perfdsl.model.table import Indicator, Table
from perfdsl.presentation.display import year_label
from perfdsl.presentation.measure import measure_of
from perfdsl.search.fold import search_key
from perfdsl.search.script import call, encode
from perfdsl.search.search_rows import TableOnSite

FOLDER, LIST = "compare", "index.js"
FILE = "compare.js"
LIST_HEAD, LIST_END = b'perfdslUnits({"units":[', b"]});\n"


class ComparedUnit(NamedTuple):
    """A unit on the list to choose from; ``page`` is relative to the site's folder."""

    year: int | None
    name: str
    page: str


class ComparedRow(NamedTuple):
    """An indicator of a unit. Rows of equal ``key`` stand on one line; where ``measure`` differs they do not compare.
    It is ``""`` for a value that is no number.

    ``group`` is 一级指标, ``value`` as shown, ``href`` relative to the unit's page.
    """

    key: str
    group: str
    name: str
    value: str
    measure: str
    href: str


def compared_rows(table: Table, site: TableOnSite) -> tuple[ComparedRow, ...]:
    """The indicators of a table; the same indicator is one of the same name below the same 一级指标."""
    return tuple(_row(indicator, site) for indicator in table.indicators)


def listed_unit(unit: ComparedUnit) -> bytes:
    """A unit on the list of all units: a script that begins with ``LIST_HEAD``, holds the units with commas between
    them, and ends with ``LIST_END``.
    """
    return encode([unit.page, unit.name, year_label(unit.year)])


def unit_file(unit: ComparedUnit, value: str, rows: Iterable[ComparedRow]) -> tuple[str, bytes]:
    """Address and content of one unit's file, beside its page. ``value`` is the unit's own: 资金总额 1,200 万元."""
    head = {
        "page": unit.page,
        "name": unit.name,
        "year": year_label(unit.year),
        "value": value,
        "rows": list(rows),
    }
    return f"{unit.page.rpartition('/')[0]}/{FILE}", call("perfdslUnit", head)


def _row(indicator: Indicator, site: TableOnSite) -> ComparedRow:
    """The measure is that of the last period, the whole year."""
    shown = site.indicator(indicator)
    group = indicator.groups[0] if indicator.groups else ""
    key = _key(group, indicator.name)
    counted = measure_of(indicator.name, indicator.targets[-1].value)
    return ComparedRow(key, group, indicator.name, shown.value, counted.same if counted else "", shown.href)


@cached_call(2 * MB)
def _key(group: str, name: str) -> str:
    """Units have many indicators in common."""
    return f"{search_key(group)} {search_key(name)}"
