"""All documents of a site, as their summaries: what the pages of the whole site are made from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from perfdsl.site.info import SiteInfo
from perfdsl.site.summary import Summary


@dataclass(frozen=True)
class Overview:
    """``summaries`` are in order: new years first, departments before projects, then by address.

    ``unreadable`` names files without a table (drafts only).
    """

    site: SiteInfo
    summaries: tuple[Summary, ...]
    draft: bool = False
    unreadable: tuple[str, ...] = ()

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
    def by_unit(self) -> dict[str, tuple[Summary, ...]]:
        """The documents of each unit (the same 编码, or the same place in the project), new years first."""
        units: dict[str, list[Summary]] = {}
        for one in self.summaries:
            units.setdefault(one.unit, []).append(one)
        return {unit: tuple(found) for unit, found in units.items()}

    def previous(self, one: Summary) -> Summary | None:
        """The same unit's document of the year before."""
        return self.by_folder.get(last_years_folder(one.folder, one.year))


def overview(
    site: SiteInfo, summaries: Iterable[Summary], *, draft: bool = False, unreadable: tuple[str, ...] = ()
) -> Overview:
    """Put the documents in order."""
    return Overview(site, tuple(sorted(summaries, key=_newest_first)), draft, unreadable)


def last_years_folder(folder: str, year: int | None) -> str:
    """Where the same unit's document of the year before is, if there is one; ``""`` without a year."""
    return "" if year is None else f"{year - 1}/{folder.partition('/')[2]}"


def _newest_first(one: Summary) -> tuple[int, bool, str]:
    return -(one.year or 0), one.kind == "项目", one.folder
