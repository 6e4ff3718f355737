"""An index of a site that takes note of what is read of it: of each document which fields, of each row of an indicator too.

What a read depends on is not written down here a second time: it is whatever :func:`changed_facets` says changes when
the field that was read says something else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from perfdsl.site.index.index_rows import IndicatorRow
from perfdsl.site.index.site_index import SiteIndex, site_index
from perfdsl.site.index.summary import Summary
from perfdsl.site.page_groups import UNREADABLE, changed_facets

LISTS = ("funding", "projects", "corrections")


class Reads:
    """What was read since :meth:`begin`: a name for people, and the facets of which one changes with it."""

    def __init__(self) -> None:
        self.found: dict[str, frozenset[str]] = {}
        self._of_field: dict[tuple[int, str], frozenset[str]] = {}
        self._of_row: dict[tuple[int, int, str], frozenset[str]] = {}

    def begin(self) -> None:
        self.found.clear()

    def note(self, name: str, facets: frozenset[str]) -> None:
        self.found[name] = facets

    def note_field(self, summary: Summary, field: str, other: Any, what: str = "") -> None:
        """``other`` is another value that the field might have."""
        key = id(summary), field + what
        if key not in self._of_field:
            self._of_field[key] = changed(summary, summary._replace(**{field: other}))
        self.note(f"{summary.folder} {field}{what}", self._of_field[key])

    def note_row(self, summary: Summary, place: int, field: str) -> None:
        key = id(summary), place, field
        if key not in self._of_row:
            rows = list(summary.indicators)
            rows[place] = rows[place]._replace(**{field: other_value(getattr(rows[place], field))})
            self._of_row[key] = changed(summary, summary._replace(indicators=tuple(rows)))
        row = tuple(summary.indicators)[place]
        self.note(f"{summary.folder} {row.name} {field}", self._of_row[key])


class WatchedSummary:
    """A summary that tells what is read of it."""

    def __init__(self, summary: Summary, reads: Reads) -> None:
        self.summary, self.reads = summary, reads
        self.rows = tuple(WatchedRow(self, place, row) for place, row in enumerate(summary.indicators))
        self.lists = {name: WatchedList(self, name) for name in LISTS}

    def __getattr__(self, name: str) -> Any:
        if name == "indicators":
            return self.rows
        if name in LISTS:
            return self.lists[name]
        if name not in Summary._fields:
            return getattr(Summary, name).fget(self)
        value = getattr(self.summary, name)
        self.reads.note_field(self.summary, name, other_value(value))
        return value


class WatchedList:
    """A list of a summary: how long it is, and what it says, are two things."""

    def __init__(self, owner: WatchedSummary, name: str) -> None:
        self._owner, self._name = owner, name
        self._items: tuple[Any, ...] = getattr(owner.summary, name)

    def __len__(self) -> int:
        self._note((*self._items, None), " (length)")
        return len(self._items)

    def __bool__(self) -> bool:
        self._note(() if self._items else (None,), " (any)")
        return bool(self._items)

    def __iter__(self) -> Iterator[Any]:
        self._note((None,) * max(1, len(self._items)), "")
        return iter(self._items)

    def __getitem__(self, place: Any) -> Any:
        return tuple(self)[place]

    def _note(self, other: tuple[Any, ...], what: str) -> None:
        self._owner.reads.note_field(self._owner.summary, self._name, other, what)


class WatchedRow:
    """A row of an indicator that tells what is read of it.

    Which indicator it belongs to may be read by all: whoever looks for an indicator looks at the keys of all rows, and a
    row that comes to have its key changes its facet. To count equal rows is to read nothing of them yet.
    """

    def __init__(self, owner: WatchedSummary, place: int, row: IndicatorRow) -> None:
        self._owner, self._place, self._row = owner, place, row

    def __getattr__(self, name: str) -> Any:
        if name != "key":
            self._owner.reads.note_row(self._owner.summary, self._place, name)
        return getattr(self._row, name)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, WatchedRow) and self._row == other._row

    def __hash__(self) -> int:
        return hash(self._row)


class WatchedIndex(SiteIndex):
    """An index of watched documents. Which of them write some indicators is not read of the documents."""

    reads: Reads

    def writing(self, keys: Collection[str]) -> Iterator[Summary]:
        assert self.writers
        folders = self.writers(keys)
        return (one for one in self.summaries if one.summary.folder in folders)  # type: ignore[attr-defined]

    def __getattribute__(self, name: str) -> Any:
        if name == "unreadable":
            object.__getattribute__(self, "reads").note("unreadable", frozenset({UNREADABLE}))
        return super().__getattribute__(name)


def watched(index: SiteIndex, reads: Reads) -> WatchedIndex:
    """The same index, watched; nothing is made of it yet."""
    summaries = [WatchedSummary(one, reads) for one in index.summaries]

    def writers(keys: Collection[str]) -> frozenset[str]:
        return frozenset(
            one.folder for one in index.summaries if any(row.key in keys for row in one.indicators)
        )

    made = site_index(index.site, summaries, expected=index.expected, draft=index.draft)  # type: ignore[arg-type]
    found = WatchedIndex(made.site, made.summaries, made.expected, made.draft, index.unreadable, writers)
    object.__setattr__(found, "reads", reads)
    reads.begin()
    return found


def changed(before: Summary, after: Summary) -> frozenset[str]:
    """The facets that change with a document."""
    return frozenset(changed_facets(before, after))


def other_value(value: Any) -> Any:
    """Another value that a field might have: any that is not equal."""
    return ("other", value)
