"""The index of a site: all documents, as their summaries."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar, cast

from perfdsl.presentation.display import year_label
from perfdsl.site.expected import Expected
from perfdsl.site.index.coverage import Coverage, coverage
from perfdsl.site.index.summary import Summary
from perfdsl.site.info import SiteInfo
from perfdsl.site.navigation import NavigationEntry
from perfdsl.site.page import PageFrame, PageLink, home_link, root_of

T = TypeVar("T")
Writers = Callable[[Collection[str]], Collection[str]]


@dataclass(frozen=True)
class SiteIndex:
    """``summaries`` are in order: new years first, departments before projects, then by address.

    ``expected`` are the units that ought to publish. ``unreadable`` names files without a table (drafts only).
    ``writers`` tells the folders of the documents that write indicators of some keys, where it is known without asking
    the documents, whose rows may still lie in the cache.
    """

    site: SiteInfo
    summaries: tuple[Summary, ...]
    expected: tuple[Expected, ...] = ()
    draft: bool = False
    unreadable: tuple[str, ...] = ()
    writers: Writers | None = field(default=None, repr=False, compare=False)
    _made: dict[object, object] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def by_folder(self) -> dict[str, Summary]:
        """Every document by its address."""
        return {one.folder: one for one in self.summaries}

    @cached_property
    def by_year(self) -> dict[int | None, tuple[Summary, ...]]:
        """The documents of each year, new years first."""
        years: dict[int | None, list[Summary]] = {}
        for one in self.summaries:
            years.setdefault(one.year, []).append(one)
        return {year: tuple(found) for year, found in years.items()}

    @cached_property
    def coverage(self) -> Coverage:
        """Of all documents."""
        return coverage(self.summaries)

    def once(self, make: Callable[[SiteIndex], T]) -> T:
        """What several pages need of all documents: made when the first of them asks for it."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast(T, self._made[make])

    def has_made(self, make: Callable[[SiteIndex], T]) -> bool:
        """Whether it was made already."""
        return make in self._made

    def writing(self, keys: Collection[str]) -> Iterable[Summary]:
        """The documents that write some indicator of these keys, in order; maybe others as well."""
        if self.writers is None:
            return self.summaries
        folders = self.writers(keys)
        return (one for one in self.summaries if one.folder in folders)

    def previous(self, one: Summary) -> Summary | None:
        """The same unit's document of the year before."""
        return None if one.year is None else self.by_folder.get(f"{one.year - 1}/{one.unit}")


def site_index(
    site: SiteInfo,
    summaries: Iterable[Summary],
    *,
    expected: tuple[Expected, ...] = (),
    draft: bool = False,
    unreadable: tuple[str, ...] = (),
    writers: Writers | None = None,
) -> SiteIndex:
    """Put the documents in order."""
    ordered = tuple(sorted(summaries, key=_newest_first))
    return SiteIndex(site, ordered, expected, draft, unreadable, writers)


def site_frame(
    index: SiteIndex,
    address: str,
    title: str,
    crumbs: tuple[PageLink, ...] = (),
    *,
    section: NavigationEntry | None = None,
    year: int | None = None,
    covers: Coverage | None = None,
) -> PageFrame:
    """The frame of a page that belongs to no document. ``crumbs`` are those between the home page and it.

    It ``covers`` the documents that it shows, all where it is None: the newest of them dates it.
    """
    root, (documents, newest, years) = root_of(address), covers or index.coverage
    return PageFrame(
        site=index.site,
        address=address,
        root=root,
        title=title,
        crumbs=() if address == "index.html" else (home_link(root), *crumbs, PageLink(title, "")),
        source=f"由 {documents} 张表汇总",
        year=year_label(year) if year else years,
        dated=f"公开截至 {newest}" if newest else "公开日期：表中未写",
        date=newest,
        section=section,
        draft=index.draft,
    )


def _newest_first(one: Summary) -> tuple[int, bool, str]:
    return -(one.year or 0), one.kind == "项目", one.folder
