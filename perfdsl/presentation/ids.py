"""Addresses of projects' pages and anchors of rows: made from codes and ids, never shown names, so that they last.

A row is known by a digest of its content path (the framework's group names and its own name), so that neither its
position nor full-width against half-width marks matter; a note ``> 编码: …`` frees it from its name too.
"""

from __future__ import annotations

from collections.abc import Iterable

from perfdsl.model.addresses import CODE_KEYS, digest, slug
from perfdsl.model.table import Group, Indicator, MoneyItem, NoteField, Table


def project_file(project: MoneyItem) -> str:
    """The file name of a project's page within its document's folder."""
    return f"project-{_code(project.notes) or digest(project.name, size=5)}.html"


def section_id(title: str) -> str:
    return f"s-{digest(title)}"


def group_id(keys: Iterable[str]) -> str:
    return f"g-{digest(*keys)}"


def group_ids(table: Table) -> dict[int, str]:
    """The anchor of every group, by its line in the file. Unique within the table."""
    ids: dict[int, str] = {}
    taken: dict[str, int] = {}
    for group in table.groups:
        _take_group_ids(group, (), ids, taken)
    return ids


def indicator_ids(table: Table) -> dict[int, str]:
    """The anchor of every indicator and part, by its line in the file. Unique within the table."""
    ids: dict[int, str] = {}
    taken: dict[str, int] = {}
    for indicator in table.indicators:
        ids[indicator.line] = unique(_indicator_id(indicator), taken)
        for part in indicator.parts:
            ids[part.line] = unique(_indicator_id(part, indicator.name), taken)
    return ids


def funding_id(block: str, path: Iterable[str], taken: dict[str, int]) -> str:
    """The anchor of a funding row: its block and the names from the root down to it."""
    return unique(f"f-{digest(block, *path)}", taken)


def unique(anchor: str, taken: dict[str, int]) -> str:
    """The anchor, numbered from the second row on that has the same (equal names, which the checker reports)."""
    count = taken[anchor] = taken.get(anchor, 0) + 1
    return anchor if count == 1 else f"{anchor}-{count}"


def _take_group_ids(group: Group, above: tuple[str, ...], ids: dict[int, str], taken: dict[str, int]) -> None:
    path = (*above, group.key)
    ids[group.span.line] = unique(group_id(path), taken)
    for child in group.children:
        _take_group_ids(child, path, ids, taken)


def _indicator_id(indicator: Indicator, *parents: str) -> str:
    code = _code(indicator.notes) if indicator.notes else ""
    return f"i-{code}" if code else f"i-{digest(*indicator.groups, *parents, indicator.name)}"


def _code(notes: Iterable[NoteField]) -> str:
    return next((slug(note.value) for note in notes if note.key in CODE_KEYS and note.value.strip()), "")
