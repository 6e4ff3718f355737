"""The folder beside a published site that holds its other versions: numbered, complete, and nobody else's.

For the site ``/srv/www/jxmb`` it is ``/srv/www/.jxmb.perfdsl``. A version gets its number by one rename, when all of it
is there; it loses the number the same way before it is removed. So what has a number is whole.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import NamedTuple

from perfdsl.log import Log
from perfdsl.publishing.errors import NotOursError
from perfdsl.publishing.marker import is_ours, strangers

LOCK = "perfdsl.lock"
_log = Log(__name__)
_NEW, _LINK, _DROPPED, _RENAMING = "new", "link", "dropped", "renaming"


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

    @property
    def renaming(self) -> Path:
        """A file that is there while the place is being renamed away and filled again."""
        return self.folder / _RENAMING

    @property
    def linked(self) -> int:
        """The number that ``place`` links to, 0 where it is no such link."""
        if not self.place.is_symlink():
            return 0
        target = self.place.readlink()
        ours = target.parent == Path(self.folder.name) and target.name.isdecimal()
        return int(target.name) if ours else 0

    def numbers(self) -> list[int]:
        """All versions, oldest first."""
        return sorted(int(entry.name) for entry in self.folder.iterdir() if entry.name.isdecimal())

    def version(self, number: int) -> Path:
        """The folder of a version."""
        return self.folder / f"{number:04}"

    def drop(self, number: int) -> None:
        """Remove a version; one that cannot be removed now goes with the next clean-up."""
        try:
            self.version(number).rename(self.dropped)
            shutil.rmtree(self.dropped)
        except OSError as error:
            _log.info("版本 %04d 暂时删不掉，下次清理时再删", number, error=error)

    def tidy(self) -> None:
        """Remove what a killed run left: unfinished copies, and versions that never took their place."""
        for leftover in (self.new, self.dropped):
            if leftover.exists():
                shutil.rmtree(leftover)
        self.link.unlink(missing_ok=True)
        if self.linked:
            for number in self.numbers():
                if number > self.linked:
                    self.drop(number)


def versions_of(place: Path) -> Versions:
    """The versions of the site at ``place``; nothing is made or changed. Raises NotOursError, OSError."""
    place = Path(os.path.abspath(place))  # noqa: PTH100 - a link at the place itself stays a link
    if not place.name:
        raise NotOursError(place, "是整个磁盘")
    found = Versions(place, place.with_name(f".{place.name}.perfdsl"))
    _refuse_others(found)
    return found


def _refuse_others(found: Versions) -> None:
    """Whatever perfdsl did not make is left alone."""
    place, folder = found.place, found.folder
    if place.is_symlink():
        if not found.linked:
            raise NotOursError(place, "是一个指向别处的链接")
    elif place.exists():
        if not place.is_dir():
            raise NotOursError(place, "是一个文件")
        if others := strangers(place):
            raise NotOursError(place, f"里有不是 perfdsl 生成的内容（{others[0]}）")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / LOCK).is_file():
        raise NotOursError(folder, "不是 perfdsl 建的文件夹")


def is_served(versions: Versions) -> bool:
    """Whether a site stands at the place."""
    return versions.linked > 0 or is_ours(versions.place)
