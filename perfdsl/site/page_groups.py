"""Which pages are made together, and what of the site's index they depend on: all that a build needs to know to make
them anew.

A page says what it depends on where it is made (``HOME_PAGE`` in ``views/home.py``). Where no such facet of the index
changed, it stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:  # a build that has nothing to do reads groups, and draws none
    from perfdsl.site.index.index_rows import CorrectionRow, FundingRow, IndicatorRow, ProjectRow
    from perfdsl.site.index.site_index import SiteIndex
    from perfdsl.site.index.summary import Summary
    from perfdsl.site.page import Page

# The facets. What is the same for all documents (settings, templates) is none: where it changes, all is new.
TABLES = "tables"  # which there are, whose, of which year and day
FIGURES = "figures"  # their sums, and what is missing in them
PROJECT_ROWS = "projects"
FUNDING_ROWS = "funding"
CORRECTION_ROWS = "corrections"
INDICATOR_NAMES = "indicators"  # which there are, in which groups and order; not what they say
UNREADABLE = "unreadable files"

# Values that ``marshal`` takes, and gives back the same.
Plain = str | int | None | tuple["Plain", ...]


class PageGroup(NamedTuple):
    """Pages that are made together. ``name`` is its own in the whole site and lasts; ``depends_on`` are facets.

    ``arguments`` say which pages these are: the cache keeps them, so that the group can be made again without looking
    for all the others.
    """

    name: str
    depends_on: frozenset[str]
    arguments: tuple[Plain, ...] = ()

    @property
    def kind(self) -> str:
        """The name of its kind: the first word of its own."""
        return self.name.partition(" ")[0]


class PageKind(NamedTuple):
    """Groups of one kind. ``depends_on`` are the facets that decide which groups there are, and on their arguments."""

    name: str
    depends_on: frozenset[str]
    groups: Callable[[SiteIndex], Iterable[PageGroup]]
    pages: Callable[..., Iterable[Page]]  # of the index and the arguments of a group

    def pages_of(self, group: PageGroup, index: SiteIndex) -> Iterable[Page]:
        """The pages of one of its groups."""
        return self.pages(index, *group.arguments)


def page_kind(name: str, *depends_on: str, pages: Callable[[SiteIndex], Iterable[Page]]) -> PageKind:
    """A kind of one group."""
    only = PageGroup(name, frozenset(depends_on))
    return PageKind(name, only.depends_on, lambda _: (only,), pages)


def indicator_facet(key: str) -> str:
    """The rows of one indicator."""
    return f"indicator {key}"


def document_facet(folder: str) -> str:
    """Everything in one document."""
    return f"document {folder}"


def changed_facets(before: Summary | None, after: Summary | None) -> Iterator[str]:
    """The facets that are other than before, where one document changed (None: it is not there)."""
    for one in (before, after):
        if one is not None:
            yield document_facet(one.folder)
    is_same = before is not None and after is not None and _identity(before) == _identity(after)
    if not is_same:
        yield TABLES
    if before is None or after is None or _figures(before) != _figures(after):
        yield FIGURES
    for facet, rows in (
        (PROJECT_ROWS, _projects),
        (FUNDING_ROWS, _funding),
        (CORRECTION_ROWS, _corrections),
    ):
        if rows(before) != rows(after):
            yield facet
    yield from _changed_indicators(_indicators(before), _indicators(after), is_same=is_same)


def _identity(one: Summary) -> tuple[object, ...]:
    """What stands beside each of its rows on the pages of others."""
    return (one.folder, one.kind, one.name, one.year, one.periods, one.published, one.framework, one.code)


def _figures(one: Summary) -> tuple[object, ...]:
    """What lists say of a document beside: all that has no facet of its own."""
    return (
        (one.source, one.owner, one.publisher, one.approved, one.missing, one.errors),
        (one.total, one.basic, one.project, bool(one.funding)),
        (len(one.projects), one.indicator_count, one.measured),
    )


def _changed_indicators(
    old: tuple[IndicatorRow, ...], new: tuple[IndicatorRow, ...], *, is_same: bool
) -> Iterator[str]:
    """``is_same``: what stands beside the rows did not change."""
    if [_name(row) for row in old] != [_name(row) for row in new]:
        yield INDICATOR_NAMES
    before, after = _by_key(old), _by_key(new)
    for key in before.keys() | after.keys():
        if not is_same or before.get(key) != after.get(key):
            yield indicator_facet(key)


def _name(row: IndicatorRow) -> tuple[object, ...]:
    return row.key, row.name, row.groups, row.parent, row.common, row.anchor


def _projects(one: Summary | None) -> tuple[ProjectRow, ...]:
    return one.projects if one else ()


def _funding(one: Summary | None) -> tuple[FundingRow, ...]:
    return one.funding if one else ()


def _corrections(one: Summary | None) -> tuple[CorrectionRow, ...]:
    return one.corrections if one else ()


def _indicators(one: Summary | None) -> tuple[IndicatorRow, ...]:
    return tuple(one.indicators) if one else ()


def _by_key(rows: tuple[IndicatorRow, ...]) -> dict[str, list[IndicatorRow]]:
    """The rows of each indicator, in their order."""
    found: dict[str, list[IndicatorRow]] = {}
    for row in rows:
        found.setdefault(row.key, []).append(row)
    return found
