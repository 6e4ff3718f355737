"""The folder beside a published site that holds its other versions: numbered, complete, and nobody else's.

For the site ``/srv/www/jxmb`` it is ``/srv/www/.jxmb.perfdsl``. A version gets its number by one rename, when all of it
is there; it loses the number the same way before it is removed. So what has a number is whole. On its way into the place it
is called by the digest of its manifest: whoever finds that name after a kill sees what came of it.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import NamedTuple

from perfdsl.log import Log
from perfdsl.publishing.beside import LOCK, hidden
from perfdsl.publishing.errors import NotOursError
from perfdsl.publishing.manifest import NAME as MANIFEST
from perfdsl.publishing.manifest import digest
from perfdsl.publishing.marker import foreign_files, is_ours
from perfdsl.workspace import disk
from perfdsl.workspace.trees import is_folder, remove_file, remove_tree

_log = Log(__name__)
_NEW, _LINK, _DROPPED = "new", "link", "dropped"
_FORWARD, _BACK = "next-", "back-"
_MOVING = re.compile(f"({_FORWARD}|{_BACK})([0-9a-f]{{64}})")


class Versions(NamedTuple):
    """``place`` is where the site is served from: a link into ``folder``, or a folder of its own."""

    place: Path
    folder: Path

    @property
    def new(self) -> Path:
        """Where a version is copied to before it has a number."""
        return self.folder / _NEW

    @property
    def link(self) -> Path:
        """Where a link is made before it takes its place."""
        return self.folder / _LINK

    @property
    def dropped(self) -> Path:
        """Where a version waits to be removed."""
        return self.folder / _DROPPED

    def forward(self, version: Path) -> Path:
        """What a version is called while it takes the place: by its content, so that one sees whether it did."""
        return self.folder / f"{_FORWARD}{digest(version / MANIFEST)}"

    def back(self, version: Path) -> Path:
        """The same for a version that takes the place again."""
        return self.folder / f"{_BACK}{digest(version / MANIFEST)}"

    @property
    def linked(self) -> int:
        """The number that ``place`` links to, 0 where it is no such link."""
        if not self.place.is_symlink():
            return 0
        target = self.place.readlink()
        ours = target.parent == Path(self.folder.name) and is_number(target.name)
        return int(target.name) if ours else 0

    def numbers(self) -> list[int]:
        """All versions, oldest first."""
        return sorted(int(entry.name) for entry in self.folder.iterdir() if is_number(entry.name))

    def next_number(self) -> int:
        """One more than the newest."""
        return max(self.numbers(), default=0) + 1

    def version(self, number: int) -> Path:
        """The folder of a version."""
        return self.folder / f"{number:04}"

    def drop(self, number: int) -> None:
        """Remove a version; one that cannot be removed now goes with the next clean-up."""
        try:
            disk.rename(self.version(number), self.dropped)
            remove_tree(self.dropped)
        except OSError as error:
            _log.info("版本 %04d 暂时删不掉，下次清理时再删", number, error=error)

    def recover(self) -> None:
        """Finish what a killed run had begun: a whole version on its way takes the place where that is empty."""
        for name in sorted(entry.name for entry in self.folder.iterdir()):
            if moving := _MOVING.fullmatch(name):
                self._arrive(self.folder / name, forward=moving[1] == _FORWARD, content=moving[2])
        self._tidy()

    def _arrive(self, version: Path, *, forward: bool, content: str) -> None:
        if not os.path.lexists(self.place):
            disk.rename(version, self.place)
        elif forward == _holds(version, content):  # a new one that did not, or the withdrawn one
            remove_tree(version)
        else:  # the one before, or one that did not come back: it can be gone back to
            disk.rename(version, self.version(self.next_number()))

    def _tidy(self) -> None:
        """Remove unfinished copies, and versions that never took their place."""
        for leftover in (self.new, self.dropped):
            remove_tree(leftover)
        remove_file(self.link)
        if self.linked:
            for number in self.numbers():
                if number > self.linked:
                    self.drop(number)


def versions_of(place: Path) -> Versions:
    """The versions of the site at ``place``; nothing is made or changed. Raises NotOursError, OSError."""
    place = Path(os.path.abspath(place))  # noqa: PTH100 - a link at the place itself stays a link
    if not place.name:
        raise NotOursError(place, "是整个磁盘")
    found = Versions(place, hidden(place))
    _refuse_others(found)
    return found


def is_version(folder: Path) -> bool:
    """Whether a folder is a version of some published site."""
    home = folder.parent
    return (
        is_number(folder.name)
        and home.name.startswith(".")
        and home == hidden(home.with_name(home.name[1:-8]))
    )


def is_number(name: str) -> bool:
    """Whether a version is called so."""
    return name.isascii() and name.isdecimal()


def _holds(version: Path, content: str) -> bool:
    """Whether the manifest of a version has this digest."""
    try:
        return digest(version / MANIFEST) == content
    except OSError:
        return False


def _refuse_others(found: Versions) -> None:
    """Whatever perfdsl did not make is left alone."""
    place, folder = found.place, found.folder
    if place.is_symlink():
        if not found.linked:
            raise NotOursError(place, "是一个指向别处的链接")
    elif place.exists():
        if not place.is_dir():
            raise NotOursError(place, "是一个文件")
        if others := foreign_files(place):
            raise NotOursError(place, f"里有不是 perfdsl 生成的内容（{others[0]}）")
    if os.path.lexists(folder) and not is_folder(folder):
        raise NotOursError(folder, "不是 perfdsl 建的文件夹")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / LOCK).is_file():
        raise NotOursError(folder, "不是 perfdsl 建的文件夹")


def is_served(versions: Versions) -> bool:
    """Whether a site stands at the place."""
    return versions.linked > 0 or is_ours(versions.place)
