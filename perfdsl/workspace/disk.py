"""Everything that perfdsl changes on a disk goes through here, one system call a function: the one place to watch.

What must survive a kill (the site, the cache, ``permalinks.lock``, a publication, a formatted table) is written by these
functions and nothing else (tests/house). A test numbers the calls and ends the process, or lets the call fail, at each.
Call them as ``disk.rename(…)``, so that they can be watched.

All take paths as text or :class:`~pathlib.Path` and raise OSError; none follows a link at the end of a path.
"""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

AnyPath = str | Path

_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
_LOCK = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
_HERE = -2 if sys.platform == "darwin" else -100  # AT_FDCWD
_FAR = 0x7FFFFFF0  # the byte that is locked on Windows, where nobody can write what is locked
_SWAP = 2  # RENAME_EXCHANGE, RENAME_SWAP


# ---- Files


def create(path: AnyPath, mode: int = 0o666) -> int:
    """Open a file to be written from its beginning; its descriptor."""
    return os.open(path, _NEW, mode)


def open_lock(path: AnyPath, mode: int = 0o644) -> int:
    """Open a file that serves as a lock, made where it is missing; its descriptor."""
    return os.open(path, _LOCK, mode)


def lock(descriptor: int, *, wait: bool = False) -> None:
    """Keep others from locking the same file until it is closed. Without ``wait``, BlockingIOError, EACCES or EDEADLK
    say that somebody else has the lock.
    """
    if sys.platform == "win32":
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        finally:
            os.lseek(descriptor, 0, os.SEEK_SET)
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))


def write(descriptor: int, data: bytes | memoryview) -> int:
    """Write some of ``data``; how many bytes."""
    return os.write(descriptor, data)


def empty(descriptor: int) -> None:
    """Cut a file to nothing."""
    os.ftruncate(descriptor, 0)


def flush(descriptor: int) -> None:
    """Wait until the content of a file is safe from a power cut."""
    os.fsync(descriptor)


def close(descriptor: int) -> None:
    """The content is in the hands of the system."""
    os.close(descriptor)


def remove(path: AnyPath) -> None:
    """Remove a file or a link."""
    os.unlink(path)  # noqa: PTH108 - pathlib takes ten times as long, here and below


def link(path: AnyPath, new: AnyPath) -> None:
    """A second name for the same file, where the disk knows such."""
    if os.link in os.supports_follow_symlinks:
        os.link(path, new, follow_symlinks=False)
    else:
        os.link(path, new)


def symlink(target: str, new: AnyPath) -> None:
    """A symbolic link to a folder."""
    os.symlink(target, new, target_is_directory=True)  # noqa: PTH211


def set_mode(path: AnyPath, mode: int) -> None:
    """The bits of a file or folder."""
    os.chmod(path, mode)  # noqa: PTH101


def set_times(path: AnyPath, accessed: int, modified: int) -> None:
    """In nanoseconds."""
    os.utime(path, ns=(accessed, modified))


def touch(path: AnyPath) -> None:
    """The disk's own time of this moment."""
    os.utime(path)


# ---- Folders, and what takes another's place


def make_folder(path: AnyPath, mode: int = 0o777) -> None:
    """Make one folder; its parent is there."""
    os.mkdir(path, mode)  # noqa: PTH102


def remove_folder(path: AnyPath) -> None:
    """Remove an empty folder."""
    os.rmdir(path)  # noqa: PTH106


def rename(path: AnyPath, new: AnyPath) -> None:
    """Another name, in one step; a file that had it is replaced."""
    os.replace(path, new)  # noqa: PTH105


def exchange(path: AnyPath, other: AnyPath) -> None:
    """Two folders get each other's name in one step. Raises OSError with ENOSYS where this system has no such call."""
    call = _exchange_call()
    if call is None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS), os.fspath(path))
    if call(_HERE, os.fsencode(path), _HERE, os.fsencode(other), _SWAP):
        raise _error(path)


def flush_all(folder: AnyPath) -> None:
    """Wait until everything on the disk of ``folder`` is safe from a power cut."""
    if sys.platform == "win32":
        _flush_each(folder)
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        call = _library_function("syncfs")
        if call is None:
            os.sync()
        elif call(descriptor):
            raise _error(folder)
    finally:
        os.close(descriptor)


# ---- The cache


def commit(database: sqlite3.Connection) -> None:
    """End a transaction. Raises sqlite3.Error."""
    database.commit()


# ---- What Python has no name for


def _exchange_call() -> Callable[..., int] | None:
    return _library_function({"linux": "renameat2", "darwin": "renameatx_np"}.get(sys.platform, ""))


def _library_function(name: str) -> Callable[..., int] | None:
    """A function of the C library, None where it has none of that name."""
    if not name or sys.platform == "win32":
        return None
    import ctypes

    found: Callable[..., int] | None = getattr(ctypes.CDLL(None, use_errno=True), name, None)
    return found


def _error(path: AnyPath) -> OSError:
    """What the C library said last."""
    import ctypes

    number = ctypes.get_errno()
    return OSError(number, os.strerror(number), os.fspath(path))


def _flush_each(folder: AnyPath) -> None:
    for here, _, names in os.walk(folder):
        for name in names:
            descriptor = os.open(f"{here}/{name}", os.O_RDWR)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
