"""The search data of a site: for each year a columnar list of unique rows with postings, as a classic script.

What many units write alike (name, groups, anchor) is one entry; where it stands, with which value, are its postings.
One file a year: those of earlier years stay as they are, and a reader of one year need not load the others.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from perfdsl.search.initials import initials_of
from perfdsl.search.rows import KINDS, TableRows
from perfdsl.search.script import call

FOLDER = "search"


class SearchIndex:
    """Takes the rows of one table at a time, in any order; memory grows with the index, not with the tables."""

    def __init__(self) -> None:
        self._years: dict[int | None, _Year] = {}

    def add(self, rows: TableRows) -> None:
        """Take the rows of one table."""
        self._years.setdefault(rows.year, _Year()).add(rows)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Address (relative to the site) and content of every file: the newest year first, then the list of years."""
        years = []
        for year in sorted(self._years, key=lambda year: year or 0, reverse=True):
            name = f"{year or 'undated'}.js"
            label = f"{year}年度" if year else "未写年度"
            content = call("perfdslSearch", {"label": label, **self._years[year].columns()})
            years.append({"label": label, "file": name, "bytes": len(content)})
            yield f"{FOLDER}/{name}", content
        yield f"{FOLDER}/index.js", call("perfdslSearchYears", {"years": years})


class _Entry(NamedTuple):
    """What equal rows of several units share."""

    kind: int
    name: str
    groups: tuple[str, ...]
    href: str


class _Year:
    """The entries of one year; units and values are numbered as they come, and in their final order at the end."""

    def __init__(self) -> None:
        self.units: list[tuple[str, str]] = []
        self.values: dict[str, int] = {}
        self.postings: dict[_Entry, array[int]] = {}

    def add(self, table: TableRows) -> None:
        unit = len(self.units)
        self.units.append((table.page, _one_line(table.unit)))
        for row in table.rows:
            entry = _Entry(row.kind, _one_line(row.name), tuple(map(_one_line, row.groups)), row.shown.href)
            value = self.values.setdefault(row.shown.value, len(self.values))
            self.postings.setdefault(entry, array("I")).extend((unit, value))

    def columns(self) -> dict[str, Any]:
        """The data of the year's file; nothing of the order in which tables came is left."""
        entries = sorted(self.postings)
        units, unit_order = _ranked(self.units)
        rows = [self._rows(entry, unit_order) for entry in entries]
        values, value_order = _ranked(self.values, Counter(value for pairs in rows for _, value in pairs))
        names = sorted({entry.name for entry in entries} | {name for _, name in units})
        groups = sorted({entry.groups for entry in entries})
        name_order, group_order = _numbered(names), _numbered(groups)
        return {
            "kinds": KINDS,
            "names": names,
            "groups": ["\t".join(path) for path in groups],
            "values": values,
            "units": {"name": [name_order[name] for _, name in units], "page": [page for page, _ in units]},
            "entries": {
                "kind": [entry.kind for entry in entries],
                "name": _gaps(name_order[entry.name] for entry in entries),
                "groups": [group_order[entry.groups] for entry in entries],
                "href": [entry.href for entry in entries],
                "rows": [len(pairs) for pairs in rows],
            },
            "rows": {
                "unit": [gap for pairs in rows for gap in _gaps(unit for unit, _ in pairs)],
                "value": [value_order[value] for pairs in rows for _, value in pairs],
            },
            "initials": initials_of(names),
        }

    def _rows(self, entry: _Entry, unit_order: list[int]) -> list[tuple[int, int]]:
        """(unit in its final order, value as it came) of an entry; equal rows of a unit keep their order."""
        flat = self.postings[entry]
        pairs = zip(flat[::2], flat[1::2], strict=True)
        return sorted(((unit_order[unit], value) for unit, value in pairs), key=lambda pair: pair[0])


def _ranked(items: Iterable[Any], count: Counter[int] | None = None) -> tuple[list[Any], list[int]]:
    """Items in order (the most counted first, where they are counted), and the new place of each."""
    listed = list(items)
    order = sorted(range(len(listed)), key=lambda number: (-count[number] if count else 0, listed[number]))
    place = [0] * len(order)
    for rank, number in enumerate(order):
        place[number] = rank
    return [listed[number] for number in order], place


def _numbered(items: list[Any]) -> dict[Any, int]:
    return {item: number for number, item in enumerate(items)}


def _gaps(numbers: Iterable[int]) -> list[int]:
    """The first number, then how far it is to the next: mostly small, which compresses to little."""
    return [after - before for before, after in pairwise((0, *numbers))]


def _one_line(text: str) -> str:
    """Names are searched as lines of one text."""
    return text.replace("\n", " ")
