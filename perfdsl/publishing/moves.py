"""How a version takes the place: by a link that is replaced in one step, or by an exchange of folders."""

from __future__ import annotations

import os

from perfdsl.publishing.exchange import take_place
from perfdsl.publishing.versions import Versions
from perfdsl.workspace import disk
from perfdsl.workspace.trees import remove_file, remove_tree


def uses_link(versions: Versions, wanted: bool) -> bool:
    """Whether the place is, or can and shall be, a link. A folder that is there stays a folder."""
    if versions.linked:
        return True
    if not wanted or os.name == "nt" or versions.place.exists():
        return False
    try:
        disk.symlink("nowhere", versions.link)
    except (OSError, NotImplementedError):
        return False
    remove_file(versions.link)
    return True


def link_forward(versions: Versions) -> None:
    """Give the new version a number, and let the place link to it."""
    number = versions.next_number()
    disk.rename(versions.new, versions.version(number))
    _point(versions, number)


def link_back(versions: Versions, number: int) -> None:
    """Let the place link to an older version; the withdrawn one is removed."""
    withdrawn = versions.linked
    _point(versions, number)
    versions.drop(withdrawn)


def folder_forward(versions: Versions) -> None:
    """The new version gets the place, the old one a number."""
    ready = versions.forward(versions.new)
    disk.rename(versions.new, ready)
    take_place(ready, versions.place, versions.version(versions.next_number()))


def folder_back(versions: Versions, number: int) -> None:
    """The older version gets the place; the withdrawn one is removed."""
    ready = versions.back(versions.version(number))
    disk.rename(versions.version(number), ready)
    try:
        take_place(ready, versions.place, versions.dropped)
    except OSError:
        disk.rename(ready, versions.version(number))
        raise
    remove_tree(versions.dropped)


def _point(versions: Versions, number: int) -> None:
    """One rename replaces the link: who asks for a page gets the old site or the new one."""
    disk.symlink(f"{versions.folder.name}/{number:04}", versions.link)
    disk.rename(versions.link, versions.place)
