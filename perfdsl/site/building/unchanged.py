"""Is everything as the last build left it? Told by the stamps of the files where they prove it; nothing heavy is imported."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from perfdsl.publishing.marker import CLUTTER
from perfdsl.site.building.site_file import SiteFile
from perfdsl.site.building.state import Placed, Source
from perfdsl.workspace.stamps import Stamp, digest, stamp, stamps_below


class Figures(NamedTuple):
    """What a build says of itself."""

    pages: int
    documents: int
    errors: int
    warnings: int
    broken: int


class Left(NamedTuple):
    """The site that is there beside what the cache knows: files ``as_left``; the ``damaged``; and ``strays``.

    ``doubtful`` are those as left whose content had to be looked at, with their stamps.
    """

    as_left: dict[str, SiteFile]
    damaged: frozenset[str]
    strays: frozenset[str]
    doubtful: dict[str, Stamp]


def look_at(out: Path, files: Mapping[str, Placed], *, read_all: bool = False) -> Left:
    """Compare the folder with what was written there. Not to trust any stamp is to ``read_all``."""
    there = dict(stamps_below(out, follow=False))
    as_left: dict[str, SiteFile] = {}
    doubtful: dict[str, Stamp] = {}
    for address, (file, known) in files.items():
        found = there.get(address)
        if found is None:
            continue
        if found != known or read_all:
            if found.size != file.size or _sha256(out / address) != file.sha256:
                continue
            doubtful[address] = found
        as_left[address] = file
    strays = {
        address for address in there if address not in files and address.rpartition("/")[2] not in CLUTTER
    }
    return Left(as_left, frozenset(files.keys() - as_left.keys()), frozenset(strays), doubtful)


def is_same(file: Path, known: Source | None, *, read_all: bool = False) -> bool:
    """Whether a file of the project is as it was read."""
    if known is None:
        return False
    found = stamp(file)
    if found is None:
        return False
    if found == known.stamp and not read_all:
        return True
    try:
        return digest(file.read_bytes()) == known.content
    except OSError:
        return False


def _sha256(file: Path) -> str:
    """The checksum of a file's content, "" where it has none: a link is never followed."""
    if file.is_symlink():
        return ""
    try:
        return sha256(file.read_bytes()).hexdigest()
    except OSError:
        return ""
