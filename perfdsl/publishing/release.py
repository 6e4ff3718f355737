"""A build for publication: what it must keep of what was published before, and what it adds to that."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from pathlib import Path

from perfdsl.publishing.changes import unexplained
from perfdsl.publishing.errors import BrokenPromiseError
from perfdsl.publishing.permalinks import Permalink, Permalinks, read_permalinks, short, write_permalinks
from perfdsl.publishing.published_rows import PublishedRow
from perfdsl.publishing.redirects import Redirects

_LATER_PAGE = re.compile(r"-\d+\.html\Z")


class Release:
    """Shown every table, then asked to approve, then (when the site is in place) to remember."""

    def __init__(self, root: Path) -> None:
        """``root`` is the project, which holds the permalinks. Raises BadPermalinksError, PermalinksNotWrittenError."""
        self.root = root
        self.published: Permalinks = read_permalinks(root)
        self._rows: Permalinks = {}
        self._changes: list[str] = []

    def see(self, rows: Iterable[PublishedRow], path: str) -> None:
        """Take note of the rows of the table in the file ``path``, and of what they say other than before."""
        for row in rows:
            if row.address in self._rows:
                continue
            values = {label: short(value) for label, value in row.values.items()}
            self._rows[row.address] = Permalink(row.address, row.name, values, len(row.corrections))
            if before := self.published.get(row.address):
                self._changes += unexplained(row, before, path)

    def approve(self, pages: Collection[str], redirects: Redirects) -> None:
        """``pages`` are those of the site, without redirect pages. Raises BrokenPromiseError."""
        lost = self._lost(frozenset(pages), redirects)
        if lost or self._changes:
            raise BrokenPromiseError(lost, self._changes)

    def remember(self, pages: Collection[str]) -> bool:
        """Write the permalinks, redirect pages included; whether it changed. Nothing is ever forgotten."""
        entries = dict(self.published)
        for page in pages:
            if _lasts(page, pages):
                entries.setdefault(page, Permalink(page))
        return write_permalinks(self.root, (entries | self._rows).values())

    def _lost(self, pages: frozenset[str], redirects: Redirects) -> list[tuple[str, str]]:
        """Pages first met, then rows of pages that are still there; all in the order of the permalinks."""
        lost: dict[str, str] = {}
        for address, entry in self.published.items():
            page = address.partition("#")[0]
            if page not in pages:
                if not redirects.target(page, pages):
                    lost[page] = "" if "#" in address else entry.name
            elif "#" in address and address not in self._rows and address not in redirects.rows:
                lost[address] = entry.name
        return list(lost.items())


def _lasts(page: str, pages: Collection[str]) -> bool:
    """Whether an address is a promise: not the page of errors, nor the later pages (``…-2.html``) of a long list."""
    first = _LATER_PAGE.sub(".html", page)
    return page != "404.html" and (first == page or first not in pages)
