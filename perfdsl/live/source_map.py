"""Which line of the file each part of its pages shows, and back.

A part is known by the id of its element. A row without one (a project; a row on a project's page) is known by the
address that its heading links to, e.g. ``project-5f0c.html``: the page's script finds it by either.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from perfdsl.model.table import Table
from perfdsl.presentation.ids import group_ids, section_id, unique
from perfdsl.publishing.published_rows import PublishedRow, published_rows

STRUCTURED = {"资金": "funding", "项目": "projects", "指标": "indicators"}


def source_lines(table: Table) -> dict[str, int]:
    """The source line of every heading and row that the pages of a table can show; rows after their headings."""
    lines: dict[str, int] = {}
    for key, line in (*_sections(table), *_groups(table), *_rows(table)):
        lines.setdefault(key, line)
    return lines


def key_at(lines: Mapping[str, int], line: int) -> str:
    """What shows this line: the nearest at or before it, ``""`` for the head of the page.

    Of several the last: a sum that stands in no line of its own comes before the row that it is made of.
    """
    nearest = max((shown for shown in lines.values() if shown <= line), default=0)
    return next((key for key in reversed([*lines]) if lines[key] == nearest), "")


def row_key(row: PublishedRow) -> str:
    """What a published row is known by on the pages of its own table: ``i-…``, ``f-…`` or ``project-….html``."""
    page, _, anchor = row.address.partition("#")
    return anchor or page.rpartition("/")[2]


def _sections(table: Table) -> Iterator[tuple[str, int]]:
    taken: dict[str, int] = {}
    for section in table.sections:
        yield unique(section_id(section.title), taken), section.span.line
    for title, span in table.section_spans:
        if title in STRUCTURED:
            yield STRUCTURED[title], span.line


def _groups(table: Table) -> Iterator[tuple[str, int]]:
    for line, anchor in group_ids(table).items():
        yield anchor, line


def _rows(table: Table) -> Iterator[tuple[str, int]]:
    for row in published_rows(table):
        yield row_key(row), row.line
