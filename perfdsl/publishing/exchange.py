"""A new release takes the place of the one before: in one step where the system has one, in two renames elsewhere."""

from __future__ import annotations

import errno
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from perfdsl.log import Log
from perfdsl.workspace import disk

_log = Log(__name__)

# What a system or a disk says that knows no exchange.
_NO_EXCHANGE = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM}
_SIGNALS = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)
)


def take_place(release: Path, place: Path, aside: Path) -> bool:
    """Let ``release`` be at ``place``; what was there is at ``aside`` then. Whether something was there.

    All three lie on one disk. Where the old release could not get its other name, it is where the new one was. A kill leaves the old release in place or the new one, in one step; where the system
    knows no exchange it may leave nothing there, with both of them where they were or are going. Raises OSError;
    then the old release is in place.
    """
    if not os.path.lexists(place):
        disk.rename(release, place)
        return False
    try:
        disk.exchange(release, place)
    except FileNotFoundError:  # somebody removed it just now
        disk.rename(release, place)
        return False
    except OSError as error:
        if error.errno not in _NO_EXCHANGE:
            raise
        _log.debug("这个系统或磁盘不能一步交换文件夹，改为两次换名：%s", place)
        _rename_twice(release, place, aside)
    else:
        try:
            disk.rename(release, aside)
        except OSError as error:  # the new release is in place: no reason to say that it is not
            _log.info("换下的网站没有改名，下次清理：%s", release, error=error)
    return True


def _rename_twice(release: Path, place: Path, aside: Path) -> None:
    with uninterrupted():
        disk.rename(place, aside)
        try:
            disk.rename(release, place)
        except BaseException:
            disk.rename(aside, place)
            raise


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Ctrl-C and a request to end wait until two renames are done; nothing can be between them but a kill."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    waiting: list[int] = []
    before = {one: signal.getsignal(one) for one in _SIGNALS}
    for one in _SIGNALS:
        signal.signal(one, lambda number, _: waiting.append(number))
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler or signal.SIG_DFL)
    for number in waiting:
        signal.raise_signal(number)
