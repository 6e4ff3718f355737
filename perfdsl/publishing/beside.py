"""The hidden folder beside a site: its lock, and all that is on the way into the site or out of it (decision 0029).

For ``_site`` it is ``._site.perfdsl``. Whoever builds into a site, publishes to it or from it holds the lock in there; so
what is found there was left by someone who is gone.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from perfdsl.log import Log
from perfdsl.publishing.ours import draw_token, known_token, token_of
from perfdsl.workspace import disk
from perfdsl.workspace.file_lock import holding_lock
from perfdsl.workspace.trees import is_folder, is_plain_file, make_folders, remove_tree
from perfdsl.workspace.writing import write_atomically

LOCK = "perfdsl.lock"
_log = Log(__name__)
Say = Callable[[str], None]
_NOT_FOR_GIT = "# 由 perfdsl 生成，不用提交\n*\n"
_OURS = re.compile(r"(new|next|old|spare)\.[0-9a-f]{16}")


def hidden(place: Path) -> Path:
    """The folder beside ``place``."""
    return place.with_name(f".{place.name}.perfdsl")


class Beside:
    """``place`` is the site, ``folder`` the one beside it. All that is done here is done with the lock held."""

    def __init__(self, place: Path) -> None:
        self.place, self.folder = place, hidden(place)

    @property
    def next(self) -> Path:
        """A whole release on its way into the place."""
        return self._named("next")

    @property
    def old(self) -> Path:
        """What was in the place until now."""
        return self._named("old")

    @property
    def spare(self) -> Path:
        """Files of the site once more, none that it does not hold."""
        return self._named("spare")

    def new(self) -> Path:
        """A name for a folder that nobody else knows, not even a worker of a build that was killed."""
        return self.folder / f"new.{draw_token()}"

    def _named(self, name: str) -> Path:
        return self.folder / f"{name}.{self._token}"

    @cached_property
    def _token(self) -> str:
        return token_of(self.place)

    def recover(self, say: Say) -> None:
        """Finish what somebody who is gone had begun; remove what is of no use; keep what cannot be explained."""
        token, found = known_token(self.place), _left(self.folder)
        if not os.path.lexists(self.place) and any(name.startswith("old.") for name in found):
            if token and {f"old.{token}", f"next.{token}"} <= set(found):
                _log.warning("上一次生成在两次换名之间中断，现在换上：%s", self.next)
                disk.rename(self.next, self.place)
            else:
                self._put_aside([name for name in found if name.startswith(("old.", "next."))], say)
        for name in _left(self.folder):
            if not token or name != f"spare.{token}":
                remove_tree(self.folder / name)

    def _put_aside(self, names: list[str], say: Say) -> None:
        for name in names:
            aside = _free(self.folder / "aside")
            disk.rename(self.folder / name, aside)
            say(f"“{self.folder}”里有一个来历不明的旧网站，没有使用，移到了“{aside.name}”。")


@contextmanager
def holding(place: Path, say: Say) -> Iterator[Beside]:
    """The folder beside ``place`` (resolved) for this process alone, with what a killed run left put right.

    ``say`` is told what the user should know. Raises TakenError, OSError.
    """
    beside = Beside(place)
    _make(beside.folder, say)
    with holding_lock(beside.folder / LOCK) as locked:
        if not locked:
            say(f"“{place.parent}”所在的磁盘不支持文件锁：请不要同时运行两个生成或发布这个网站的 perfdsl。")
        beside.recover(say)
        yield beside


def is_tidy(place: Path) -> bool:
    """Whether nobody who is gone left anything to be put right or removed."""
    token, folder = known_token(place), hidden(place)
    return all(token and name == f"spare.{token}" for name in _left(folder))


def _left(folder: Path) -> list[str]:
    """The entries of builds, sorted."""
    if not is_folder(folder):
        return []
    return sorted(name for name in os.listdir(folder) if _OURS.fullmatch(name))  # noqa: PTH208


def _make(folder: Path, say: Say) -> None:
    """Make the folder where it is missing; a link or a file in its place, or in that of the lock, is put aside."""
    for path, is_right in ((folder, is_folder), (folder / LOCK, is_plain_file)):
        if os.path.lexists(path) and not is_right(path):
            aside = _free(path.with_name(f"{path.name}.aside"))
            disk.rename(path, aside)
            say(f"“{path}”不是 perfdsl 建的，没有使用，移到了“{aside.name}”。")
    make_folders(folder)
    if not os.path.lexists(folder / ".gitignore"):
        write_atomically(folder / ".gitignore", _NOT_FOR_GIT.encode())


def _free(path: Path) -> Path:
    """A name that nothing has: with the first number that is free."""
    number = 1
    while os.path.lexists(f"{path}.{number}"):
        number += 1
    return Path(f"{path}.{number}")
