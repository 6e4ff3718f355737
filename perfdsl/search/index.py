"""The search data of a site: for each year a columnar list of unique rows with postings, as a classic script.

What many units write alike (name, groups, anchor) is one entry; where it stands, with which value, are its postings.
One file a year: those of earlier years stay as they are, and a reader of one year need not load the others.
"""

from __future__ import annotations

import marshal
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import chain, pairwise
from typing import Any, NamedTuple

from perfdsl.search.initials import initials_of
from perfdsl.search.rows import KINDS, TableRows
from perfdsl.search.script import call

FOLDER = "search"
INDEX = f"{FOLDER}/index.js"


class YearFile(NamedTuple):
    """A year's file on the list of years; ``name`` is that of the file."""

    label: str
    name: str
    size: int


def search_piece(table: TableRows) -> bytes:
    """What the year's file needs to know of one table, small: page, unit, entries and the value of each.

    An entry is what equal rows of several units share, as one text: kind, name, groups, href, a line each.
    """
    entries = [
        f"{row.kind}\n{_one_line(row.name)}\n{_one_line(chr(9).join(row.groups))}\n{row.shown.href}"
        for row in table.rows
    ]
    return marshal.dumps(
        (table.page, _one_line(table.unit), entries, [row.shown.value for row in table.rows])
    )


def year_address(year: int | None) -> str:
    """Address of a year's file, relative to the site."""
    return f"{FOLDER}/{year or 'undated'}.js"


def year_label(year: int | None) -> str:
    """What a reader calls the year."""
    return f"{year}年度" if year else "未写年度"


def year_script(year: int | None, pieces: Iterable[bytes]) -> bytes:
    """The file of a year. Units keep the order of the pieces; memory grows with the file, not with the tables."""
    found = _Year()
    for piece in pieces:
        found.add(*marshal.loads(piece))  # noqa: S302 - our own
    return call("perfdslSearch", {"label": year_label(year), **found.columns()})


def index_script(years: Iterable[YearFile]) -> bytes:
    """The list of years, in this order."""
    listed = [{"label": year.label, "file": year.name, "bytes": year.size} for year in years]
    return call("perfdslSearchYears", {"years": listed})


class _Year:
    """The entries of one year. ``postings`` are units and values in turn; values are numbered as they come."""

    def __init__(self) -> None:
        self.pages: list[str] = []
        self.units: list[str] = []
        self.values: dict[str, int] = {}
        self.postings: dict[str, list[int]] = {}

    def add(self, page: str, unit: str, entries: list[str], values: list[str]) -> None:
        number, numbers, postings = len(self.units), self.values, self.postings
        self.pages.append(page)
        self.units.append(unit)
        for entry, value in zip(entries, values, strict=True):
            pair = (number, numbers.setdefault(value, len(numbers)))
            if entry in postings:
                postings[entry] += pair
            else:
                postings[entry] = [*pair]

    def columns(self) -> dict[str, Any]:
        """The data of the year's file."""
        entries = [(*entry.split("\n"), self.postings[entry]) for entry in sorted(self.postings)]
        kinds, names, groups, hrefs, postings = zip(*entries, strict=True)
        all_names, all_groups = sorted({*names, *self.units}), sorted(set(groups))
        name_numbers, group_numbers = _numbered(all_names), _numbered(all_groups)
        values, value_numbers = _ranked(self.values, (one[1::2] for one in postings))
        return {
            "kinds": KINDS,
            "names": all_names,
            "groups": all_groups,
            "values": values,
            "units": {"name": [name_numbers[name] for name in self.units], "page": self.pages},
            "entries": {
                "kind": [int(kind) for kind in kinds],
                "name": _gaps([name_numbers[name] for name in names]),
                "groups": [group_numbers[path] for path in groups],
                "href": hrefs,
                "rows": [len(one) // 2 for one in postings],
            },
            "rows": {
                "unit": [gap for one in postings for gap in _gaps(one[::2])],
                "value": [value_numbers[value] for one in postings for value in one[1::2]],
            },
            "initials": initials_of(all_names),
        }


def _ranked(values: Mapping[str, int], used: Iterable[list[int]]) -> tuple[list[str], list[int]]:
    """The values, the most used first, and the new number of each."""
    count = Counter(chain.from_iterable(used))
    ranked = sorted(values)
    ranked.sort(key=lambda value: count[values[value]], reverse=True)  # equal ones keep their order
    numbers = [0] * len(ranked)
    for rank, value in enumerate(ranked):
        numbers[values[value]] = rank
    return ranked, numbers


def _numbered(items: list[str]) -> dict[str, int]:
    return {item: number for number, item in enumerate(items)}


def _gaps(numbers: list[int]) -> list[int]:
    """The first number, then how far it is to the next: mostly small, which compresses to little."""
    if len(numbers) == 1:
        return numbers
    return [after - before for before, after in pairwise((0, *numbers))]


def _one_line(text: str) -> str:
    """Names are searched as lines of one text."""
    return text.replace("\n", " ")
