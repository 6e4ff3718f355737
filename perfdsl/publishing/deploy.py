"""``perfdsl publish``: put a built site where the web server looks for it, keep older ones, go back to them.

The new version is copied beside the old one and proved whole by its manifest; then it takes the place in one step.
Whatever happens in between, readers see the old site or the new one.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from perfdsl.log import Log
from perfdsl.publishing.beside import Say, hidden, holding
from perfdsl.publishing.errors import (
    BusyError,
    NotASiteError,
    NothingToRollBackError,
    NotOursError,
    UnwritableError,
    shown,
)
from perfdsl.publishing.manifest import digest, read_manifest, site_files
from perfdsl.publishing.marker import CLUTTER, is_ours
from perfdsl.publishing.moves import folder_back, folder_forward, link_back, link_forward, uses_link
from perfdsl.publishing.versions import Versions, is_served, versions_of
from perfdsl.workspace import disk
from perfdsl.workspace.file_lock import TakenError
from perfdsl.workspace.trees import copy_tree, is_folder, remove_tree

KEEP = 3
_log = Log(__name__)


def publish(
    site: Path, place: Path, *, keep: int = KEEP, link: bool = True, say: Say = lambda _: None
) -> int:
    """Put ``site`` (a folder that ``build`` made) at ``place`` and keep ``keep`` older versions; how many there are.

    ``link``: let ``place`` be a symbolic link where that can be. ``say`` is told what the user should know of the
    folders. Raises a PublishError; then all is as it was.
    """
    with ExitStack() as stack:
        stack.enter_context(_nobody_builds(site, say))
        refuse_unless_whole(site)
        versions = stack.enter_context(_at(place, say, site))
        copy_tree(site, versions.new, CLUTTER)
        refuse_unless_whole(versions.new)
        disk.flush_all(versions.new)
        forward = link_forward if uses_link(versions, link) else folder_forward
        forward(versions)
        older = _older(versions)
        for number in older[: max(0, len(older) - keep)]:
            versions.drop(number)
        return min(keep, len(older))


def roll_back(place: Path, say: Say = lambda _: None) -> int:
    """Put the version before in place and remove the one there is; how many still older ones are left."""
    with _at(place, say) as versions:
        older = _older(versions)
        if not older or not is_served(versions):
            raise NothingToRollBackError(place)
        refuse_unless_whole(versions.version(older[-1]))
        back = link_back if versions.linked else folder_back
        back(versions, older[-1])
        return len(older) - 1


def refuse_unless_whole(site: Path) -> None:
    """Raise NotASiteError where a folder is no site of ours, a draft, or other than its manifest says."""
    known = read_manifest(site)
    if known is None or not is_ours(site):
        raise NotASiteError(site, "不是 perfdsl 生成的网站")
    if known.profile == "draft":
        raise NotASiteError(site, "是草稿，不能公开")
    found = set(site_files(site))
    wrong = found ^ set(known.files) or {name for name in found if digest(site / name) != known.files[name]}
    if wrong:
        raise NotASiteError(site, f"里的“{shown(min(wrong))}”与 manifest.json 不符，网站没有生成完或被改动过")


def _older(versions: Versions) -> list[int]:
    """The versions that one can go back to, oldest first."""
    return [number for number in versions.numbers() if number < versions.linked or not versions.linked]


@contextmanager
def _nobody_builds(site: Path, say: Say) -> Iterator[None]:
    """The built site stays as it is; what a killed build left is put right. A copy that is only read needs no lock."""
    with ExitStack() as stack:
        if is_folder(hidden(site.resolve())):
            try:
                stack.enter_context(holding(site.resolve(), say))
            except TakenError as error:
                raise BusyError(site) from error
            except OSError as error:
                _log.info("不能防止发布时有人生成这个网站：%s", site, error=error)
        yield


@contextmanager
def _at(place: Path, say: Say, site: Path | None = None) -> Iterator[Versions]:
    """The place, for this process alone, with what a killed run left put right."""
    try:
        versions = versions_of(place)
        _refuse_nesting(versions, site)
        if not versions.place.parent.is_dir():
            raise FileNotFoundError(errno.ENOENT, "上一级文件夹不存在", str(place))
        with holding(versions.place, say):
            _empty_folder_away(versions)
            versions.recover()
            try:
                yield versions
            finally:
                with suppress(OSError):  # else the next run does
                    remove_tree(versions.new)
    except TakenError as error:
        raise BusyError(place) from error
    except OSError as error:
        raise UnwritableError(place, error.strerror or "文件不能复制") from error


def _refuse_nesting(versions: Versions, site: Path | None) -> None:
    """The built site itself is no place for it."""
    place = versions.place.resolve()
    if site is not None and (place.is_relative_to(site.resolve()) or site.resolve().is_relative_to(place)):
        raise NotOursError(versions.place, "就是生成的网站自己的文件夹")


def _empty_folder_away(versions: Versions) -> None:
    """A folder that someone made for the site, and left empty, makes room."""
    place = versions.place
    if place.is_dir() and not place.is_symlink() and not is_ours(place) and not any(place.iterdir()):
        disk.remove_folder(place)
