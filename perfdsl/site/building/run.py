"""What all steps of a build share: the project, the folder that is written to, and what was there before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from perfdsl.publishing.release import Release
from perfdsl.site.building.timings import Timings
from perfdsl.site.cache.build_cache import BuildCache, owner_of
from perfdsl.site.cache.freshness import Freshness, compare
from perfdsl.site.cache.previous_build import PreviousBuild
from perfdsl.site.output_folder.folder import OutputFolder
from perfdsl.site.project import SiteProject
from perfdsl.site.render.renderer import Renderer
from perfdsl.workspace.discovery import file_names
from perfdsl.workspace.stamps import NO_CLOCK, Clock, clock_of


@dataclass(frozen=True, slots=True)
class BuildRun:
    """``names`` are the tables in their order. ``clock`` was looked at before any file. ``release`` is what a publication
    must keep.
    """

    project: SiteProject
    output: OutputFolder
    cache: BuildCache
    timings: Timings
    clock: Clock
    previous: PreviousBuild
    freshness: Freshness
    names: tuple[str, ...]
    release: Release | None

    @classmethod
    def begin(cls, project: SiteProject, output: OutputFolder, cache: BuildCache, timings: Timings) -> Self:
        """Look at what there is. Raises CacheError, BadPermalinksError, PermalinksNotWrittenError."""
        release = Release(project.root) if project.options.publish else None
        clock = clock_of(cache.folder) if cache.folder else NO_CLOCK
        read_all = project.options.publish
        previous = PreviousBuild.read(cache, output, project.fingerprint, read_all=read_all)
        with timings.stage("比对上次的结果"):
            names = tuple(file_names(project.workspace))
            freshness = compare(project.root, names, cache, clock, read_all=read_all)
        return cls(project, output, cache, timings, clock, previous, freshness, names, release)

    @property
    def renderer(self) -> Renderer:
        return self.project.renderer

    @property
    def stale(self) -> list[str]:
        """The tables to draw: those that are new or changed, and those whose files were lost."""
        fresh, damaged = self.freshness.tables, self.previous.damaged
        return [name for name in self.names if name not in fresh or owner_of(name) in damaged]

    @property
    def is_up_to_date(self) -> bool:
        """Whether the site is that of the last build, and nothing that it is made of changed since."""
        return self.previous.is_whole and self.freshness.is_complete
