"""Folders with all that is in them: made, copied and removed without ever following a link, so never outside of them."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from pathlib import Path

from perfdsl.workspace import disk

_CHUNK = 1 << 20


class OutsideError(OSError):
    """An address that does not lead to a place below its folder."""

    def __init__(self, address: str) -> None:
        super().__init__(errno.EINVAL, "网址指向文件夹之外", address)


def below(root: str, address: str, real: set[str] | None = None) -> str | None:
    """Where ``address`` (POSIX) lies below the folder ``root``; None where a folder on the way is missing, or a link.

    ``real`` remembers folders that were looked at. Raises OutsideError for an address that names no place below.
    """
    folders, _, name = address.rpartition("/")
    if real is None or folders not in real:
        here = root
        for part in refuse_outside(address)[:-1]:
            here = f"{here}/{part}"
            if not is_folder(here):
                return None
        if real is not None:
            real.add(folders)
    elif name in ("", ".", "..") or "\\" in name:
        raise OutsideError(address)
    return f"{root}/{address}"


def refuse_outside(address: str) -> list[str]:
    """The parts of an address. Raises OutsideError where it is absolute, or climbs."""
    parts = address.split("/")
    if any(part in ("", ".", "..") or "\\" in part or "\0" in part for part in parts) or ":" in parts[0]:
        raise OutsideError(address)
    return parts


def is_folder(path: disk.AnyPath) -> bool:
    """Whether a real folder is there; a link to one is none."""
    return _is(stat.S_ISDIR, path)


def is_plain_file(path: disk.AnyPath) -> bool:
    """Whether a real file is there; a link to one is none."""
    return _is(stat.S_ISREG, path)


def make_folders(path: disk.AnyPath) -> None:
    """A folder with its parents, those that are missing. Raises OSError."""
    folder = Path(path)
    try:
        disk.make_folder(folder)
    except FileNotFoundError:
        make_folders(folder.parent)
        make_folders(folder)
    except FileExistsError:
        if not folder.is_dir():
            raise


def remove_file(path: disk.AnyPath) -> None:
    """Remove a file or a link that may be missing."""
    with suppress(FileNotFoundError, NotADirectoryError):  # that is what was wanted
        disk.remove(path)


def remove_tree(path: disk.AnyPath) -> None:
    """Remove whatever is there, if anything: a file, a link (not what it leads to), a folder with all that is in it."""
    if not is_folder(path):
        remove_file(path)
        return
    with os.scandir(path) as entries:
        found = [(entry.path, entry.is_dir(follow_symlinks=False)) for entry in entries]
    for inner, is_dir in found:
        if is_dir:
            remove_tree(inner)
        else:
            remove_file(inner)
    with suppress(FileNotFoundError):  # somebody else was faster
        disk.remove_folder(path)


def write_file(path: disk.AnyPath, chunks: Iterable[bytes | memoryview], *, safe: bool = False) -> None:
    """Write a file from its beginning. ``safe``: when this returns, a power cut does not matter."""
    descriptor = disk.create(path)
    try:
        for chunk in chunks:
            write_all(descriptor, chunk)
        if safe:
            disk.flush(descriptor)
    finally:
        disk.close(descriptor)


def write_all(descriptor: int, data: bytes | memoryview) -> None:
    """Write all of ``data``."""
    view = memoryview(data)
    while view:
        view = view[disk.write(descriptor, view) :]


def copy_file(path: disk.AnyPath, new: disk.AnyPath) -> None:
    """A file once more, with its time and its bits; of a link, what it leads to."""
    with open(path, "rb") as source:  # noqa: PTH123
        write_file(new, iter(lambda: source.read(_CHUNK), b""))
        found = os.fstat(source.fileno())
    disk.set_mode(new, stat.S_IMODE(found.st_mode))
    disk.set_times(new, found.st_atime_ns, found.st_mtime_ns)


def copy_tree(folder: Path, new: Path, leave: Collection[str]) -> None:
    """A folder once more; entries whose name is in ``leave`` are left out, links are not followed but left out too."""
    disk.make_folder(new)
    with os.scandir(folder) as entries:
        found = sorted(
            (entry.name, entry.is_dir(follow_symlinks=False), entry.is_file(follow_symlinks=False))
            for entry in entries
        )
    for name, is_dir, is_file in found:
        if name in leave:
            continue
        if is_dir:
            copy_tree(folder / name, new / name, leave)
        elif is_file:
            copy_file(folder / name, new / name)


def _is(kind: Callable[[int], bool], path: disk.AnyPath) -> bool:
    try:
        return kind(os.lstat(path).st_mode)
    except OSError:
        return False
