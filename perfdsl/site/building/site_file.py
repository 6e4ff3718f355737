"""A file of the site: written with plain system calls, and remembered so that it need not be written again."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import NamedTuple


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
        with open(f"{self.folder}/{address}", "wb") as file:  # noqa: PTH123
            for chunk in chunks:
                sum_.update(chunk)
                file.write(chunk)
        return self.take(address, sum_.hexdigest())

    def take(self, address: str, sum_: str) -> SiteFile:
        """A file that is in the folder already, written by others."""
        path = f"{self.folder}/{address}"
        before = self.known.get(address)
        if before is not None and before.sha256 == sum_:
            os.unlink(path)  # noqa: PTH108
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
            os.makedirs(f"{self.folder}/{folder}", exist_ok=True)  # noqa: PTH103
            self._made.add(folder)

    def _put(self, address: str, content: bytes, sum_: str) -> SiteFile:
        """Plain system calls: pathlib takes ten times as long."""
        self.make_folder(address)
        descriptor = os.open(
            f"{self.folder}/{address}", os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY, 0o666
        )
        try:
            view = memoryview(content)
            while view:
                view = view[os.write(descriptor, view) :]
            found = os.fstat(descriptor)
        finally:
            os.close(descriptor)
        return SiteFile(found.st_size, found.st_mtime_ns, sum_)


_BINARY = getattr(os, "O_BINARY", 0)
