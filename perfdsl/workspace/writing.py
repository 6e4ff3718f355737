"""Write a file whole or not at all."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from perfdsl.workspace import disk
from perfdsl.workspace.exclusive import NO_LOCKS
from perfdsl.workspace.trees import remove_file, write_all

_TRIES = 10_000  # each but the last lost to another program that wrote the file; a disk may also number files strangely


def write_atomically(file: Path, data: bytes, *, mode: int = 0o644) -> None:
    """Replace the content of ``file``; a kill or a power cut leaves the old content or the new one. Raises OSError.

    ``mode`` is for a file that was not there; another keeps its own.

    What a kill leaves beside the file has a name that the next writing uses again.
    """
    target = file.resolve()
    new = unfinished(target)
    mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else mode
    descriptor = _alone(new, mode)
    try:
        try:
            disk.empty(descriptor)
            write_all(descriptor, data)
            disk.set_mode(new, mode)
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
    """Where the new content of ``file`` is until it is whole."""
    return file.with_name(f".{file.name}.perfdsl-new")


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


@contextmanager
def replacing(file: Path) -> Iterator[Path]:
    """A new empty file beside ``file``, for a library to write; it takes its place when all went well. Raises OSError."""
    import tempfile

    target = file.resolve()
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    os.close(handle)
    try:
        yield Path(name)
        disk.set_mode(name, stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o644)
        disk.rename(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
