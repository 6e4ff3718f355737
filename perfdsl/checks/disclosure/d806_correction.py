"""D806: a correction that does not say when, what the value was, or why."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.rule import Finding, rule
from perfdsl.model.corrections import CORRECTION, read_correction
from perfdsl.model.table import NoteField, Table

_HINT = "写成“> 更正: 2024-05-06 由“原来的值”改为“现在的值”，原因”"


@rule("D806", "更正不完整", "warning")
def check(table: Table) -> Iterator[Finding]:
    for note in _notes(table):
        if note.key == CORRECTION and (missing := _missing(note.value)):
            yield Finding(note.value_span, f"更正没有写明{'、'.join(missing)}", _HINT)


def _missing(text: str) -> list[str]:
    correction = read_correction(text)
    said = {"日期": correction.date, "原来的值": correction.old, "原因": correction.reason}
    return [name for name, value in said.items() if not value]


def _notes(table: Table) -> Iterator[NoteField]:
    """The notes below every line that has values."""
    for indicator in table.with_parts():
        yield from indicator.notes
    for item in (*table.funding.items, *table.projects):
        for one in (item, *item.parts):
            yield from one.notes
