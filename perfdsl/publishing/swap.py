"""Putting a version in its place: a link that is replaced in one step, or two renames where links cannot be used."""

from __future__ import annotations

import os
import shutil
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from perfdsl.publishing.versions import Versions

_SIGNALS = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)
)


def uses_link(versions: Versions, wanted: bool) -> bool:
    """Whether the place is, or can and shall be, a link. A folder that is there stays a folder."""
    if versions.linked:
        return True
    if not wanted or os.name == "nt" or versions.place.exists():
        return False
    try:
        versions.link.symlink_to("nowhere")
    except (OSError, NotImplementedError):
        return False
    versions.link.unlink()
    return True


def link_forward(versions: Versions) -> None:
    """Give the new version a number, and let the place link to it."""
    number = max(versions.numbers(), default=0) + 1
    versions.new.rename(versions.version(number))
    _point(versions, number)


def link_back(versions: Versions, number: int) -> None:
    """Let the place link to an older version; the withdrawn one is removed."""
    withdrawn = versions.linked
    _point(versions, number)
    versions.drop(withdrawn)


def rename_forward(versions: Versions) -> None:
    """The old site gets a number, the new one its place."""
    number = max(versions.numbers(), default=0) + 1
    with _renaming(versions):
        if versions.place.exists():
            versions.place.rename(versions.version(number))
        try:
            versions.new.rename(versions.place)
        except OSError:
            if versions.version(number).exists():
                versions.version(number).rename(versions.place)
            raise


def rename_back(versions: Versions, number: int) -> None:
    """The older version gets the place; the withdrawn one is removed."""
    with _renaming(versions):
        versions.place.rename(versions.dropped)
        try:
            versions.version(number).rename(versions.place)
        except OSError:
            versions.dropped.rename(versions.place)
            raise
    shutil.rmtree(versions.dropped, ignore_errors=True)


def repair(versions: Versions) -> None:
    """After a kill between two renames the place is empty: the newest version takes it."""
    if not versions.renaming.exists():
        return
    if not versions.place.exists() and (numbers := versions.numbers()):
        versions.version(numbers[-1]).rename(versions.place)
    versions.renaming.unlink()


@contextmanager
def _renaming(versions: Versions) -> Iterator[None]:
    """Two renames that belong together: never interrupted, and remembered in case of a kill."""
    versions.renaming.touch()
    with uninterrupted():
        yield
    versions.renaming.unlink()


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


def _point(versions: Versions, number: int) -> None:
    """One rename replaces the link: who asks for a page gets the old site or the new one."""
    versions.link.symlink_to(f"{versions.folder.name}/{number:04}", target_is_directory=True)
    versions.link.replace(versions.place)
