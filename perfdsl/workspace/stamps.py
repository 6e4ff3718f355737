"""Has a file changed? Judged without opening it where that is proof, and by its content where it is not.

As git and ninja do: size, time of the last write, time of the last change of whatever kind, and number of the file.
The third is set by the system alone, so a time that was set back (``touch -r``, a restored backup) shows all the same.
A stamp is proof only where the clock of the disk has moved on since: else the file may have been written twice
within one tick (git calls such an entry racily clean), and its content is looked at.

Windows tells no time of change: there a stamp is no proof for what goes into a site, and every table is read.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

from perfdsl.log import Log
from perfdsl.workspace import disk

_HAS_CHANGE_TIME = sys.platform != "win32"
# How long two writes may have the same time, in nanoseconds: a tick of the system, or the two seconds that FAT counts in.
_TICK, _COARSE = 20_000_000, 2_000_000_000
_FINE = 10_000_000  # a time that is no multiple of this was told by a disk that counts finely
_PROBE = "clock"
_log = Log(__name__)


class Stamp(NamedTuple):
    """``size`` in bytes, ``written`` and ``changed`` in nanoseconds. The last two are 0 where the system has no such."""

    size: int
    written: int
    changed: int
    number: int


class Clock(NamedTuple):
    """The time of a disk when somebody looked, in nanoseconds, and how long two of its times may be the same."""

    now: int
    tick: int

    def proves(self, stamp: Stamp) -> bool:
        """Whether a file that has this stamp, which was taken later than the clock, has been the same ever since."""
        return _HAS_CHANGE_TIME and self.is_past(stamp)

    def is_past(self, stamp: Stamp) -> bool:
        """Whether the time of the stamp is over, so that a later write has another one."""
        return (stamp.changed or stamp.written) < self.now - self.tick

    @property
    def is_fine(self) -> bool:
        """Whether it is worth waiting until it moves on."""
        return self.tick == _TICK


NO_CLOCK = Clock(0, 0)  # proves nothing


def clock_of(folder: Path) -> Clock:
    """The clock of the disk that a folder lies on, which may be another machine's; NO_CLOCK where it tells none."""
    probe = folder / _PROBE
    try:
        if probe.is_symlink():
            disk.remove(probe)  # what it leads to is not ours
        disk.close(disk.create(probe))
        disk.touch(probe)
        return newest((_of(probe.stat()),))
    except OSError as error:
        _log.info("这个文件夹写不了，不知道它的时钟，改动一律按内容核对：%s", folder, error=error)
        return NO_CLOCK


def newest(stamps: Iterable[Stamp]) -> Clock:
    """What the clock of the disk must at least have been when these were taken."""
    now = max((one.changed or one.written for one in stamps), default=0)
    return Clock(now, _TICK if now % _FINE else _COARSE)


def stamp(file: Path | str) -> Stamp | None:
    """The stamp of a file, None where there is none."""
    try:
        return _of(os.stat(file))  # noqa: PTH116 - pathlib takes twice as long, and there are many
    except OSError:
        return None


def stamps_below(folder: Path, *, follow: bool = True) -> Iterator[tuple[str, Stamp]]:
    """Every file below a folder, by its POSIX path there; nothing where the folder is missing.

    To ``follow`` symbolic links is to look at what they lead to, in each real folder once, and to leave out what is no
    file. Not to do so is to take them for files.
    """
    return _walk(str(folder), follow=follow)


def digest(content: bytes) -> str:
    """The name of a content: equal for equal bytes only."""
    return blake2b(content, digest_size=16).hexdigest()


def digest_of(parts: Iterable[object]) -> str:
    """The name of several values, by what they say of themselves (``repr``)."""
    sum_ = blake2b(digest_size=16)
    for part in parts:
        sum_.update(repr(part).encode("utf-8", "surrogatepass"))
        sum_.update(b"\0")
    return sum_.hexdigest()


def _of(found: os.stat_result) -> Stamp:
    if _HAS_CHANGE_TIME:
        return Stamp(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)
    return Stamp(found.st_size, found.st_mtime_ns, 0, 0)


def _walk(folder: str, *, follow: bool) -> Iterator[tuple[str, Stamp]]:
    """Without pathlib and without recursion: a site has thousands of folders."""
    waiting = [("", folder)]
    seen: set[str] = set()
    while waiting:
        prefix, here = waiting.pop()
        if follow and _seen(here, seen):
            continue
        try:
            entries = os.scandir(here)
        except OSError:
            continue
        with entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=follow):
                    if entry.name != "__pycache__":
                        waiting.append((f"{prefix}{entry.name}/", entry.path))
                    continue
                try:
                    found = entry.stat(follow_symlinks=follow)
                except OSError:  # gone, or a link that leads nowhere
                    continue
                if not follow or S_ISREG(found.st_mode):
                    yield prefix + entry.name, _of(found)


def _seen(folder: str, seen: set[str]) -> bool:
    """Whether links led to this folder before: they may go in circles."""
    real = os.path.realpath(folder)
    if real in seen:
        return True
    seen.add(real)
    return False
