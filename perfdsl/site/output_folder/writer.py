"""A file of the site: written with plain system calls, and remembered so that it need not be written again."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import NamedTuple

from perfdsl.workspace import disk
from perfdsl.workspace.trees import make_folders, refuse_outside, write_all, write_file

_BLOCK = 1 << 17


class SiteFile(NamedTuple):
    """``size`` in bytes, ``mtime`` in nanoseconds, ``sha256`` in hexadecimal."""

    size: int
    mtime: int
    sha256: str


class Writer:
    """Writes into a folder. A file whose content is ``known`` to be in its place already is not written again.

    ``written`` are the files that belong to the site after all, written anew or not.
    """

    def __init__(self, folder: str, known: Mapping[str, SiteFile]) -> None:
        self.folder = folder
        self.known = known
        self.written: dict[str, SiteFile] = {}
        self._made: set[str] = set()

    def write(self, address: str, content: bytes) -> SiteFile:
        """Write one file. ``address`` is POSIX, below the site. Raises OSError."""
        sum_ = sha256(content).hexdigest()
        before = self.known.get(address)
        if before is None or before.sha256 != sum_:
            before = self._put(address, content, sum_)
        self.written[address] = before
        return before

    def write_chunks(self, address: str, chunks: Iterable[bytes]) -> SiteFile:
        """Write one file piece by piece: it may be longer than memory."""
        self.make_folder(address)
        sum_ = sha256()

        def seen() -> Iterator[bytes]:
            for chunk in _blocks(chunks):
                sum_.update(chunk)
                yield chunk

        write_file(f"{self.folder}/{address}", seen())
        return self.take(address, sum_.hexdigest())

    def take(self, address: str, sum_: str) -> SiteFile:
        """A file that is in the folder already, written by others."""
        path = f"{self.folder}/{address}"
        before = self.known.get(address)
        if before is not None and before.sha256 == sum_:
            disk.remove(path)
            made = before
        else:
            found = os.stat(path)  # noqa: PTH116
            made = SiteFile(found.st_size, found.st_mtime_ns, sum_)
        self.written[address] = made
        return made

    def make_folder(self, address: str) -> None:
        """Make the folder that the file will be in."""
        folder = address.rpartition("/")[0]
        if folder not in self._made:
            refuse_outside(address)
            make_folders(f"{self.folder}/{folder}" if folder else self.folder)
            self._made.add(folder)

    def _put(self, address: str, content: bytes, sum_: str) -> SiteFile:
        """Plain system calls: pathlib takes ten times as long."""
        self.make_folder(address)
        descriptor = disk.create(f"{self.folder}/{address}")
        try:
            write_all(descriptor, content)
            found = os.fstat(descriptor)
        finally:
            disk.close(descriptor)
        return SiteFile(found.st_size, found.st_mtime_ns, sum_)


def _blocks(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in portions that are worth a call."""
    waiting = bytearray()
    for chunk in chunks:
        waiting += chunk
        if len(waiting) >= _BLOCK:
            yield bytes(waiting)
            waiting.clear()
    yield bytes(waiting)
