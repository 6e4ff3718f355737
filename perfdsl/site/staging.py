"""A new site is made beside the old one and takes its place by rename: never half of it, never someone else's.

A folder that perfdsl made holds a marker that names its entries. Any other folder, and one to which someone has
added something, is left alone.
"""

from __future__ import annotations

import os
import shutil
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from perfdsl.publishing.marker import MARKER, is_ours, marker_text, strangers
from perfdsl.site.errors import OutputNotOursError, OutputUnwritableError


class Stage:
    """The site in the making. Use it in a ``with`` block and call :meth:`publish`; else it vanishes again.

    ``closing`` holds what is open while the site is made.
    """

    def __init__(self, out: Path, root: Path) -> None:
        """``out`` will be the site; ``root`` is the project, which must not lie in it."""
        self.out = out.resolve()
        self.folder = self.out.with_name(f".{self.out.name}.perfdsl-new")
        self.old = self.out.with_name(f".{self.out.name}.perfdsl-old")
        self._made: set[str] = set()
        self.closing = ExitStack()
        if root.resolve().is_relative_to(self.out):
            raise OutputNotOursError(out, "项目自己的文件")

    def __enter__(self) -> Self:
        try:
            self._recover()
            _refuse_strangers(self.out)
            _remove(self.folder)
            self.folder.mkdir(parents=True)
            self.write(MARKER, b"")
        except OSError as error:
            raise OutputUnwritableError(self.out, _reason(error)) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closing.close()
        if self.folder.is_dir():
            shutil.rmtree(self.folder, ignore_errors=True)
        if isinstance(error, OSError):
            raise OutputUnwritableError(self.out, _reason(error)) from error

    def write(self, address: str, content: bytes) -> None:
        """Write one file. ``address`` is POSIX, below the site. Plain system calls: pathlib takes ten times as long."""
        self._put(address, content, os.O_TRUNC)

    def append(self, address: str, content: bytes) -> None:
        """Add to the end of a file, which is made where it is missing."""
        self._put(address, content, os.O_APPEND)

    def path(self, address: str) -> Path:
        """Where a file is while the site is made, for what is written by others; its folder is there."""
        self._make_folder(address)
        return self.folder / address

    def read(self, address: str) -> str | None:
        """The text of a file written before, None where there is none; ``""`` where it is no text."""
        file = self.folder / address
        if not file.is_file():
            return None
        return file.read_bytes().decode("utf-8", "replace") if address.endswith(".html") else ""

    def _put(self, address: str, content: bytes, mode: int) -> None:
        self._make_folder(address)
        descriptor = os.open(f"{self.folder}/{address}", os.O_WRONLY | os.O_CREAT | mode, 0o666)
        with open(descriptor, "wb") as file:  # noqa: PTH123
            file.write(content)

    def _make_folder(self, address: str) -> None:
        folder = address.rpartition("/")[0]
        if folder not in self._made:
            os.makedirs(f"{self.folder}/{folder}", exist_ok=True)  # noqa: PTH103
            self._made.add(folder)

    def publish(self) -> None:
        """Put the new site in the place of the old one."""
        self.write(MARKER, marker_text(entry.name for entry in self.folder.iterdir()).encode())
        _refuse_strangers(self.out)
        if self.out.exists():
            self.out.rename(self.old)
        try:
            self.folder.rename(self.out)
        except BaseException:
            if self.old.exists():
                self.old.rename(self.out)
            raise
        shutil.rmtree(self.old, ignore_errors=True)

    def _recover(self) -> None:
        """After a kill between the two renames the old site goes back to its place."""
        if self.old.exists() and not self.out.exists():
            self.old.rename(self.out)
        _remove(self.old)


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
        shutil.rmtree(folder)
    else:
        _refuse_strangers(folder)
        folder.rmdir()


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__
