"""Which pages are made together, and of which parts of the site: what a build needs to know to make them anew.

A page says what it is made of where it is made (``HOME_PAGE`` in ``views/home.py``). Where none of these parts changed,
it stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from perfdsl.site.index.index_rows import IndicatorRow
from perfdsl.site.index.site_index import SiteIndex
from perfdsl.site.index.summary import Summary
from perfdsl.site.page import Page

# The parts. Everything that is the same for all documents (settings, templates) is no part: where it changes, all is new.
TABLES = "tables"  # which there are, whose, of which year and day
FIGURES = "figures"  # their sums, and what is missing in them
PROJECT_ROWS = "projects"
FUNDING_ROWS = "funding"
CORRECTION_ROWS = "corrections"
INDICATOR_NAMES = "indicators"  # which there are, in which groups and order; not what they say
UNREADABLE = "unreadable files"


class Sheet(NamedTuple):
    """Pages that are made together. ``name`` is its own in the whole site and lasts.

    ``recipe`` says which pages these are, in plain values (``marshal`` takes them): the cache keeps it, so that the sheet
    can be made again without looking for all the others.
    """

    name: str
    made_of: frozenset[str]
    recipe: tuple[Any, ...] = ()


class Family(NamedTuple):
    """Sheets of one kind: the first word of their names is ``name``.

    ``made_of`` are the parts that decide which sheets there are and what their recipes say.
    """

    name: str
    made_of: frozenset[str]
    sheets: Callable[[SiteIndex], Iterable[Sheet]]
    pages: Callable[..., Iterable[Page]]  # of the index and what the recipe holds


def pages_of(name: str, *made_of: str, pages: Callable[[SiteIndex], Iterable[Page]]) -> Family:
    """A family of one sheet."""
    only = Sheet(name, frozenset(made_of))
    return Family(name, only.made_of, lambda _: (only,), pages)


def indicator_part(key: str) -> str:
    """The rows of one indicator."""
    return f"indicator {key}"


def document_part(folder: str) -> str:
    """Everything in one document."""
    return f"document {folder}"


def changed_parts(before: Summary | None, after: Summary | None) -> Iterator[str]:
    """The parts that are other than before, where one document changed (None: it is not there)."""
    for one in (before, after):
        if one is not None:
            yield document_part(one.folder)
    is_same = before is not None and after is not None and _identity(before) == _identity(after)
    if not is_same:
        yield TABLES
    if before is None or after is None or _figures(before) != _figures(after):
        yield FIGURES
    for part, field in (
        (PROJECT_ROWS, "projects"),
        (FUNDING_ROWS, "funding"),
        (CORRECTION_ROWS, "corrections"),
    ):
        if getattr(before, field, ()) != getattr(after, field, ()):
            yield part
    yield from _changed_indicators(_rows(before), _rows(after), is_same=is_same)


def _identity(one: Summary) -> tuple[object, ...]:
    """What stands beside each of its rows on the pages of others."""
    return (one.folder, one.kind, one.name, one.year, one.periods, one.published, one.framework, one.code)


def _figures(one: Summary) -> tuple[object, ...]:
    """What lists say of a document beside: all that has no part of its own."""
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
            yield indicator_part(key)


def _name(row: IndicatorRow) -> tuple[object, ...]:
    return row.key, row.name, row.groups, row.parent, row.common, row.anchor


def _rows(one: Summary | None) -> tuple[IndicatorRow, ...]:
    return tuple(one.indicators) if one is not None else ()


def _by_key(rows: tuple[IndicatorRow, ...]) -> dict[str, list[IndicatorRow]]:
    """The rows of each indicator, in their order."""
    found: dict[str, list[IndicatorRow]] = {}
    for row in rows:
        found.setdefault(row.key, []).append(row)
    return found
