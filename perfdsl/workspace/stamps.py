"""Has a file changed? Judged by size and time without opening it, and by content where these cannot tell."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

# A file saved this shortly before we looked may be saved again with the same time (FAT counts in two seconds).
_YOUNG = 2_000_000_000


class Stamp(NamedTuple):
    """``size`` in bytes, ``mtime`` in nanoseconds."""

    size: int
    mtime: int

    def is_young(self, now: int) -> bool:
        """Whether equal stamps do not yet prove equal content; ``now`` is the time in nanoseconds."""
        return self.mtime > now - _YOUNG


def stamp(file: Path | str) -> Stamp | None:
    """The stamp of a file, None where there is none."""
    try:
        found = os.stat(file)  # noqa: PTH116 - pathlib takes twice as long, and there are many
    except OSError:
        return None
    return Stamp(found.st_size, found.st_mtime_ns)


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
                    yield prefix + entry.name, Stamp(found.st_size, found.st_mtime_ns)


def _seen(folder: str, seen: set[str]) -> bool:
    """Whether links led to this folder before: they may go in circles."""
    real = os.path.realpath(folder)
    if real in seen:
        return True
    seen.add(real)
    return False
