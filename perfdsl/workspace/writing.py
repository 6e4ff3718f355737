"""Write a file whole or not at all."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from perfdsl.workspace import disk
from perfdsl.workspace.file_lock import NO_LOCKS
from perfdsl.workspace.stamps import digest
from perfdsl.workspace.trees import remove_file, write_all

_SUFFIX = ".perfdsl-new"
_LONGEST = 255  # bytes of a name
_TRIES = 10_000  # each but the last lost to another program that wrote the file; a disk may also number files strangely


def write_atomically(file: Path, data: bytes, *, mode: int = 0o644) -> None:
    """Replace the content of ``file``; a kill or a power cut leaves the old content or the new one. Raises OSError.

    ``mode`` is for a file that was not there; another keeps its own.
    """
    with _taking_its_place(file, mode, is_durable=True) as (_, descriptor):
        write_all(descriptor, data)


@contextmanager
def replacing(file: Path) -> Iterator[Path]:
    """A new empty file beside ``file``, for a library to write; it takes its place when all went well. Raises OSError.

    A kill leaves the old content or the new one; a power cut may lose it: the command that wrote it can do so again.
    """
    with _taking_its_place(file, 0o644, is_durable=False) as (new, _):
        yield new


@contextmanager
def _taking_its_place(file: Path, mode: int, *, is_durable: bool) -> Iterator[tuple[Path, int]]:
    """An empty file and its descriptor, of this process alone; it takes the place of ``file`` when all went well.

    What a kill leaves beside the file has a name that the next writing uses again.
    """
    target = file.resolve()
    new = unfinished(target)
    mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else mode
    descriptor = _alone(new, mode | stat.S_IWUSR)  # a library opens it once more
    try:
        try:
            disk.empty(descriptor)
            yield new, descriptor
            disk.set_mode(new, mode)
            if is_durable:
                disk.flush(descriptor)
            if sys.platform == "win32":  # where a file that is open keeps its name
                disk.close(descriptor)
                descriptor = -1
            disk.rename(new, target)
        except BaseException:
            with suppress(OSError):  # as long as it is locked nobody else writes there
                remove_file(new)
            raise
    finally:
        if descriptor >= 0:
            disk.close(descriptor)


def unfinished(file: Path) -> Path:
    """Where the new content of ``file`` is until it is whole. A name may be no longer than systems allow."""
    name = f".{file.name}{_SUFFIX}"
    if len(os.fsencode(name)) > _LONGEST:
        name = f".{digest(os.fsencode(file.name))}{_SUFFIX}"
    return file.with_name(name)


def _alone(new: Path, mode: int) -> int:
    """Open ``new`` for this process alone: a killed one left it, or another one is about to give it its name."""
    for _ in range(_TRIES):
        if new.is_symlink():  # it came with somebody's folder, and nothing is written where it leads
            remove_file(new)
        descriptor = disk.open_lock(new, mode)
        try:
            try:
                disk.lock(descriptor, wait=True)
            except OSError as error:
                if error.errno not in NO_LOCKS:
                    raise
            if _is_ours(descriptor, new):
                return descriptor
        except BaseException:
            disk.close(descriptor)
            raise
        disk.close(descriptor)
    raise OSError(16, "文件正被别的程序写入", str(new))


def _is_ours(descriptor: int, new: Path) -> bool:
    """Whether the name still leads to what was opened, and no other name does."""
    try:
        there = new.lstat()
    except FileNotFoundError:
        return False
    if there.st_nlink > 1:
        disk.remove(new)
        return False
    return os.path.samestat(there, os.fstat(descriptor))
