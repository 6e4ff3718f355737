"""A site is made beside the old one and takes its place in one step: never half of it, never someone else's.

Where the site that is there is known, only what changes is made; the rest of the new release are the same files once
more (``second_tree.py``). The folder that is served is never written into.

A folder that perfdsl made holds a marker that names its entries. Any other folder, and one to which someone has
added something, is left alone.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Self

from perfdsl.log import Log
from perfdsl.publishing.beside import Beside
from perfdsl.publishing.exchange import take_place
from perfdsl.publishing.marker import MARKER, foreign_files, marker_text
from perfdsl.site.errors import OutputNotOursError, OutputUnwritableError, OutputVanishedError
from perfdsl.site.output_folder.second_tree import add, bring_up_to_date, move_in, take_out
from perfdsl.site.output_folder.writer import SiteFile, Writer
from perfdsl.workspace import disk
from perfdsl.workspace.trees import is_folder, remove_file, remove_tree

_log = Log(__name__)
_NOTHING: Mapping[str, SiteFile] = MappingProxyType({})


class OutputFolder:
    """The site in the making. Use it in a ``with`` block and call :meth:`publish`; else it vanishes again.

    ``files`` are those that the site will have, ``owners`` says of each what it belongs to: a table, a group of pages. ``linked`` are
    those of before that were given another name meanwhile, which shows in their stamps.
    """

    def __init__(self, beside: Beside, *, durable: bool = False) -> None:
        """``beside`` is held. ``durable``: a power cut, too, leaves the old site or the new one."""
        self.out, self._beside, self._durable = beside.place, beside, durable
        self.folder = beside.new()
        self.known = _NOTHING
        self.owners: dict[str, str] = {}
        self._others: frozenset[str] = frozenset()
        self._writer = Writer(str(self.folder), _NOTHING)
        self._updates = False
        self._replaced: frozenset[str] = frozenset()
        self.linked: frozenset[str] = frozenset()
        self._release: Path | None = None
        self._is_published = False

    def __enter__(self) -> Self:
        try:
            refuse_foreign_files(self.out)
            disk.make_folder(self.folder)
        except OSError as error:
            raise OutputUnwritableError(self.out, _reason(error)) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._clean_up()
        except OSError as failed:
            _log.info("没有清理完，下次生成时清理：%s", self._beside.folder, error=failed)
        if isinstance(error, FileNotFoundError) and self._is_in_site(error.filename):
            raise OutputVanishedError(self.out) from error
        if isinstance(error, OSError):
            raise OutputUnwritableError(self.out, _reason(error)) from error

    def _clean_up(self) -> None:
        remove_tree(self.folder)
        if self._is_published:
            self._tidy()
        elif self._release is not None:
            remove_tree(self._release)

    def update(self, known: Mapping[str, SiteFile], others: frozenset[str]) -> None:
        """Make only what differs from the site that is there, whose files are ``known``; ``others`` there are not."""
        self._updates = True
        self.known, self._others = known, others
        self._writer = Writer(str(self.folder), known)

    @property
    def files(self) -> dict[str, SiteFile]:
        """What the site will consist of, as far as it is made."""
        return self._writer.written

    @property
    def pages(self) -> frozenset[str]:
        """The addresses of all pages that are made."""
        return frozenset(address for address in self.files if address.endswith(".html"))

    def write(self, owner: str, address: str, content: bytes) -> SiteFile:
        """Write one file, or write it again. ``address`` is POSIX, below the site."""
        self.owners[address] = owner
        file = self._writer.write(address, content)
        if file == self.known.get(address):
            remove_file(f"{self.folder}/{address}")  # from a first writing that said something else
        return file

    def write_all(self, owner: str, files: Iterable[tuple[str, bytes]]) -> dict[str, SiteFile]:
        """Write some files, by address."""
        return {address: self.write(owner, address, content) for address, content in files}

    def write_chunks(self, owner: str, address: str, chunks: Iterable[bytes]) -> SiteFile:
        """Write one file chunk by chunk: it may be longer than memory."""
        self.owners[address] = owner
        return self._writer.write_chunks(address, chunks)

    def adopt(self, owner: str, files: Mapping[str, SiteFile]) -> None:
        """Take files that a worker wrote, or that stay as they are."""
        for address, file in files.items():
            self.files[address] = self._known_or(address, file)
            self.owners[address] = owner

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
        self.write("marker", MARKER, marker_text(tops - {MARKER}).encode())
        refuse_foreign_files(self.out)
        if not self._updates:
            remove_tree(self._beside.spare)  # of another site
            self._put_in_place(self.folder)
            return None
        moves = sorted(address for address, file in self.files.items() if file != self.known.get(address))
        gone = (self.known.keys() | self._others) - self.files.keys()
        if moves or gone:
            self._put_in_place(self._next_release(moves))
            self._replaced = frozenset(gone.union(moves))
        return len(moves) + len(gone)

    def _next_release(self, moves: list[str]) -> Path:
        """The spare with what stays, and what is new."""
        self._release = release = self._beside.next
        try:
            disk.rename(self._beside.spare, release)
        except FileNotFoundError:
            disk.make_folder(release)
        staying = {address: file for address, file in self.files.items() if file == self.known.get(address)}
        self.linked = bring_up_to_date(release, self.out, staying)
        move_in(release, self.folder, moves)
        return release

    def _put_in_place(self, release: Path) -> None:
        """The one step from the old site to the new one."""
        if is_folder(self.out):
            disk.set_mode(release, stat.S_IMODE(self.out.stat().st_mode))
        if self._durable:
            disk.flush_all(release)
        self._release = ready = self._beside.next  # by this name it is recognised, should this be cut short
        if release != ready:
            disk.rename(release, ready)
        take_place(ready, self.out, self._beside.old)
        self._is_published = True
        if self._durable:
            disk.flush_all(self.out)

    def _tidy(self) -> None:
        """What was served before becomes the spare, with links to what is new; after a whole new site, all of it."""
        tree, fresh = self._beside.old, frozenset(self.files)
        if not is_folder(tree):
            tree = self._beside.next
        if self._updates and is_folder(tree):
            take_out(tree, self._replaced)
            fresh &= self._replaced
        else:
            remove_tree(tree)
            disk.make_folder(tree)
        try:
            add(tree, self.out, fresh, may_copy=False)
        except OSError as error:  # a disk without links: the next update makes copies of what is missing
            _log.debug("没有备好下一次生成用的文件夹：%s", error)
        disk.rename(tree, self._beside.spare)

    def _known_or(self, address: str, file: SiteFile) -> SiteFile:
        """The file that is there, where the new one says the same: the worker did not know of it."""
        before = self.known.get(address)
        if before is None or before == file or before.sha256 != file.sha256:
            return file
        disk.remove(f"{self.folder}/{address}")
        return before

    def _is_in_site(self, path: object) -> bool:
        return isinstance(path, str | os.PathLike) and Path(path).is_relative_to(self.out)


def refuse_foreign_files(folder: Path) -> None:
    """Raise OutputNotOursError where the folder holds more than what perfdsl put there. Raises OSError."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise OutputNotOursError(folder, "它是一个文件")
    if others := foreign_files(folder):
        raise OutputNotOursError(folder, others[0])


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__
