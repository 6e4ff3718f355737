"""The pages of the whole site: groups that depend on something that changed are drawn anew, the others stay."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import partial
from typing import NamedTuple

from perfdsl.site.building.made import Made
from perfdsl.site.building.run import BuildRun
from perfdsl.site.index.site_index import SiteIndex
from perfdsl.site.output_folder.page_links import Links
from perfdsl.site.page import Page
from perfdsl.site.page_groups import PageGroup, PageKind
from perfdsl.site.views import SITE_PAGES
from perfdsl.workspace.pickles import dump

_BATCHES = 6  # of groups for each worker: so that none waits long for the last one

StaleGroup = tuple[PageKind, PageGroup]


class Groups(NamedTuple):
    """``all`` groups of the new site by name; ``stale`` are those to draw."""

    all: dict[str, PageGroup]
    stale: list[StaleGroup]

    def tasks(self, run: BuildRun, index: SiteIndex, workers: int) -> list[Callable[[], list[Made]]]:
        """Drawing them, in batches: neighbours take about the same time, so they are in different ones."""
        batches = min(len(self.stale), _BATCHES * workers)
        return [partial(_draw, run, index, self.stale[number::batches]) for number in range(batches)]


def compare_groups(run: BuildRun, index: SiteIndex, facets: Collection[str]) -> Groups:
    """The groups of the new site; those that are as they were keep their files. ``facets`` of the index changed."""
    found: dict[str, PageGroup] = {}
    stale: list[StaleGroup] = []
    for kind in SITE_PAGES:
        for group in _groups_of(kind, run, index, facets):
            found[group.name] = group
            if not _keeps(run, group, facets):
                stale.append((kind, group))
    return Groups(found, stale)


def draw_pages(run: BuildRun, owner: str, pages: Iterable[Page]) -> Made:
    """Draw pages, one at a time, and take note of their links. Raises BadTemplateError."""
    links, files = Links(), {}
    for page in pages:
        address, html = page.frame.address, run.renderer.render(page)
        links.add({address: html})
        files[address] = run.output.write(owner, address, html.encode("utf-8", "replace"))
    return Made(owner, files, links=dump(links.open))


def _groups_of(
    kind: PageKind, run: BuildRun, index: SiteIndex, facets: Collection[str]
) -> Iterable[PageGroup]:
    """Where the groups of a kind are those of before, they need not be looked for."""
    before = [group for group in run.previous.page_groups.values() if group.kind == kind.name]
    return before if before and kind.depends_on.isdisjoint(facets) else kind.groups(index)


def _keeps(run: BuildRun, group: PageGroup, facets: Collection[str]) -> bool:
    """Whether a group is as it was; then it keeps its files."""
    previous, name = run.previous, group.name
    if previous.page_groups.get(name) != group or not group.depends_on.isdisjoint(facets):
        return False
    if name in previous.damaged:
        return False
    run.output.adopt(name, previous.as_left.get(name, {}))
    return True


def _draw(run: BuildRun, index: SiteIndex, groups: Iterable[StaleGroup]) -> list[Made]:
    return [draw_pages(run, group.name, kind.pages_of(group, index)) for kind, group in groups]
