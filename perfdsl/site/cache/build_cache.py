"""What the last build of a site left in the cache: of every table what it gave, of every file that it is there.

One file for each site (its folder and profile). It is read as far as it is needed, and written in one transaction: what
tables give is put there as they are drawn, for there may be more of it than memory holds, all else when the site is in
place. It counts for nothing before that is done; a build that fails leaves the cache as it was, or empty.

Whatever is wrong with it is a CacheError: then the site is built without it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Self, TypeVar

from perfdsl.site.cache.cached_rows import BuildRecord, KnownBundle, KnownFile, PackedDocument, PlacedFile
from perfdsl.site.page_groups import PageGroup
from perfdsl.workspace.pickles import dump, load
from perfdsl.workspace.stamps import digest_of
from perfdsl.workspace.store import Store, guarded

Value = TypeVar("Value")

_KINDS = {
    "about": "what was said of the build: one value",
    "input": "files beside the tables, by name: KnownFile",
    "document": "tables by name: KnownFile, the kinds of files that it contributed to",
    "head": "tables by name: what is kept of each, without its rows",
    "rows": "tables by name: the rows of its summary",
    "keys": "tables by name: the keys of its indicators, one a line",
    "link": "owners of pages by name: the links that lead out of them",
    "contribution": "kinds of files and tables by name: what the table contributes",
    "page_group": "groups of pages by name: what they depend on, their arguments",
    "bundle": "bundles of files by name: KnownBundle",
    "fragments": "documents by folder: a digest of what they show of others",
    "file": "owners by name: their files in the site",
}

LAYOUT = digest_of(
    (4, _KINDS)
)  # the number changes with what is said above; files of another layout are left alone


class BuildCache:
    """Opened for one build, closed after it."""

    def __init__(self, file: Path | None, *, only_read: bool = False) -> None:
        """``file`` None: nothing is known and nothing will be remembered. With ``only_read``, raises CacheError where there
        is no file that can be read; else such a file is begun anew.
        """
        self._opened = self._own = Store(file, _KINDS, LAYOUT, only_read=only_read)
        self._process = os.getpid()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *problem: object) -> None:
        self._opened.__exit__(*problem)

    @property
    def _store(self) -> Store:
        """In a copy of the process that opened the cache, one of its own: what was committed so far can be read there."""
        if self._process != os.getpid() and self._opened.file is not None:
            self._own = Store(self._opened.file, _KINDS, LAYOUT, only_read=True)
            self._process = os.getpid()
        return self._own

    @property
    def folder(self) -> Path | None:
        """Where the cache lies, None where nothing will outlast the build."""
        return self._store.file.parent if self._store.file else None

    def about(self) -> BuildRecord | None:
        """Whatever was said of the whole build, None where nothing was."""
        blob = dict(self._store.all("about")).get("")
        return None if blob is None else guarded(lambda: BuildRecord.read(*load(blob, ())))

    def inputs(self) -> dict[str, KnownFile]:
        """The files beside the tables that the site was made of: settings, frameworks, templates."""
        return {name: KnownFile.read(*_plain(blob)) for name, blob in self._store.all("input")}

    def tables(self) -> dict[str, KnownFile]:
        """The tables as they were read."""
        return {name: KnownFile.read(*_plain(blob)[:2]) for name, blob in self._store.all("document")}

    def heads(self) -> dict[str, bytes]:
        """What is kept of each table, but its rows."""
        return dict(self._store.all("head"))

    def rows(self, name: str) -> bytes:
        """The rows of one table."""
        return self._store.get("rows", name)

    def indicator_keys(self) -> Iterator[tuple[str, str]]:
        """The keys of the indicators of each table, one a line."""
        return ((name, blob.decode("utf-8", "surrogatepass")) for name, blob in self._store.all("keys"))

    def links(self) -> Iterator[tuple[str, bytes]]:
        """The links of each owner of pages."""
        return self._store.all("link")

    def contribution(self, name: str, kind: str) -> bytes:
        """What a table contributes to a kind of files."""
        return self._store.get("contribution", _contribution(name, kind))

    def files(self) -> dict[str, dict[str, PlacedFile]]:
        """Every file of the site by its address, by its owner."""
        found = ((owner, _plain(blob)) for owner, blob in self._store.all("file"))
        return {owner: {address: PlacedFile.read(*rest) for address, *rest in rows} for owner, rows in found}

    def page_groups(self) -> dict[str, PageGroup]:
        """Each group of pages of the whole site."""
        found = ((name, *_plain(blob)) for name, blob in self._store.all("page_group"))
        return {name: PageGroup(name, frozenset(facets), arguments) for name, facets, arguments in found}

    def bundles(self) -> dict[str, KnownBundle]:
        """Each bundle of files."""
        return {name: KnownBundle(*_plain(blob)) for name, blob in self._store.all("bundle")}

    def fragments(self) -> dict[str, str]:
        """Of each document that shows something of others, a digest of that; by folder."""
        return {folder: _plain(blob)[0] for folder, blob in self._store.all("fragments")}

    # ---- Written in one transaction, which commit() ends

    def forget(self) -> None:
        """Everything."""
        self._store.clear()

    def put_document(
        self, name: str, known: KnownFile, packed: PackedDocument, contributions: Mapping[str, bytes]
    ) -> None:
        """What a table gave, instead of what it gave before."""
        for kind in self._contributed(name) - contributions.keys():
            self._store.drop("contribution", _contribution(name, kind))
        self._store.put("document", name, dump((*known.plain(), tuple(contributions))))
        self._store.put("head", name, packed.head)
        self._store.put("rows", name, packed.rows)
        self._store.put("keys", name, packed.keys.encode("utf-8", "surrogatepass"))
        self._store.put("link", owner_of(name), packed.links)
        for kind, contribution in contributions.items():
            self._store.put("contribution", _contribution(name, kind), contribution)

    def put_stamps(self, tables: Mapping[str, KnownFile]) -> None:
        """Tables whose content is known by another stamp now."""
        for name, known in tables.items():
            kinds = tuple(_plain(self._store.get("document", name))[2])
            self._store.put("document", name, dump((*known.plain(), kinds)))

    def drop_documents(self, names: Iterable[str]) -> None:
        for name in names:
            for kind in self._contributed(name):
                self._store.drop("contribution", _contribution(name, kind))
            for table in ("document", "head", "rows", "keys"):
                self._store.drop(table, name)
            self._store.drop("link", owner_of(name))

    def put_about(self, record: BuildRecord) -> None:
        self._store.put("about", "", dump(record.plain()))

    def put_links(self, links: Mapping[str, bytes]) -> None:
        """The links of some owners of pages."""
        for owner, packed in links.items():
            self._store.put("link", owner, packed)

    def drop_links(self, owners: Iterable[str]) -> None:
        for owner in owners:
            self._store.drop("link", owner)

    # Each of these is told what the cache holds, and what it is to hold from now on: only what differs is written.

    def put_inputs(self, before: Mapping[str, KnownFile], now: Mapping[str, KnownFile]) -> None:
        self._put_all("input", before, now, KnownFile.plain)

    def put_files(
        self, before: Mapping[str, Mapping[str, PlacedFile]], now: Mapping[str, Mapping[str, PlacedFile]]
    ) -> None:
        self._put_all("file", before, now, _rows_of)

    def put_page_groups(self, before: Mapping[str, PageGroup], now: Mapping[str, PageGroup]) -> None:
        self._put_all("page_group", before, now, lambda one: (tuple(sorted(one.depends_on)), one.arguments))

    def put_bundles(self, before: Mapping[str, KnownBundle], now: Mapping[str, KnownBundle]) -> None:
        self._put_all("bundle", before, now, tuple)

    def put_fragments(self, before: Mapping[str, str], now: Mapping[str, str]) -> None:
        self._put_all("fragments", before, now, lambda digest: (digest,))

    def commit_early(self) -> None:
        """What is put so far, for other processes to read; it counts for nothing until ``about`` is put again."""
        self._store.drop("about", "")
        self._store.commit()

    def commit(self) -> None:
        """Remember all of it."""
        self._store.commit()

    def _put_all(
        self,
        kind: str,
        before: Mapping[str, Value],
        now: Mapping[str, Value],
        pack: Callable[[Value], tuple[object, ...]],
    ) -> None:
        for key in before.keys() - now.keys():
            self._store.drop(kind, key)
        for key, value in now.items():
            if before.get(key) != value:
                self._store.put(kind, key, dump(pack(value)))

    def _contributed(self, name: str) -> frozenset[str]:
        """The kinds of files that the table contributed to."""
        blob = self._store.find("document", name)
        return frozenset(_plain(blob)[2]) if blob is not None else frozenset()


def owner_of(name: str) -> str:
    """Who owns the pages and files of a table."""
    return f"table {name}"


def _plain(blob: bytes) -> tuple[Any, ...]:
    found: tuple[Any, ...] = load(blob, ())
    return found


def _rows_of(files: Mapping[str, PlacedFile]) -> tuple[object, ...]:
    return tuple((address, *one.plain()) for address, one in files.items())


def _contribution(name: str, kind: str) -> str:
    return f"{kind} {name}"
