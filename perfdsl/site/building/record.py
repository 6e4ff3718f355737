"""What a build tells the cache when the site is in its place: all at once, from what came of its steps.

A stamp is kept only where it proves that a file is the same; a file without one is looked into again.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from perfdsl.publishing.permalinks import NAME as PERMALINKS
from perfdsl.site.building.fragments import fragments_owner
from perfdsl.site.building.run import BuildRun
from perfdsl.site.cache.cached_rows import BuildFigures, BuildRecord, KnownBundle, KnownFile, PlacedFile
from perfdsl.site.cache.freshness import MANY, look_at
from perfdsl.site.output_folder.writer import SiteFile
from perfdsl.site.page_groups import PageGroup
from perfdsl.workspace.cache import program
from perfdsl.workspace.stamps import Clock, Stamp, clock_of, newest, stamp


class BuildResults(NamedTuple):
    """What came of the steps of a build. ``drawn`` are the tables drawn anew, which the cache was told of already.

    ``links`` are those of all other pages that were drawn, packed, by owner; ``fragments`` are digests by folder.
    """

    figures: BuildFigures
    drawn: frozenset[str]
    page_groups: Mapping[str, PageGroup]
    bundles: Mapping[str, KnownBundle]
    fragments: Mapping[str, str]
    links: Mapping[str, bytes]


def record(run: BuildRun, results: BuildResults) -> None:
    """The site as it is now. Raises CacheError."""
    cache, previous = run.cache, run.previous
    if cache.folder is None:
        return
    cache.drop_documents(run.freshness.gone)
    cache.put_page_groups(previous.page_groups, results.page_groups)
    cache.put_bundles(previous.bundles, results.bundles)
    cache.put_fragments(previous.fragments, results.fragments)
    before, now = (
        {*groups, *map(fragments_owner, fragments)}
        for groups, fragments in (
            (previous.page_groups, previous.fragments),
            (results.page_groups, results.fragments),
        )
    )
    cache.drop_links(before - now)
    cache.put_links({owner: links for owner, links in results.links.items() if owner in now})
    _record_files(run, results.drawn, BuildRecord(program(), run.project.fingerprint, results.figures))


def record_stamps(run: BuildRun) -> None:
    """Nothing changed, but stamps may have. Raises CacheError."""
    if run.cache.folder is not None and run.previous.about is not None:
        _record_files(run, frozenset(), run.previous.about)


def _record_files(run: BuildRun, drawn: frozenset[str], about: BuildRecord) -> None:
    """What is known of all files, of the project and of the site; then it counts."""
    cache, known = run.cache, run.cache.tables()
    cache.put_stamps(
        {name: now for name, now in run.freshness.tables.items() if name not in drawn and now != known[name]}
    )
    cache.put_inputs(cache.inputs(), _inputs(run))
    cache.put_files(run.previous.files, _placed_files(run))
    cache.put_about(about)
    cache.commit()


def _inputs(run: BuildRun) -> dict[str, KnownFile]:
    """The files beside the tables, of which a build writes one itself."""
    found = {name: known for name, known in run.freshness.inputs.items() if name != PERMALINKS}
    file = run.project.root / PERMALINKS
    return found | {PERMALINKS: look_at(file, None, run.clock)} if stamp(file) else found


# ---- The files of the site


def _placed_files(run: BuildRun) -> dict[str, dict[str, PlacedFile]]:
    """Each with the stamp that it has in its place; by owner."""
    owned = _owned(run)
    stamps = _stamps(run, owned)
    return {
        owner: {address: PlacedFile(file, stamps[address]) for address, file in files.items()}
        for owner, files in owned.items()
    }


def _owned(run: BuildRun) -> Mapping[str, Mapping[str, SiteFile]]:
    """The files of the site by their owners; where nothing was made, those that are there."""
    if not run.output.files:
        return run.previous.as_left
    owned: dict[str, dict[str, SiteFile]] = {}
    for address, file in run.output.files.items():
        owned.setdefault(run.output.owners[address], {})[address] = file
    return owned


def _stamps(run: BuildRun, owned: Mapping[str, Mapping[str, SiteFile]]) -> dict[str, Stamp | None]:
    """How each file was left; None where that proves nothing."""
    before = {address: one for files in run.previous.files.values() for address, one in files.items()}
    doubtful = run.previous.doubtful
    found: dict[str, Stamp | None] = {}
    unsure: dict[str, SiteFile] = {}
    for files in owned.values():
        for address, file in files.items():
            known = before.get(address) if address not in run.output.linked else None
            if known is None or known.file != file:
                unsure[address] = file
            elif address in doubtful:
                found[address] = doubtful[address] if run.clock.is_past(doubtful[address]) else None
            else:
                found[address] = known.stamp
    return found | _settled(run.output.out, unsure, run.cache.folder)


def _settled(out: Path, files: Mapping[str, SiteFile], folder: Path | None) -> dict[str, Stamp | None]:
    """The stamps of files that are new in their place. Where many were written only just now, we wait for a tick of
    the clock rather than have the next build read them.
    """
    found = {address: _placed(out / address, file) for address, file in files.items()}
    clock = _clock_of_site(out, folder, found.values())
    if sum(one is not None and not clock.is_past(one) for one in found.values()) > MANY and clock.is_fine:
        time.sleep(2 * clock.tick / 1e9)
        clock = _clock_of_site(out, folder, found.values())
    return {address: one if one and clock.is_past(one) else None for address, one in found.items()}


def _placed(path: Path, file: SiteFile) -> Stamp | None:
    """The stamp of a file, None where it is no longer what was written."""
    found = stamp(path)
    return found if found and (found.size, found.written) == (file.size, file.mtime) else None


def _clock_of_site(out: Path, folder: Path | None, stamps: Iterable[Stamp | None]) -> Clock:
    """The cache lies on the same disk as a rule; else the youngest file tells that it was so late at least."""
    if folder is not None and _device(folder) == _device(out):
        return clock_of(folder)
    return newest(one for one in stamps if one is not None)


def _device(folder: Path) -> int | None:
    try:
        return folder.stat().st_dev
    except OSError:
        return None
