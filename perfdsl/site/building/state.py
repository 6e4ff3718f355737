"""What the last build of a site left in the cache: of every document what it gave, of every file that it is there.

One file for each site (its folder and profile). It is read as far as it is needed, and written in one transaction when
the site is in place; a build that fails leaves it as it was.

Whatever is wrong with it is a CacheError: then the site is built without it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple, Self

from perfdsl.site.building.site_file import SiteFile
from perfdsl.workspace.pickles import dump, load
from perfdsl.workspace.stamps import Stamp, digest_of
from perfdsl.workspace.store import Store, guarded

_KINDS = {
    "about": "what was said of the build: one value",
    "input": "files beside the tables, by name: Source",
    "source": "tables by name: Source, head, the outputs that it gave pieces to",
    "rows": "tables by name: the rows of its summary",
    "keys": "tables by name: the keys of its indicators, one a line",
    "link": "tables and groups by name: the links that lead out of their pages",
    "piece": "outputs and tables by name: what the table gave to the output",
    "page_group": "groups of pages by name: what they depend on, their arguments",
    "file": "owners by name: their files in the site",
}

LAYOUT = digest_of(
    (3, _KINDS)
)  # the number changes with what is said above; files of another layout are left alone


class About(NamedTuple):
    """The build as a whole: which ``program`` built in which ``context``; what the ``lock`` of published addresses held.

    ``figures`` are what it said of itself.
    """

    program: str
    context: str
    lock: str
    figures: tuple[int, ...]


class Source(NamedTuple):
    """A file of the project as it was read: ``stamp`` None where it proves nothing. ``content`` names its content."""

    stamp: Stamp | None
    content: str


class Placed(NamedTuple):
    """A file in its place: ``stamp`` is how it was left there, None where that proves nothing."""

    file: SiteFile
    stamp: Stamp | None


class Found(NamedTuple):
    """What a table gave, as bytes: what is always read, then what is read when it is asked for."""

    head: bytes
    keys: str
    rows: bytes
    links: bytes


class State:
    """Opened for one build, closed after it."""

    def __init__(self, file: Path | None, *, only_read: bool = False) -> None:
        """``file`` None: nothing is known and nothing will be remembered. With ``only_read``, raises CacheError where there
        is no file that can be read; else such a file is begun anew.
        """
        self._store = Store(file, _KINDS, LAYOUT, only_read=only_read)
        self._process = os.getpid()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *problem: object) -> None:
        self._store.__exit__(*problem)

    @property
    def folder(self) -> Path | None:
        """Where the cache lies, None where nothing will outlast the build."""
        return self._store.file.parent if self._store.file else None

    @contextmanager
    def reader(self) -> Iterator[State]:
        """A state to read from in this process, which may be a copy of the one that opened this state."""
        if self._process == os.getpid() or self._store.file is None:
            yield self
            return
        with State(self._store.file, only_read=True) as own:
            yield own

    def about(self) -> About | None:
        """Whatever was said of the whole build, None where nothing was."""
        blob = dict(self._store.all("about")).get("")
        return None if blob is None else guarded(lambda: About(*load(blob, ())))

    def inputs(self) -> dict[str, Source]:
        """The files beside the tables that the site was made of: settings, frameworks, templates."""
        return {name: _source(*_plain(blob)) for name, blob in self._store.all("input")}

    def sources(self) -> dict[str, tuple[Source, bytes]]:
        """The tables: each with the head of what it gave."""
        found = ((name, _plain(blob)) for name, blob in self._store.all("source"))
        return {name: (_source(stamp, content), head) for name, (stamp, content, head, _) in found}

    def rows(self, name: str) -> bytes:
        """The rows of one table."""
        return self._store.get("rows", name)

    def indicator_keys(self) -> Iterator[tuple[str, str]]:
        """The keys of the indicators of each table, one a line."""
        return ((name, blob.decode("utf-8", "surrogatepass")) for name, blob in self._store.all("keys"))

    def links(self) -> Iterator[tuple[str, bytes]]:
        """The links of each table and each group."""
        return self._store.all("link")

    def piece(self, name: str, output: str) -> bytes:
        """What a table gave to an output."""
        return self._store.get("piece", _piece(name, output))

    def files(self) -> dict[str, dict[str, Placed]]:
        """Every file of the site by its address, by its owner."""
        found = ((owner, _plain(blob)) for owner, blob in self._store.all("file"))
        return {owner: {address: _placed(*rest) for address, *rest in rows} for owner, rows in found}

    def page_groups(self) -> Iterator[tuple[str, frozenset[str], tuple[object, ...]]]:
        """Each group of the whole site: its name, what it depends on, its arguments."""
        for name, blob in self._store.all("page_group"):
            depends_on, arguments = _plain(blob)
            yield name, frozenset(depends_on), arguments

    # ---- Written in one transaction, which commit() ends

    def forget(self) -> None:
        """Everything."""
        self._store.clear()

    def put_about(self, about: About, inputs: Mapping[str, Source]) -> None:
        self._store.put("about", "", dump(tuple(about)))
        known = self.inputs()
        for name in known.keys() - inputs.keys():
            self._store.drop("input", name)
        for name, source in inputs.items():
            if known.get(name) != source:
                self._store.put("input", name, dump(_flat(source)))

    def put_source(self, name: str, source: Source, found: Found, pieces: Mapping[str, bytes]) -> None:
        """What a table gave, instead of what it gave before."""
        for output in self._outputs(name) - pieces.keys():
            self._store.drop("piece", _piece(name, output))
        self._store.put("source", name, dump((*_flat(source), found.head, tuple(pieces))))
        self._store.put("rows", name, found.rows)
        self._store.put("keys", name, found.keys.encode("utf-8", "surrogatepass"))
        self._store.put("link", name, found.links)
        for output, piece in pieces.items():
            self._store.put("piece", _piece(name, output), piece)

    def put_stamps(self, sources: Mapping[str, Source]) -> None:
        """Tables whose content is known by another stamp now."""
        for name, source in sources.items():
            _, _, head, outputs = _plain(self._store.get("source", name))
            self._store.put("source", name, dump((*_flat(source), head, outputs)))

    def drop_sources(self, names: Iterable[str]) -> None:
        for name in names:
            for output in self._outputs(name):
                self._store.drop("piece", _piece(name, output))
            for kind in ("source", "rows", "keys", "link"):
                self._store.drop(kind, name)

    def put_page_group(self, name: str, depends_on: Iterable[str], arguments: tuple[object, ...]) -> None:
        self._store.put("page_group", name, dump((tuple(sorted(depends_on)), arguments)))

    def put_links(self, rows: Iterable[tuple[str, bytes]]) -> None:
        for name, links in rows:
            self._store.put("link", name, links)

    def drop_page_groups(self, names: Iterable[str]) -> None:
        for name in names:
            self._store.drop("page_group", name)
            self._store.drop("link", name)

    def put_files(self, owner: str, files: Mapping[str, Placed]) -> None:
        """All files of an owner; none: it has none any more."""
        if not files:
            self._store.drop("file", owner)
            return
        rows = tuple((address, *one.file, one.stamp and tuple(one.stamp)) for address, one in files.items())
        self._store.put("file", owner, dump(rows))

    def commit_early(self) -> None:
        """What is put so far, for other processes to read; it counts for nothing until ``about`` is put again."""
        self._store.drop("about", "")
        self._store.commit()

    def commit(self) -> None:
        """Remember all of it."""
        self._store.commit()

    def _outputs(self, name: str) -> frozenset[str]:
        """Those that the table gave pieces to."""
        blob = self._store.find("source", name)
        return frozenset(_plain(blob)[3]) if blob is not None else frozenset()


def _plain(blob: bytes) -> tuple[Any, ...]:
    found: tuple[Any, ...] = load(blob, ())
    return found


def _flat(source: Source) -> tuple[object, ...]:
    return source.stamp and tuple(source.stamp), source.content


def _source(stamp: tuple[int, ...] | None, content: str) -> Source:
    return Source(Stamp(*stamp) if stamp else None, content)


def _placed(size: int, mtime: int, sha256: str, stamp: tuple[int, ...] | None) -> Placed:
    return Placed(SiteFile(size, mtime, sha256), Stamp(*stamp) if stamp else None)


def _piece(name: str, output: str) -> str:
    return f"{output} {name}"
