"""The days that a table states: when its budget was approved (批复日期) and when it was published (公开日期)."""

from __future__ import annotations

from typing import NamedTuple

from perfdsl.memo import cached
from perfdsl.model.days import read_day
from perfdsl.model.header import HeaderField
from perfdsl.model.table import Table


class Day(NamedTuple):
    """A day as written, and as ``2024-02-05`` for sorting (``""`` where it names no day)."""

    text: str
    iso: str

    @property
    def shown(self) -> str:
        """One spelling for all; what names no day as it was written."""
        return self.iso or self.text


def approved_day(table: Table) -> Day:
    return _day(table.head.approved)


def published_day(table: Table) -> Day:
    return _day(table.head.published)


def _day(field: HeaderField) -> Day:
    return _read(field.value) if field.value else Day("", "")


@cached()
def _read(text: str) -> Day:
    """Each page of a document says it, and a year's documents are published on few days."""
    day = read_day(text)
    return Day(text.strip(), day.isoformat() if day else "")
