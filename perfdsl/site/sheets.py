"""Which pages are made together, and of which parts of the overview: what a build needs to know to make them anew.

A page says what it is made of where it is made (``HOME`` in ``views/home.py``). Where none of these parts changed, the
pages stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from perfdsl.site.entries import IndicatorEntry
from perfdsl.site.overview import Overview
from perfdsl.site.page import Page
from perfdsl.site.summary import Summary

# The parts. Everything that is the same for all documents (settings, templates) is no part: where it changes, all is new.
TABLES = "tables"  # which there are, and what a list says of each in a row
PROJECT_ROWS = "projects"
FUNDING_ROWS = "funding"
CORRECTION_ROWS = "corrections"
INDICATOR_ROWS = "indicators"  # any row of any indicator
UNREADABLE = "unreadable files"


class Sheet(NamedTuple):
    """Pages that are made together. ``name`` is its own in the whole site and lasts."""

    name: str
    made_of: frozenset[str]
    pages: Callable[[], Iterable[Page]]


class Family(NamedTuple):
    """Sheets of one kind: the first word of their names is ``name``. Together they are made of no other parts."""

    name: str
    made_of: frozenset[str]
    sheets: Callable[[Overview], Iterable[Sheet]]


def pages_of(name: str, *made_of: str, pages: Callable[[Overview], Iterable[Page]]) -> Family:
    """A family of one sheet."""
    parts = frozenset(made_of)

    def sheets(overview: Overview) -> Iterator[Sheet]:
        yield Sheet(name, parts, lambda: pages(overview))

    return Family(name, parts, sheets)


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
    if before is None or after is None or _head(before) != _head(after):
        yield TABLES
    for part, field in (
        (PROJECT_ROWS, "projects"),
        (FUNDING_ROWS, "funding"),
        (CORRECTION_ROWS, "corrections"),
    ):
        if getattr(before, field, ()) != getattr(after, field, ()):
            yield part
    yield from _changed_indicators(before, after)


def _head(one: Summary) -> tuple[object, ...]:
    """What lists say of a document: all but what has a part of its own."""
    return (
        *_identity(one),
        (one.framework, one.source, one.code, one.owner, one.publisher, one.approved),
        (one.total, one.basic, one.project, one.missing, one.errors),
        (len(one.projects), bool(one.funding), one.indicator_count, one.measured),
    )


def _identity(one: Summary) -> tuple[object, ...]:
    """What stands beside each of its indicators on the pages of these."""
    return (one.folder, one.kind, one.name, one.year, one.periods, one.published)


def _changed_indicators(before: Summary | None, after: Summary | None) -> Iterator[str]:
    old, new = _by_key(before), _by_key(after)
    same = before is not None and after is not None and _identity(before) == _identity(after)
    if list(old) != list(new):  # lists follow the order of the tables
        yield INDICATOR_ROWS
    for key in old.keys() | new.keys():
        if not same or old.get(key) != new.get(key):
            yield INDICATOR_ROWS
            yield indicator_part(key)


def _by_key(one: Summary | None) -> dict[str, list[IndicatorEntry]]:
    """The rows of each indicator, in their order."""
    found: dict[str, list[IndicatorEntry]] = {}
    for entry in one.indicators if one is not None else ():
        found.setdefault(entry.key, []).append(entry)
    return found
