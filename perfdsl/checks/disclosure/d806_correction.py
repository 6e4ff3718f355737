"""D806: a correction that does not say when, what the value was, or why."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.row import Row
from perfdsl.checks.rule import Finding, row_rule
from perfdsl.model.corrections import CORRECTION, read_correction
from perfdsl.model.table import NoteField, Table

_HINT = "写成“> 更正: 2024-05-06 由“原来的值”改为“现在的值”，原因”"


def _of_money(table: Table) -> Iterator[Finding]:
    for item in (*table.funding.items, *table.projects):
        for one in (item, *item.parts):
            yield from _incomplete(one.notes)


@row_rule("D806", "更正不完整", "warning", of="marked", rest=_of_money)
def check(row: Row) -> Iterator[Finding]:
    """The notes below every line that has values."""
    return _incomplete(row.indicator.notes)


def _incomplete(notes: tuple[NoteField, ...]) -> Iterator[Finding]:
    for note in notes:
        if note.key == CORRECTION and (missing := _missing(note.value)):
            yield Finding(note.value_span, f"更正没有写明{'、'.join(missing)}", _HINT)


def _missing(text: str) -> list[str]:
    correction = read_correction(text)
    said = {"日期": correction.date, "原来的值": correction.old, "原因": correction.reason}
    return [name for name, value in said.items() if not value]
