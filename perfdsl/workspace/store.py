"""What a cache holds between two runs: bytes by kind and key, each of which is what was put there, or an error.

One SQLite file. Every value carries a checksum, and each kind one over all of its values (``checksums.py``): so what was
altered, exchanged, added or lost is noticed when it is read, be it that a bit flipped, that a disk lost a write or that
somebody changed the file. SQLite itself notices only what breaks its own order.

The checksums are made with the key of this installation, so nobody else can make them: a cache that came with a project,
or from another computer, is dropped.

This is the boundary behind which nothing is trusted: whatever goes wrong while a stored value is read or written is a
:class:`CacheError`, and whoever gets one does without the cache.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Self, TypeVar

from perfdsl.log import Log
from perfdsl.workspace import disk
from perfdsl.workspace.checksums import ALL, Checksums, mark_of, tally
from perfdsl.workspace.installation import installation_key
from perfdsl.workspace.trees import remove_file

Value = TypeVar("Value")

_BUSY = (
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
)
_TEXT = ("utf-8", "surrogatepass")  # a file may have a name that is no text
_log = Log(__name__)


class CacheError(Exception):
    """The cache does not hold what was put there, or cannot be used; the text says what is wrong."""


class ForeignError(CacheError):
    """Another installation says to have made the cache."""


class Store:
    """Opened for one run, closed after it. Values that are put are there for others after :meth:`commit`.

    ``file`` is None where nothing will outlast the run: none was wanted, or there can be none.
    """

    def __init__(
        self, file: Path | None, kinds: Iterable[str], version: str, *, only_read: bool = False
    ) -> None:
        """``version`` names the layout of keys and values. A file that is broken, or of another installation, is removed,
        and begun anew; not so with ``only_read``: then CacheError is raised.
        """
        self._kinds = tuple(kinds)
        self._schema = [_table(kind) for kind in sorted((*self._kinds, ALL))]
        key = installation_key(draw=not only_read) if file else None
        if key is None:
            if only_read and file:
                raise CacheError("没有这台电脑的标记，认不出是谁存的")
            file, key = None, b""  # nobody will read it but this run
        self._mark, self._sums = mark_of(key), Checksums(self._kinds, version, key)
        self.file: Path | None = file
        if only_read and file is not None:
            if _is_linked(file):
                raise CacheError("是一个链接")
            self._begin(_connected(f"{file.resolve().as_uri()}?mode=ro", uri=True), only_read=True)
        else:
            self._open(file)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    # ---- Reading

    def get(self, kind: str, key: str) -> bytes:
        """The value of a key. Raises CacheError, also where there is none."""
        found = self.find(kind, key)
        if found is None:
            raise CacheError(f"没有 {kind} {key}")
        return found

    def find(self, kind: str, key: str) -> bytes | None:
        """The value of a key, None where there is none. Raises CacheError."""
        for sum_, value in self._rows(f"select checksum, value from {kind} where key = ?", (_bytes(key),)):  # noqa: S608
            self._proved(kind, _bytes(key), sum_, value)
            return bytes(value)
        return None

    def all(self, kind: str) -> Iterator[tuple[str, bytes]]:
        """Every value of a kind by its key. Raises CacheError, at the end where one is missing."""
        count = total = 0
        for key, sum_, value in self._rows(f"select key, checksum, value from {kind}"):  # noqa: S608 - our own names
            total += self._proved(kind, key, sum_, value)
            count += 1
            yield key.decode(*_TEXT), value
        self._compare(kind, count, total)

    # ---- Writing, in one transaction, which commit() ends

    def put(self, kind: str, key: str, value: bytes) -> None:
        """Set a value. Raises CacheError."""
        sum_ = self._sums.of(kind, _bytes(key), value)
        row = (_bytes(key), sum_, value)
        if not self._run(f"insert or ignore into {kind} values (?, ?, ?)", row).rowcount:  # noqa: S608
            self.drop(kind, key)
            self._run(f"insert into {kind} values (?, ?, ?)", row)  # noqa: S608
        self._sums.count(kind, 1, int.from_bytes(sum_))

    def drop(self, kind: str, key: str) -> None:
        """Remove a value, where there is one. Raises CacheError."""
        for (sum_,) in self._rows(f"select checksum from {kind} where key = ?", (_bytes(key),)):  # noqa: S608
            self._sums.count(kind, -1, -_number(sum_))
            self._run(f"delete from {kind} where key = ?", (_bytes(key),))  # noqa: S608

    def clear(self) -> None:
        """Remove everything."""
        for kind in self._kinds:
            self._run(f"delete from {kind}")  # noqa: S608
        self._sums.clear()

    def commit(self) -> None:
        """Let what was put outlast this run. Raises CacheError."""
        for kind in self._kinds:
            value = self._sums.tally(kind)
            row = (_bytes(kind), self._sums.of(ALL, _bytes(kind), value), value)
            self._run(f"insert or replace into {ALL} values (?, ?, ?)", row)  # noqa: S608
        guarded(lambda: disk.commit(self._database))

    # ---- Proofs

    def _proved(self, kind: str, key: Any, sum_: Any, value: Any) -> int:
        """The checksum of a row as a number. Raises CacheError where it is not that of the row."""
        if not self._sums.holds(kind, key, sum_, value):
            raise CacheError(f"{kind} {key!r} 不是原来存进去的")
        return int.from_bytes(sum_)

    def _compare(self, kind: str, count: int, total: int) -> None:
        """Raises CacheError where some value of a kind was lost or added."""
        if tally(count, total) != self._sums.tally(kind):
            raise CacheError(f"{kind} 有 {count} 项，和存进去的不一样")

    # ---- SQLite

    def _rows(self, question: str, names: tuple[bytes, ...] = ()) -> Iterator[tuple[Any, ...]]:
        """What is found, one by one. Raises CacheError."""
        try:
            found = self._database.execute(question, names)
            for row in found:  # noqa: UP028 - it would close the cursor as well, after the database
                yield row
        except Exception as error:  # a file in any state may lead to anything; nobody throws into this
            raise CacheError(_said(error)) from error

    def _run(self, order: str, values: tuple[bytes, ...] = ()) -> sqlite3.Cursor:
        return guarded(lambda: self._database.execute(order, values))

    def _open(self, file: Path | None) -> None:
        """The file; a new one where it is broken; none where others hold it, or nothing can be written. No file of somebody
        else is opened that a link leads to.
        """
        if file and _is_linked(file):
            _log.info("缓存是一个链接，不用：%s", file)
            file = None
        for place in (file, file) if file else ():
            try:
                self._begin(_connected(place))
            except CacheError as error:
                if _is_busy(error.__cause__):
                    _log.info("缓存正被占用，或者写不了，这次不用：%s", place, error=error)
                    break
                if isinstance(error, ForeignError):
                    _log.info("缓存不是在这台电脑上存的，丢弃：%s", place)
                else:
                    _log.warning("缓存坏了，丢弃：%s", place, error=error)
                forget(place)
            else:
                return
        self.file = None
        self._begin(_connected(":memory:"))

    def _begin(self, database: sqlite3.Connection, *, only_read: bool = False) -> None:
        """Look whether it is what it should be. Raises CacheError."""
        self._database = database
        try:
            self._run("pragma cache_size = -16000")
            self._run("begin")  # whatever is read from now on is read as it was at one moment
            self._look_at_tables(is_new=not only_read)
            self._read_tallies()
        except CacheError:
            database.close()
            raise

    def _look_at_tables(self, *, is_new: bool) -> None:
        tables = [text for (text,) in self._rows("select sql from sqlite_master order by name")]
        if not tables and is_new:
            for order in self._schema:
                self._run(order)
            self._run(f"pragma user_version = {self._mark}")
            return
        if tables != self._schema:
            raise CacheError("表的样子不对" if tables else "还是空的")
        if any(mark != self._mark for (mark,) in self._rows("pragma user_version")):
            raise ForeignError("不是在这台电脑上存的")

    def _read_tallies(self) -> None:
        self._sums.clear()
        for kind, sum_, value in self._rows(f"select key, checksum, value from {ALL}"):  # noqa: S608
            self._proved(ALL, kind, sum_, value)
            self._sums.know(kind.decode(), value)


def guarded(act: Callable[[], Value]) -> Value:
    """What ``act`` gives, be it that it works on the file or makes something of a stored value: bytes that were proved, but
    that another version may have meant otherwise. Raises CacheError, whatever goes wrong.
    """
    try:
        return act()
    except CacheError:
        raise
    except Exception as error:  # a file in any state may lead to anything
        raise CacheError(_said(error)) from error


def forget(file: Path) -> None:
    """Remove a cache that is of no use, as far as that can be done."""
    try:
        remove_file(file)
    except OSError as error:
        _log.info("用不了的缓存删不掉：%s", file, error=error)


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


def _connected(place: Path | str, *, uri: bool = False) -> sqlite3.Connection:
    """Raises CacheError."""
    return guarded(lambda: sqlite3.connect(place, timeout=1, uri=uri))


def _is_linked(file: Path) -> bool:
    return file.is_symlink() or file.parent.is_symlink()


def _is_busy(error: BaseException | None) -> bool:
    """Whether it is the state of the machine, and not that of the file."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _BUSY


def _table(kind: str) -> str:
    return f"CREATE TABLE {kind} (key blob primary key, checksum blob, value blob) without rowid"


def _number(sum_: Any) -> int:
    """A checksum that was not proved. Raises CacheError where it is none."""
    return guarded(lambda: int.from_bytes(sum_))


def _bytes(key: str) -> bytes:
    return key.encode(*_TEXT)
