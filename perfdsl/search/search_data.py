"""The search data of a site: for each year a columnar list of unique rows with postings, as a classic script.

What many units write alike (name, groups, anchor) is one entry; where it stands, with which value, are its postings.
One file a year: those of earlier years stay as they are, and a reader of one year need not load the others.
"""

from __future__ import annotations

import marshal
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import accumulate, chain
from operator import sub
from typing import Any, NamedTuple

from perfdsl.presentation.display import year_label
from perfdsl.search.initials import initials_of
from perfdsl.search.script import call
from perfdsl.search.search_rows import KINDS, TableRows

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
        self.postings: defaultdict[str, list[int]] = defaultdict(list)

    def add(self, page: str, unit: str, entries: list[str], values: list[str]) -> None:
        number, numbers, postings = len(self.units), self.values, self.postings
        self.pages.append(page)
        self.units.append(unit)
        for entry, value in zip(entries, values, strict=True):
            postings[entry] += number, numbers.setdefault(value, len(numbers))

    def columns(self) -> dict[str, Any]:
        """The data of the year's file. Whole columns are made at once, which takes half the time of row by row."""
        entries = sorted(self.postings)
        postings = [self.postings[entry] for entry in entries]
        kinds, names, groups, hrefs = zip(*[entry.split("\n") for entry in entries], strict=True)
        all_names, all_groups = sorted({*names, *self.units}), sorted(set(groups))
        name_numbers, group_numbers = _numbered(all_names), _numbered(all_groups)
        rows = [len(one) // 2 for one in postings]
        flat = list(chain.from_iterable(postings))
        values, value_numbers = _ranked(self.values, flat[1::2])
        return {
            "kinds": KINDS,
            "names": all_names,
            "groups": all_groups,
            "values": values,
            "units": {"name": [name_numbers[name] for name in self.units], "page": self.pages},
            "entries": {
                "kind": list(map(int, kinds)),
                "name": _gaps([name_numbers[name] for name in names], [len(names)]),
                "groups": [group_numbers[path] for path in groups],
                "href": hrefs,
                "rows": rows,
            },
            "rows": {
                "unit": _gaps(flat[::2], rows),
                "value": list(map(value_numbers.__getitem__, flat[1::2])),
            },
            "initials": initials_of(all_names),
        }


def _ranked(values: Mapping[str, int], used: Iterable[int]) -> tuple[list[str], list[int]]:
    """The values, the most used first, and the new number of each."""
    count = Counter(used)
    ranked = sorted(values)
    ranked.sort(key=lambda value: count[values[value]], reverse=True)  # equal ones keep their order
    numbers = [0] * len(ranked)
    for rank, value in enumerate(ranked):
        numbers[values[value]] = rank
    return ranked, numbers


def _numbered(items: list[str]) -> dict[str, int]:
    return {item: number for number, item in enumerate(items)}


def _gaps(numbers: list[int], runs: list[int]) -> list[int]:
    """How far each number is from the one before, in runs of such lengths: mostly small, which compresses to little."""
    gaps = list(map(sub, numbers, chain((0,), numbers)))
    for start in accumulate(runs[:-1]):
        gaps[start] = numbers[start]
    return gaps


def _one_line(text: str) -> str:
    """Names are searched as lines of one text."""
    return text.replace("\n", " ")
