"""The index of a site: all documents, as their summaries."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar, cast

from perfdsl.presentation.display import year_label
from perfdsl.site.expected import Expected
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
    _when: dict[int, tuple[Sequence[Summary], tuple[str, str]]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

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

    def when(self, shown: Sequence[Summary]) -> tuple[str, str]:
        """The newest day of some documents, and their years; told once of a tuple, which many pages may share."""
        known = self._when.get(id(shown))
        if known is not None and known[0] is shown:
            return known[1]
        told = max((one.published.iso for one in shown), default=""), _years(shown)
        if isinstance(shown, tuple):
            self._when[id(shown)] = shown, told
        return told

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
    documents: Sequence[Summary] | None = None,
) -> PageFrame:
    """The frame of a page that belongs to no document. ``crumbs`` are those between the home page and it.

    ``documents`` are those that it shows, all where it is None: the newest of them dates it.
    """
    root, shown = root_of(address), index.summaries if documents is None else documents
    newest, years = index.when(shown)
    return PageFrame(
        site=index.site,
        address=address,
        root=root,
        title=title,
        crumbs=() if address == "index.html" else (home_link(root), *crumbs, PageLink(title, "")),
        source=f"由 {len(shown)} 张表汇总",
        year=year_label(year) if year else years,
        dated=f"公开截至 {newest}" if newest else "公开日期：表中未写",
        date=newest,
        section=section,
        draft=index.draft,
    )


def _years(summaries: Sequence[Summary]) -> str:
    """``2023—2025年度``."""
    years = [one.year for one in summaries if one.year]
    if not years:
        return year_label(None)
    first, last = min(years), max(years)
    return year_label(first) if first == last else f"{first}—{last}年度"


def _newest_first(one: Summary) -> tuple[int, bool, str]:
    return -(one.year or 0), one.kind == "项目", one.folder
