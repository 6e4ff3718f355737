"""A site is made beside the old one and takes its place by rename: never half of it, never someone else's.

Where the site that is there is known, only what changes is made, and moved into it file by file, each in one step;
what it replaces is kept aside. A journal is written before the first of these moves, so that a run that fails between
them undoes them at once, and of one that is killed the next one does.

A folder that perfdsl made holds a marker that names its entries. Any other folder, and one to which someone has
added something, is left alone.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Self

from perfdsl.publishing.marker import MARKER, is_ours, marker_text, strangers
from perfdsl.site.building.site_file import SiteFile, Writer
from perfdsl.site.errors import OutputNotOursError, OutputUnwritableError

_JOURNAL = ".perfdsl-moves"
_NOTHING: Mapping[str, SiteFile] = MappingProxyType({})


class Stage:
    """The site in the making. Use it in a ``with`` block and call :meth:`publish`; else it vanishes again.

    ``files`` are those that the site will have, ``owners`` says of each what it belongs to: a table, a sheet.
    """

    def __init__(self, out: Path, root: Path) -> None:
        """``out`` will be the site; ``root`` is the project, which must not lie in it."""
        self.out = out.resolve()
        self.folder = self.out.with_name(f".{self.out.name}.perfdsl-new")
        self.old = self.out.with_name(f".{self.out.name}.perfdsl-old")
        self._aside = self.old / "files"
        self.known = _NOTHING
        self.owners: dict[str, str] = {}
        self._owner = ""
        self._strays: frozenset[str] = frozenset()
        self._writer = Writer(str(self.folder), _NOTHING)
        self._updates = False
        if root.resolve().is_relative_to(self.out):
            raise OutputNotOursError(out, "项目自己的文件")

    def __enter__(self) -> Self:
        try:
            self._recover()
            _refuse_strangers(self.out)
            _remove(self.folder)
            self.folder.mkdir(parents=True)
            (self.folder / MARKER).write_bytes(b"")
        except OSError as error:
            raise OutputUnwritableError(self.out, _reason(error)) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.folder.is_dir():
            _discard(self.folder)
        if isinstance(error, OSError):
            raise OutputUnwritableError(self.out, _reason(error)) from error

    def update(self, known: Mapping[str, SiteFile], strays: frozenset[str]) -> None:
        """Make only what differs from the site that is there, whose files are ``known``; ``strays`` go."""
        self._updates = True
        self.known, self._strays = known, strays
        self._writer = Writer(str(self.folder), known)

    @property
    def files(self) -> dict[str, SiteFile]:
        """What the site will consist of, as far as it is made."""
        return self._writer.written

    @contextmanager
    def owned_by(self, owner: str) -> Iterator[None]:
        """What is written or adopted in the block belongs to ``owner``."""
        before, self._owner = self._owner, owner
        try:
            yield
        finally:
            self._owner = before

    def write(self, address: str, content: bytes) -> None:
        """Write one file, or write it again. ``address`` is POSIX, below the site."""
        self.owners[address] = self._owner
        if self._writer.write(address, content) == self.known.get(address):
            (self.folder / address).unlink(missing_ok=True)  # from a first writing that said something else

    def write_chunks(self, address: str, chunks: Iterable[bytes]) -> SiteFile:
        """Write one file piece by piece."""
        self.owners[address] = self._owner
        return self._writer.write_chunks(address, chunks)

    def adopt(self, files: Mapping[str, SiteFile]) -> None:
        """Take files that a worker wrote, or that stay as they are."""
        for address, file in files.items():
            self.files[address] = self._known_or(address, file)
            self.owners[address] = self._owner

    def path(self, address: str) -> Path:
        """Where a file of the site is at this moment."""
        is_new = not self._updates or self.files.get(address) != self.known.get(address)
        return (self.folder if is_new else self.out) / address

    def read(self, address: str) -> str | None:
        """The text of a page of the new site, None where there is none; ``""`` for a file that is no page."""
        if address not in self.files:
            return None
        return self.path(address).read_bytes().decode("utf-8", "replace") if address.endswith(".html") else ""

    def publish(self) -> int | None:
        """Put the new site in the place of the old one; how many files are other than before, None: all are new."""
        tops = {address.partition("/")[0] for address in self.files}
        with self.owned_by("marker"):
            self.write(MARKER, marker_text(tops - {MARKER}).encode())
        _refuse_strangers(self.out)
        if not self._updates:
            self._swap()
            return None
        moves = sorted(address for address, file in self.files.items() if file != self.known.get(address))
        gone = sorted((self.known.keys() | self._strays) - self.files.keys())
        if moves or gone:
            self._exchange(moves, gone)
        return len(moves) + len(gone)

    def _swap(self) -> None:
        if self.out.exists():
            self.out.rename(self.old)
        try:
            self.folder.rename(self.out)
        except BaseException:
            if self.old.exists():
                self.old.rename(self.out)
            raise
        _discard(self.old)

    def _known_or(self, address: str, file: SiteFile) -> SiteFile:
        """The file that is there, where the new one says the same: the worker did not know of it."""
        before = self.known.get(address)
        if before is None or before == file or before.sha256 != file.sha256:
            return file
        (self.folder / address).unlink()
        return before

    def _exchange(self, moves: list[str], gone: list[str]) -> None:
        """Move the new files into the site, and remove what is gone; all of it or nothing."""
        added = [address for address in moves if not _is_file(self.out / address)]
        self._aside.mkdir(parents=True)
        (self.old / MARKER).touch()
        if MARKER not in moves:
            (self.folder / MARKER).touch()
        journal = {"moves": moves, "gone": gone, "added": added}
        (self.folder / _JOURNAL).write_text(json.dumps(journal), "ascii")
        try:
            for address in {*moves, *gone}.difference(added):
                _keep(self.out / address, self._aside / address)
            for address in gone:  # first: a folder may be where a file was
                _remove_file(self.out, address)
            for address in moves:
                _move(self.folder / address, self.out / address)
            (self.folder / _JOURNAL).unlink()
        except BaseException:
            self._undo()
            raise
        finally:
            _discard(self.old)

    def _undo(self) -> None:
        """The site as it was before an exchange that did not come to its end."""
        journal = _journal(self.folder / _JOURNAL)
        for address in journal["added"]:
            _remove_file(self.out, address)
        for address in (*journal["moves"], *journal["gone"]):
            if _is_file(self._aside / address):
                _move(self._aside / address, self.out / address)
        (self.folder / _JOURNAL).unlink(missing_ok=True)

    def _recover(self) -> None:
        """Undo what a killed run left."""
        self._undo()
        if self.old.exists() and not self.out.exists():
            self.old.rename(self.out)
        _remove(self.old)


def _journal(file: Path) -> dict[str, list[str]]:
    """What was about to be moved; nothing where the journal is missing or only half written: then nothing was."""
    try:
        found: dict[str, list[str]] = json.loads(file.read_text("ascii"))
    except (OSError, ValueError):
        return {"moves": [], "gone": [], "added": []}
    return found


def _move(source: Path, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    source.replace(place)


def _keep(file: Path, place: Path) -> None:
    """The same file once more, elsewhere: linked, or copied where the disk knows no links."""
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(file, place, follow_symlinks=False)
    except (OSError, NotImplementedError):
        shutil.copy2(file, place, follow_symlinks=False)


def _is_file(file: Path) -> bool:
    """Also for a link to whatever: it is never followed."""
    return file.is_symlink() or file.is_file()


def _remove_file(root: Path, address: str) -> None:
    """Remove a file, and the folders that it leaves empty."""
    if _is_file(root / address):
        (root / address).unlink()
    for folder in (root / address).parents:
        if folder == root:
            return
        try:
            folder.rmdir()
        except OSError:  # not empty, or gone already
            return


def _refuse_strangers(folder: Path) -> None:
    """Raise OutputNotOursError where the folder holds more than what perfdsl put there."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise OutputNotOursError(folder, "它是一个文件")
    if others := strangers(folder):
        raise OutputNotOursError(folder, others[0])


def _remove(folder: Path) -> None:
    """Remove what a killed build left; only a folder with the marker, or an empty one, is ours."""
    if not folder.exists():
        return
    if is_ours(folder):
        _discard(folder)
    else:
        _refuse_strangers(folder)
        folder.rmdir()


def _discard(folder: Path) -> None:
    """Remove a folder of ours, its marker last: where that is cut short, the next run still knows it."""
    for entry in folder.iterdir() if folder.is_dir() else ():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry, ignore_errors=True)
        elif entry.name != MARKER:
            entry.unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__
