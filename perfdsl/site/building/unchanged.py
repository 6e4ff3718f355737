"""Is everything as the last build left it? Told by size and time of the files alone; nothing heavy is imported."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from perfdsl.publishing.marker import CLUTTER
from perfdsl.site.building.site_file import SiteFile
from perfdsl.workspace.pickles import NotOursError
from perfdsl.workspace.stamps import Stamp, stamps_below


class Figures(NamedTuple):
    """What a build says of itself."""

    pages: int
    documents: int
    errors: int
    warnings: int
    broken: int


class Left(NamedTuple):
    """The site that is there beside what the cache knows: files ``as_left``; the ``damaged``; and ``strays``."""

    as_left: dict[str, SiteFile]
    damaged: frozenset[str]
    strays: frozenset[str]


def look_at(out: Path, files: Mapping[str, SiteFile]) -> Left:
    """Compare the folder with what was written there."""
    there = dict(stamps_below(out, follow=False))
    as_left = {
        address: file for address, file in files.items() if there.get(address) == Stamp(file.size, file.mtime)
    }
    strays = {
        address for address in there if address not in files and address.rpartition("/")[2] not in CLUTTER
    }
    return Left(as_left, frozenset(files.keys() - as_left.keys()), frozenset(strays))


def read_figures(text: str) -> Figures:
    """As they were remembered. Raises NotOursError."""
    try:
        return Figures(*json.loads(text))
    except (TypeError, ValueError) as error:
        raise NotOursError from error
