"""What is kept of a table when it has been drawn: packed by the worker that drew it, in the cache, and for other pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from perfdsl.site.cache.cached_rows import PackedDocument
from perfdsl.site.errors import BrokenLink
from perfdsl.site.index.index_rows import IndicatorRow, shared
from perfdsl.site.index.summary import Summary
from perfdsl.site.output_folder.page_links import Open
from perfdsl.workspace.classes import classes_in
from perfdsl.workspace.pickles import dump, load


class CachedDocument(NamedTuple):
    """``errors`` and ``warnings`` count findings; a table without any is ``clean``; ``unreadable`` is a file without one.

    ``summary`` is None where it has no pages.
    """

    errors: int
    warnings: int
    clean: bool
    unreadable: bool
    summary: Summary | None = None


class LazyRows:
    """The rows of a summary, unpacked by the first who asks."""

    def __init__(self, read: Callable[[], bytes]) -> None:
        """``read`` gives them packed."""
        self._read: Callable[[], bytes] | None = read
        self._rows: tuple[IndicatorRow, ...] = ()

    def __iter__(self) -> Iterator[IndicatorRow]:
        if self._read is not None:
            self._rows = tuple(map(shared, load(self._read(), classes_in(CachedDocument))))
            self._read = None
        return iter(self._rows)


def pack(document: CachedDocument, links: Open) -> PackedDocument:
    """What is kept of a table and the links that lead out of its pages, as bytes."""
    one = document.summary
    rows = tuple(one.indicators) if one else ()
    head = document._replace(summary=one._replace(indicators=()) if one else None)
    keys = "\n".join(dict.fromkeys(row.key for row in rows))
    return PackedDocument(dump(head), keys, dump(rows), dump(links))


def unpack(head: bytes, rows: Callable[[], bytes]) -> CachedDocument:
    """What :func:`pack` made of a table; its rows are unpacked when they are asked for. Raises CacheError."""
    document: CachedDocument = load(head, classes_in(CachedDocument))
    if document.summary is None:
        return document
    return document._replace(summary=document.summary._replace(indicators=LazyRows(rows)))


def read_links(blob: bytes) -> Open:
    """The links of some pages. Raises CacheError."""
    found: Open = load(blob, (BrokenLink,))
    return found
