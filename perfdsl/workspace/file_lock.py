"""One at a time: a lock on a file that the system lets go of when the process ends, however it ends."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from perfdsl.workspace import disk

_TAKEN = {errno.EAGAIN, errno.EACCES, errno.EDEADLK}
NO_LOCKS = {errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL}

_held: set[int] = set()


class TakenError(Exception):
    """Another process holds the lock."""


@contextmanager
def holding_lock(file: Path) -> Iterator[bool]:
    """Hold the lock of ``file`` (made where it is missing); False where this disk knows no locks, and none is held.

    Raises TakenError at once where somebody else holds it; OSError.
    """
    descriptor = disk.open_lock(file)
    _held.add(descriptor)
    try:
        yield _locked(descriptor)
    finally:
        _held.discard(descriptor)
        disk.close(descriptor)


def _locked(descriptor: int) -> bool:
    try:
        disk.lock(descriptor)
    except OSError as error:
        if error.errno in _TAKEN:
            raise TakenError from error
        if error.errno in NO_LOCKS:
            return False
        raise
    return True


def _let_go() -> None:
    """In a copy of this process: else it would hold the lock when this one was killed."""
    while _held:
        os.close(_held.pop())


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_let_go)
