"""What a build tells the cache of the files that it read and wrote, so that the next one need not look into them.

A stamp is kept only where it proves that a file is the same; a file without one is read again.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from pathlib import Path

from perfdsl.publishing.permalinks import NAME as PERMALINKS
from perfdsl.site.building.before import Before
from perfdsl.site.building.site_file import SiteFile
from perfdsl.site.building.staging import Stage
from perfdsl.site.building.state import About, Placed, Source, State
from perfdsl.site.building.target import MANY
from perfdsl.site.building.unchanged import Figures
from perfdsl.site.inputs import other_inputs
from perfdsl.workspace.cache import program
from perfdsl.workspace.stamps import Clock, Stamp, clock_of, digest, newest, stamp


class Memory:
    """Of one build. ``clock`` was looked at before any file of the project was."""

    def __init__(
        self, before: Before, stage: Stage, state: State, root: Path, clock: Clock, *, read_all: bool
    ) -> None:
        """Looks at the files beside the tables. Not to trust stamps is to ``read_all``. Raises CacheError."""
        self._before, self._stage, self._state, self._root, self._clock = before, stage, state, root, clock
        self._known = state.inputs()
        self._inputs = {
            name: self._input(name, seen, read_all=read_all) for name, seen in other_inputs(root).items()
        }

    def has_same_inputs(self) -> bool:
        """Whether all files beside the tables say what they said at the last build."""
        return _contents(self._inputs) == _contents(self._known)

    def remember_stamps(self, sources: Mapping[str, Source]) -> None:
        """Nothing changed but stamps; ``sources`` are tables. Raises CacheError."""
        if self._before.about is not None:
            self._remember(self._before.about, sources)

    def remember(self, figures: Figures, context: str, sources: Mapping[str, Source]) -> None:
        """The site as it is now; ``sources`` are tables by other stamps than before. Raises CacheError."""
        lock = self._inputs.pop(PERMALINKS, None)  # the only input that a build may write itself
        if seen := stamp(self._root / PERMALINKS):
            lock = self._inputs[PERMALINKS] = self._input(PERMALINKS, seen, read_all=True)
        about = About(program(), context, lock.content if lock else "", tuple(figures))
        self._remember(about, sources)

    def _remember(self, about: About, sources: Mapping[str, Source]) -> None:
        if self._state.folder is None:
            return
        self._state.put_about(about, self._inputs)
        self._state.put_stamps(sources)
        self._remember_files(self._state.folder)
        self._state.commit()

    # ---- The files of the project

    def _input(self, name: str, seen: Stamp, *, read_all: bool) -> Source:
        known = self._known.get(name)
        if known is not None and known.stamp == seen and not read_all:
            return known
        try:
            content = digest((self._root / name).read_bytes())
        except OSError:  # gone in between: the next build will see
            content = ""
        return Source(seen if self._clock.proves(seen) else None, content)

    # ---- The files of the site

    def _remember_files(self, folder: Path) -> None:
        before, now = self._before.files, self._owned()
        stamps = self._stamps(now, folder)
        for owner in before.keys() - now.keys():
            self._state.put_files(owner, {})
        for owner, files in now.items():
            placed = {address: Placed(file, stamps[address]) for address, file in files.items()}
            if before.get(owner) != placed:
                self._state.put_files(owner, placed)

    def _owned(self) -> dict[str, dict[str, SiteFile]]:
        """The files of the site by their owners; where nothing was made, those that are there."""
        if not self._stage.files:
            return {owner: dict(files) for owner, files in self._before.owned.items()}
        owned: dict[str, dict[str, SiteFile]] = {}
        for address, file in self._stage.files.items():
            owned.setdefault(self._stage.owners[address], {})[address] = file
        return owned

    def _stamps(self, owned: Mapping[str, Mapping[str, SiteFile]], folder: Path) -> dict[str, Stamp | None]:
        """How each file was left; None where that proves nothing."""
        before = {address: one for files in self._before.files.values() for address, one in files.items()}
        found: dict[str, Stamp | None] = {}
        unsure: dict[str, SiteFile] = {}
        for files in owned.values():
            for address, file in files.items():
                known = before.get(address) if address not in self._stage.linked else None
                if address in self._before.doubtful and known is not None and known.file == file:
                    seen = self._before.doubtful[address]
                    found[address] = seen if self._clock.is_past(seen) else None
                elif known is not None and known.file == file:
                    found[address] = known.stamp
                else:
                    unsure[address] = file
        return found | self._settled(unsure, folder)

    def _settled(self, files: Mapping[str, SiteFile], folder: Path) -> dict[str, Stamp | None]:
        """The stamps of files that are new in their place. Where many were written only just now, we wait for a tick of
        the clock rather than have the next build read them.
        """
        found = {address: self._placed(address, file) for address, file in files.items()}
        clock = self._clock_of_site(folder, found.values())
        if sum(one is not None and not clock.is_past(one) for one in found.values()) > MANY and clock.is_fine:
            time.sleep(2 * clock.tick / 1e9)
            clock = self._clock_of_site(folder, found.values())
        return {address: one if one and clock.is_past(one) else None for address, one in found.items()}

    def _placed(self, address: str, file: SiteFile) -> Stamp | None:
        """The stamp of a file, None where it is no longer what was written."""
        found = stamp(self._stage.out / address)
        return found if found and (found.size, found.written) == (file.size, file.mtime) else None

    def _clock_of_site(self, folder: Path, stamps: Iterable[Stamp | None]) -> Clock:
        """The cache lies on the same disk as a rule; else the youngest file tells that it was so late at least."""
        if _device(folder) == _device(self._stage.out):
            return clock_of(folder)
        return newest(one for one in stamps if one is not None)


def _contents(sources: Mapping[str, Source]) -> dict[str, str]:
    return {name: source.content for name, source in sources.items()}


def _device(folder: Path) -> int | None:
    try:
        return folder.stat().st_dev
    except OSError:
        return None
