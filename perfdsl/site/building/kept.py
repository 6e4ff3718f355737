"""What is kept of a table when it has been drawn: packed by the worker that drew it, in the cache, and for other pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from perfdsl.site.building.state import Found
from perfdsl.site.errors import BrokenLink
from perfdsl.site.index.index_rows import IndicatorRow, shared
from perfdsl.site.index.summary import Summary
from perfdsl.site.links import Open
from perfdsl.workspace.classes import classes_in
from perfdsl.workspace.pickles import dump, load


class Kept(NamedTuple):
    """``errors`` and ``warnings`` count findings; a table without any is ``clean``; ``unreadable`` is a file without one.

    ``summary`` is None where it has no pages.
    """

    errors: int
    warnings: int
    clean: bool
    unreadable: bool
    summary: Summary | None = None


class PackedRows:
    """The rows of a summary, unpacked by the first who asks."""

    def __init__(self, read: Callable[[], bytes]) -> None:
        """``read`` gives them packed."""
        self._read: Callable[[], bytes] | None = read
        self._rows: tuple[IndicatorRow, ...] = ()

    def __iter__(self) -> Iterator[IndicatorRow]:
        return iter(self.unpack())

    def unpack(self) -> tuple[IndicatorRow, ...]:
        """All of them; from now on the place where they lie may hold something else."""
        if self._read is not None:
            self._rows = tuple(map(shared, load(self._read(), classes_in(Kept))))
            self._read = None
        return self._rows


def pack(kept: Kept, links: Open) -> Found:
    """What is kept of a table and the links that lead out of its pages, as bytes."""
    one = kept.summary
    rows = tuple(one.indicators) if one else ()
    head = kept._replace(summary=one._replace(indicators=()) if one else None)
    keys = "\n".join(dict.fromkeys(row.key for row in rows))
    return Found(dump(head), keys, dump(rows), dump(links))


def unpack(head: bytes, rows: Callable[[], bytes]) -> Kept:
    """What :func:`pack` made of a table; its rows are unpacked when they are asked for. Raises CacheError."""
    kept: Kept = load(head, classes_in(Kept))
    if kept.summary is None:
        return kept
    return kept._replace(summary=kept.summary._replace(indicators=PackedRows(rows)))


def read_links(blob: bytes) -> Open:
    """The links of some pages. Raises CacheError."""
    found: Open = load(blob, (BrokenLink,))
    return found
