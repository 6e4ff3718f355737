"""A second tree of the served site, made of the same bytes: what the next release begins with (decision 0029)."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path

from perfdsl.site.output_folder.writer import SiteFile
from perfdsl.workspace import disk
from perfdsl.workspace.trees import below, copy_file, make_folders, remove_file, remove_tree


def bring_up_to_date(tree: Path, source: Path, files: Mapping[str, SiteFile]) -> frozenset[str]:
    """Let ``tree`` hold exactly ``files``, those of the site ``source``, by links to the same bytes; which it did not hold.

    Anything else is removed. Where the disk knows no links, files are copied. Raises FileNotFoundError where ``source`` has
    lost one of them, OSError.
    """
    missing = frozenset(files.keys() - _keep_only(str(tree), files))
    add(tree, source, missing)
    return missing


def add(tree: Path, source: Path, addresses: Iterable[str], *, may_copy: bool = True) -> None:
    """Link files of the site ``source`` into ``tree``, which has none of them, or copy them if that may be."""
    real: set[str] = set()
    made: set[str] = set()
    for address in sorted(addresses):
        path = below(str(source), address, real)
        if path is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), f"{source}/{address}")
        make_folder_of(tree, address, made)
        _link(path, f"{tree}/{address}", may_copy=may_copy)


def move_in(tree: Path, new: Path, addresses: Iterable[str]) -> None:
    """Move files from the folder ``new`` to their addresses in ``tree``, over those that are there."""
    made: set[str] = set()
    for address in addresses:
        make_folder_of(tree, address, made)
        disk.rename(f"{new}/{address}", f"{tree}/{address}")


def take_out(tree: Path, addresses: Iterable[str]) -> None:
    """Remove some files from ``tree``; what a link leads to is left alone."""
    for address in sorted(addresses):
        if path := below(str(tree), address):
            remove_tree(path)


def make_folder_of(tree: Path, address: str, made: set[str]) -> None:
    """Make the folder that a file will be in; ``made`` are those that are known to be there."""
    folder = address.rpartition("/")[0]
    if folder not in made:
        make_folders(f"{tree}/{folder}" if folder else tree)
        made.add(folder)


def folders_of(addresses: Iterable[str]) -> set[str]:
    """All folders that some files need."""
    found: set[str] = set()
    for address in addresses:
        folder = address.rpartition("/")[0]
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found


def _keep_only(tree: str, files: Mapping[str, SiteFile]) -> set[str]:
    """Remove what is none of ``files``; the addresses of those that are there. Without generators: there are thousands."""
    folders, present = folders_of(files), set()
    waiting = [("", tree)]
    while waiting:
        prefix, here = waiting.pop()
        with os.scandir(here) as entries:
            found = list(entries)
        for entry in found:
            address = prefix + entry.name
            if entry.is_dir(follow_symlinks=False):
                if address in folders:
                    waiting.append((f"{address}/", entry.path))
                else:
                    remove_tree(entry.path)
            elif _is_same(files.get(address), entry):
                present.add(address)
            else:
                remove_file(entry.path)
    return present


def _is_same(file: SiteFile | None, entry: os.DirEntry[str]) -> bool:
    if file is None:
        return False
    found = entry.stat(follow_symlinks=False)
    return found.st_size == file.size and found.st_mtime_ns == file.mtime and stat.S_ISREG(found.st_mode)


def _link(path: str, new: str, *, may_copy: bool) -> None:
    try:
        disk.link(path, new)
    except FileNotFoundError:
        raise
    except (OSError, NotImplementedError):
        if not may_copy:
            raise
        copy_file(path, new)
