"""One at a time: a lock on a file that the system lets go of when the process ends, however it ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _try_lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class TakenError(Exception):
    """Another process holds the lock."""


@contextmanager
def exclusive(file: Path) -> Iterator[None]:
    """Hold the lock of ``file`` (made where it is missing). Raises TakenError at once where it is held; OSError."""
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            _try_lock(descriptor)
        except OSError as error:
            raise TakenError from error
        yield
    finally:
        os.close(descriptor)
