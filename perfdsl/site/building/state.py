"""What the last build of a site left in the cache: of every document what it gave, of every file that it is there.

One SQLite file for each site (its folder and profile). It is read as far as it is needed, and written in one
transaction when the site is in place; a build that fails leaves it as it was.

Whatever is wrong with it is a :class:`sqlite3.Error` or a NotOursError: then the site is built without it.
"""

from __future__ import annotations

import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple, Self

from perfdsl.log import Log
from perfdsl.site.building.site_file import SiteFile
from perfdsl.workspace.pickles import NotOursError
from perfdsl.workspace.stamps import Stamp, digest

_SCHEMA = """
create table if not exists about (key text primary key, value text) without rowid;
create table if not exists input (name text primary key, size int, mtime int) without rowid;
create table if not exists source (
    name text primary key, size int, mtime int, content text, head blob) without rowid;
create table if not exists rows (name text primary key, keys text, rows blob, links blob) without rowid;
create table if not exists piece (
    name text, output text, data blob, crc int, primary key (name, output)) without rowid;
create table if not exists sheet (name text primary key, made_of text, recipe blob) without rowid;
create table if not exists link (name text primary key, links blob) without rowid;
create table if not exists file (
    address text primary key, owner text, size int, mtime int, sha256 text) without rowid;
"""

_log = Log(__name__)

LAYOUT = digest(_SCHEMA.encode())  # files of another layout are left alone


class Source(NamedTuple):
    """A file of the project as it was read: ``stamp`` None where it proves nothing. ``content`` names its content."""

    stamp: Stamp | None
    content: str


class Found(NamedTuple):
    """What a table gave, as bytes: what is always read, then what is read when it is asked for."""

    head: bytes
    keys: str
    rows: bytes
    links: bytes


class State:
    """Opened for one build, closed after it."""

    def __init__(self, file: Path | None) -> None:
        """``file`` None: nothing is known and nothing will be remembered."""
        self._database, self.file = _open(file)
        self._process = os.getpid()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    @contextmanager
    def reader(self) -> Iterator[State]:
        """A state to read from in this process, which may be a copy of the one that opened this state."""
        if self._process == os.getpid() or self.file is None:
            yield self
            return
        with State(self.file) as own:
            yield own

    def about(self) -> dict[str, str]:
        """Whatever was said of the whole build."""
        return dict(self._database.execute("select key, value from about"))

    def inputs(self) -> dict[str, Stamp]:
        """The files beside the tables that the site was made of: settings, frameworks, templates."""
        rows = self._database.execute("select name, size, mtime from input")
        return {name: Stamp(size, mtime) for name, size, mtime in rows}

    def sources(self) -> dict[str, Source]:
        """The tables."""
        rows = self._database.execute("select name, size, mtime, content from source")
        return {
            name: Source(None if size is None else Stamp(size, mtime), content)
            for name, size, mtime, content in rows
        }

    def heads(self) -> Iterator[tuple[str, bytes]]:
        """What each table gave, by its file; its rows and links are apart."""
        return self._database.execute("select name, head from source")

    def rows(self, name: str) -> bytes:
        """The rows of one table."""
        [rows] = self._row("select rows from rows where name = ?", name)
        return bytes(rows)

    def all_rows(self) -> Iterator[tuple[str, bytes]]:
        """The rows of each table."""
        return self._database.execute("select name, rows from rows")

    def indicator_keys(self) -> Iterator[tuple[str, str]]:
        """The keys of the indicators of each table, one a line."""
        return self._database.execute("select name, keys from rows")

    def links(self) -> Iterator[tuple[str, bytes]]:
        """The links of each table and each sheet."""
        return self._database.execute("select name, links from rows union all select name, links from link")

    def piece(self, name: str, output: str) -> bytes:
        """What a table gave to an output."""
        data, crc = self._row("select data, crc from piece where name = ? and output = ?", name, output)
        if zlib.crc32(data) != crc:
            raise NotOursError
        return bytes(data)

    def files(self) -> dict[str, tuple[str, SiteFile]]:
        """Every file of the site with its owner, by its address."""
        rows = self._database.execute("select address, owner, size, mtime, sha256 from file")
        return {address: (owner, SiteFile(size, mtime, sum_)) for address, owner, size, mtime, sum_ in rows}

    def sheets(self) -> Iterator[tuple[str, str, bytes]]:
        """Each sheet of the whole site: its name, what it is made of (a part a line), its recipe."""
        return self._database.execute("select name, made_of, recipe from sheet")

    def _row(self, question: str, *names: str) -> tuple[Any, ...]:
        try:
            found: tuple[Any, ...] | None = self._database.execute(question, names).fetchone()
        except sqlite3.Error as error:
            raise NotOursError from error
        if found is None:
            raise NotOursError
        return found

    # ---- Written in one transaction, which commit() ends

    def forget(self) -> None:
        """Everything."""
        for table in ("about", "input", "source", "rows", "piece", "sheet", "link", "file"):
            self._database.execute(f"delete from {table}")  # noqa: S608 - our own names

    def put_about(self, said: Mapping[str, str], inputs: Mapping[str, Stamp]) -> None:
        self._database.execute("delete from about")
        self._database.executemany("insert into about values (?, ?)", said.items())
        self._database.execute("delete from input")
        rows = ((name, *stamp) for name, stamp in inputs.items())
        self._database.executemany("insert into input values (?, ?, ?)", rows)

    def put_source(self, name: str, source: Source, found: Found, pieces: Mapping[str, bytes]) -> None:
        row = (name, *(source.stamp or (None, None)), source.content, found.head)
        self._database.execute("insert or replace into source values (?, ?, ?, ?, ?)", row)
        self._database.execute("insert or replace into rows values (?, ?, ?, ?)", (name, *found[1:]))
        rows = ((name, output, data, zlib.crc32(data)) for output, data in pieces.items())
        self._database.executemany("insert or replace into piece values (?, ?, ?, ?)", rows)

    def put_stamps(self, sources: Mapping[str, Source]) -> None:
        """New stamps of tables whose content is as it was."""
        rows = ((*(source.stamp or (None, None)), name) for name, source in sources.items())
        self._database.executemany("update source set size = ?, mtime = ? where name = ?", rows)

    def drop_sources(self, names: Iterable[str]) -> None:
        rows = [(name,) for name in names]
        for table in ("source", "rows", "piece"):
            self._database.executemany(f"delete from {table} where name = ?", rows)  # noqa: S608 - our own names

    def put_sheets(self, rows: Iterable[tuple[str, str, bytes]]) -> None:
        self._database.executemany("insert or replace into sheet values (?, ?, ?)", rows)

    def put_links(self, rows: Iterable[tuple[str, bytes]]) -> None:
        self._database.executemany("insert or replace into link values (?, ?)", rows)

    def drop_sheets(self, names: Iterable[str]) -> None:
        for name in names:
            self._database.execute("delete from sheet where name = ?", (name,))
            self._database.execute("delete from link where name = ?", (name,))

    def put_files(self, rows: Iterable[tuple[str, str, SiteFile]]) -> None:
        flat = ((address, owner, *file) for address, owner, file in rows)
        self._database.executemany("insert or replace into file values (?, ?, ?, ?, ?)", flat)

    def drop_files(self, addresses: Iterable[str]) -> None:
        self._database.executemany("delete from file where address = ?", [(one,) for one in addresses])

    def commit_early(self) -> None:
        """What is put so far, for other processes to read; it counts for nothing until ``about`` is put again."""
        self._database.execute("delete from about")
        self._database.commit()

    def commit(self) -> None:
        """Remember all of it."""
        self._database.commit()


def _open(file: Path | None) -> tuple[sqlite3.Connection, Path | None]:
    """The database and where it is: a new one where it is broken, one in memory (None) where there can be none.

    No database of somebody else is opened that a link leads to.
    """
    if file and (file.is_symlink() or file.parent.is_symlink()):
        file = None
    for place in (file, file) if file else ():
        try:
            return _connect(place), place
        except sqlite3.OperationalError:  # locked, or where nothing can be written
            break
        except sqlite3.Error:
            forget(place)
    return _connect(":memory:"), None


def _connect(place: Path | str) -> sqlite3.Connection:
    """Without waiting for the disk: a crash of the machine costs no more than the cache."""
    database = sqlite3.connect(place, timeout=1)
    try:
        database.execute("pragma synchronous = off")
        database.execute("pragma cache_size = -16000")
        database.executescript(_SCHEMA)
        database.execute("select count(*) from about").fetchone()
    except sqlite3.Error:
        database.close()
        raise
    return database


def forget(file: Path) -> None:
    """Remove a cache that is of no use, as far as that can be done."""
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        _log.info("用不了的缓存删不掉：%s", file, error=error)
