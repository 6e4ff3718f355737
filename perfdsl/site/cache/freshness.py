"""Is everything as the last build left it? Told by the stamps of files where they prove it; nothing heavy is imported.

There is one answer for whoever asks: a build that may have nothing to do, one that does only what changed, and a
preview that starts with what is known.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from perfdsl.log import Log
from perfdsl.publishing.beside import is_tidy
from perfdsl.publishing.marker import CLUTTER
from perfdsl.site.cache.build_cache import LAYOUT, BuildCache
from perfdsl.site.cache.cached_rows import BuildFigures, KnownFile, PlacedFile
from perfdsl.site.inputs import other_inputs
from perfdsl.site.options import Options
from perfdsl.site.output_folder.writer import SiteFile
from perfdsl.workspace.cache import FOLDER, program
from perfdsl.workspace.discovery import file_names, open_workspace
from perfdsl.workspace.stamps import NO_CLOCK, Clock, Stamp, digest, digest_of, stamp, stamps_below
from perfdsl.workspace.store import CacheError

_log = Log(__name__)
MANY = 200  # files of a site that are read at every build rather than once in a longer one


class Freshness(NamedTuple):
    """The files of a project beside what the last build read in them.

    ``tables`` are those that say what they said, as they are now; ``changed`` those that say something else or are new;
    ``gone`` those that are no longer there. ``inputs`` are the files beside them, as they are now. A stamp that was
    taken now is kept where it proves something from now on.
    """

    tables: Mapping[str, KnownFile]
    changed: tuple[str, ...]
    gone: tuple[str, ...]
    inputs: Mapping[str, KnownFile]
    has_same_inputs: bool

    @property
    def is_complete(self) -> bool:
        """Whether a site that was made of these files is made of them still."""
        return self.has_same_inputs and not (self.changed or self.gone)


class FolderState(NamedTuple):
    """The site that is there beside what the cache knows: files ``as_left``; the ``damaged``; and ``strays``.

    ``doubtful`` are those as left whose content had to be looked at, with their stamps.
    """

    as_left: dict[str, SiteFile]
    damaged: frozenset[str]
    strays: frozenset[str]
    doubtful: dict[str, Stamp]


def compare(
    root: Path, names: Iterable[str], cache: BuildCache, clock: Clock = NO_CLOCK, *, read_all: bool = False
) -> Freshness:
    """Compare the tables ``names``, and the files beside them, with what the cache knows. ``clock`` was looked at before
    any of them. Not to trust stamps is to ``read_all``. Raises CacheError.
    """
    known = cache.tables()
    known_inputs = cache.inputs()
    inputs = {
        name: look_at(root / name, known_inputs.get(name), clock, read_all=read_all)
        for name in other_inputs(root)
    }
    tables: dict[str, KnownFile] = {}
    changed: list[str] = []
    for name in names:
        before = known.pop(name, None)
        now = before and look_at(root / name, before, clock, read_all=read_all)
        if before and now and now.content == before.content:
            tables[name] = now
        else:
            changed.append(name)
    return Freshness(
        tables, tuple(changed), tuple(known), inputs, _contents(inputs) == _contents(known_inputs)
    )


def look_at(file: Path, known: KnownFile | None, clock: Clock, *, read_all: bool = False) -> KnownFile:
    """A file of the project as it is now. It is not opened where its stamp proves that it says what is ``known``."""
    seen = stamp(file)  # before the content: what is written in between shows the next time
    if known is not None and seen is not None and seen == known.stamp and not read_all:
        return known
    try:
        content = digest(file.read_bytes())
    except OSError:  # gone in between: the next build will see
        content = ""
    if seen is not None and clock.proves(seen):
        return KnownFile(seen, content)
    return known if known is not None and known.content == content else KnownFile(None, content)


def compare_folder(out: Path, files: Mapping[str, PlacedFile], *, read_all: bool = False) -> FolderState:
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
    return FolderState(as_left, frozenset(files.keys() - as_left.keys()), frozenset(strays), doubtful)


def already_built(root: Path, out: Path, options: Options) -> BuildFigures | None:
    """The figures of the last build, where everything is as it left it; None where a build has to look closer."""
    workspace = open_workspace(root, safe=options.safe)
    file = cache_file(workspace.root, out, options)
    if not file.is_file() or workspace.findings or not is_tidy(out.resolve()):
        return None
    try:
        with BuildCache(file, only_read=True) as cache:
            about = cache.about()
            if about is None or about.program != program() or about.figures.broken:
                return None
            names, read_all = file_names(workspace), options.publish
            if not compare(workspace.root, names, cache, read_all=read_all).is_complete:
                return None
            files = {address: one for owned in cache.files().values() for address, one in owned.items()}
    except CacheError as error:
        _log.info("缓存读不出来：%s", file, error=error)
        return None
    found = compare_folder(out, files, read_all=read_all)
    if found.damaged or found.strays:
        return None
    if len(found.doubtful) > MANY and not read_all:
        return None  # the build takes note of their stamps, so that they are looked at this once
    return about.figures


def cache_file(root: Path, out: Path, options: Options) -> Path:
    """Where the cache keeps what it knows of the site in ``out``, be there a cache or not."""
    place = os.path.relpath(out.resolve(), root.resolve())
    return root / FOLDER / f"site-{digest_of((LAYOUT, place, *options))[:12]}.sqlite"


def _contents(files: Mapping[str, KnownFile]) -> dict[str, str]:
    return {name: known.content for name, known in files.items()}


def _sha256(file: Path) -> str:
    """The checksum of a file's content, "" where it has none: a link is never followed."""
    if file.is_symlink():
        return ""
    try:
        return sha256(file.read_bytes()).hexdigest()
    except OSError:
        return ""
