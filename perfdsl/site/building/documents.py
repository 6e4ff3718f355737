"""The tables of a project, each as it was drawn before or drawn anew; what changed by that."""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from perfdsl.site.building.kept import Kept, PackedRows, unpack
from perfdsl.site.building.pool import batches, in_order
from perfdsl.site.building.site_file import SiteFile
from perfdsl.site.building.state import Source, State
from perfdsl.site.building.timings import Timings
from perfdsl.site.building.unchanged import is_same
from perfdsl.site.building.worker import Drawn, Job, Settings, work
from perfdsl.site.errors import AddressTakenError
from perfdsl.site.index.summary import Summary
from perfdsl.site.page_groups import UNREADABLE, changed_facets
from perfdsl.workspace.stamps import NO_CLOCK, Clock, stamp

if TYPE_CHECKING:
    from concurrent.futures import Executor


@dataclass(slots=True)
class Documents:
    """All tables of a build. ``before`` and ``now`` are by file; ``redone`` are those drawn in this build, with
    their links, packed.

    ``clock`` was looked at before any file. ``facets`` are those of the index that are other than before.
    """

    settings: Settings
    state: State
    timings: Timings
    owned: Mapping[str, Mapping[str, SiteFile]]
    clock: Clock = NO_CLOCK
    before: dict[str, Kept] = field(default_factory=dict)
    now: dict[str, Kept] = field(default_factory=dict)
    redone: dict[str, bytes] = field(default_factory=dict)
    restamped: dict[str, Source] = field(default_factory=dict)

    @property
    def errors(self) -> int:
        return sum(kept.errors for kept in self.now.values())

    @property
    def warnings(self) -> int:
        return sum(kept.warnings for kept in self.now.values())

    @property
    def with_errors(self) -> tuple[str, ...]:
        """The files that have errors."""
        return tuple(name for name, kept in self.now.items() if kept.errors)

    @property
    def unreadable(self) -> tuple[str, ...]:
        """The files without a table."""
        return tuple(name for name, kept in self.now.items() if kept.unreadable)

    @property
    def gone(self) -> tuple[str, ...]:
        """The files that are no longer there; told when all that are there are known."""
        return tuple(name for name in self.before if name not in self.now)

    def summaries(self) -> dict[str, Summary]:
        """By folder. Raises AddressTakenError."""
        found: dict[str, Summary] = {}
        for kept in self.now.values():
            if (one := kept.summary) is None:
                continue
            if one.folder in found:
                raise AddressTakenError(one.folder, found[one.folder].source, one.source)
            found[one.folder] = one
        return found

    def by_folder(self) -> dict[str, str]:
        """The file of each document, by the folder of its pages."""
        return {kept.summary.folder: name for name, kept in self.now.items() if kept.summary}

    def changed_facets(self) -> frozenset[str]:
        """What the pages of the whole site show other than before; of no use where nothing was before."""
        if not self.before:
            return frozenset()
        changed = {name for name in self.redone if name in self.now} | set(self.gone)
        found = {
            facet
            for name in changed
            for facet in changed_facets(_summary(self.before, name), _summary(self.now, name))
        }
        unreadable = tuple(name for name, kept in self.before.items() if kept.unreadable)
        return frozenset(found | ({UNREADABLE} if unreadable != self.unreadable else set()))

    def recall(self, names: Iterable[str], damaged: frozenset[str]) -> list[str]:
        """Take from the cache what still holds; the files to be drawn anew: new ones, those with another content, and
        those whose pages are ``damaged``. Raises CacheError.
        """
        sources, stale = {}, []
        for name, (source, head) in self.state.sources().items():
            sources[name] = source
            self.before[name] = unpack(head, partial(self.state.rows, name))
        for name in names:
            is_known = name in self.before and owner_of(name) not in damaged
            if is_known and self._is_same(name, sources[name]):
                self.now[name] = self.before[name]
            else:
                stale.append(name)
        return stale

    def put_in_order(self, names: Iterable[str]) -> None:
        """The order of the files, whatever the order in which they were done."""
        self.now = {name: self.now[name] for name in names}

    def _is_same(self, name: str, source: Source) -> bool:
        file = self.settings.root / name
        seen = stamp(file)  # before the content: what is written in between shows the next time
        same = is_same(file, source, read_all=self.settings.options.publish)
        if same and seen is not None and seen != source.stamp and self.clock.proves(seen):
            self.restamped[name] = Source(seen, source.content)
        return same

    def draw(self, names: list[str], executor: Executor | None) -> Generator[Drawn]:
        """Draw files, and remember what they gave. After the first error the others are checked only."""
        task = partial(work, self.settings)
        with closing(in_order(executor, task, map(self._jobs, batches(names)))) as done:
            for batch in done:
                for stage, seconds in batch.seconds.items():
                    self.timings.add(stage, seconds)
                for drawn in batch.drawn:
                    self._take(drawn)
                    yield drawn

    def _jobs(self, names: tuple[str, ...]) -> tuple[Job, ...]:
        draws = self.settings.options.draft or not any(kept.errors for kept in self.now.values())
        return tuple(Job(name, self.owned.get(owner_of(name), {}), draws) for name in names)

    def _take(self, drawn: Drawn) -> None:
        before = _summary(self.before, drawn.name)
        if before is not None and isinstance(before.indicators, PackedRows):
            before.indicators.unpack()  # they lie where the new ones are put now
        stamp, content = drawn.source
        source = Source(stamp if stamp is not None and self.clock.proves(stamp) else None, content)
        self.state.put_source(drawn.name, source, drawn.found, drawn.pieces)
        self.redone[drawn.name] = drawn.found.links
        self.now[drawn.name] = unpack(drawn.found.head, partial(attrgetter("rows"), drawn.found))

    def writers(self, keys: Collection[str]) -> frozenset[str]:
        """The folders of the documents that write some indicator of these keys."""
        folders, wanted = {name: folder for folder, name in self.by_folder().items()}, frozenset(keys)
        texts = self.state.indicator_keys()
        return frozenset(
            folders[name]
            for name, text in texts
            if name in folders and not wanted.isdisjoint(text.split("\n"))
        )


def owner_of(name: str) -> str:
    """Who owns the files of a table."""
    return f"table {name}"


def _summary(kept: Mapping[str, Any], name: str) -> Summary | None:
    found = kept.get(name)
    return found.summary if found else None
