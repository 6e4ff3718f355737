"""Where exported files go: one file, a folder of files, or a zip; each file whole or not at all."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Protocol

from perfdsl.cli.given_files import UsageError
from perfdsl.workspace.bounds import Bounds
from perfdsl.workspace.writing import replacing

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day of a zip: the same files make the same bytes
_UNIX, _ORDINARY = 3, 0o644 << 16


class FileSink(Protocol):
    """A place for files."""

    def add(self, name: str, content: IO[bytes]) -> None:
        """Put in a file; ``name`` is relative, with slashes. Raises OSError."""


@contextmanager
def folder_or_zip(target: Path) -> Iterator[FileSink]:
    """The zip or the folder ``target``, as its name says. Raises OSError."""
    if target.suffix.lower() != ".zip":
        yield _Folder(target)
        return
    with new_file(target) as file, zipfile.ZipFile(file, "w") as archive:
        yield _Zip(archive)


@contextmanager
def new_file(target: Path) -> Iterator[Path]:
    """A file to write that becomes ``target`` when all went well; its folder is made. Raises OSError."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with replacing(target) as file:
        yield file


class _Folder:
    def __init__(self, root: Path) -> None:
        self._root = root

    def add(self, name: str, content: IO[bytes]) -> None:
        """A folder may lie in a project of somebody else: no link in it is followed out of it. Raises UsageError."""
        target = self._root / name
        if Bounds(self._root).leads_out(target):
            raise UsageError(
                f"“{target.as_posix()}”是指向别处的链接，没有写入：请删除它，或用 -o 换一个文件夹。"
            )
        with new_file(target) as file, file.open("wb") as stream:
            shutil.copyfileobj(content, stream)


class _Zip:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    def add(self, name: str, content: IO[bytes]) -> None:
        entry = zipfile.ZipInfo(name, _EPOCH)
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.create_system, entry.external_attr = _UNIX, _ORDINARY
        with self._archive.open(entry, "w") as stream:
            shutil.copyfileobj(content, stream)
