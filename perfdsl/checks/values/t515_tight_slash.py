"""T515: two equal halves with a tight slash, ``健全/健全``, read as one text where two periods were meant."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.row import Row
from perfdsl.checks.rule import Finding, row_rule
from perfdsl.diagnostics import Edit, Fix, Span
from perfdsl.model.kinds import TEXT
from perfdsl.model.table import Target
from perfdsl.text.folding import fold


@row_rule("T515", "斜线两边没有空格", "warning", of="worded")
def check(row: Row) -> Iterator[Finding]:
    """Only where the equal parts are as many as the periods; any other tight slash belongs to the text."""
    periods = len(row.indicator.targets)
    for target in row.worded[:1] if periods > 1 else ():
        if row.indicator.cell_count == 1 and _is_repeated(target, periods):
            message = f"“{target.value.text}”读成了一个值"
            hint = "若是各期的值，请在斜线两边加空格；各期相同时也可以只写一个"
            yield Finding(target.span, message, hint, _fix(target))


def _is_repeated(target: Target, count: int) -> bool:
    if target.value.kind is not TEXT:
        return False
    parts = fold(target.value.text).split("/")
    return len(parts) == count and len(set(parts)) == 1 and parts[0] != ""


def _fix(target: Target) -> Fix:
    line, start, _ = target.span
    places = [start + i for i, char in enumerate(fold(target.value.text)) if char == "/"]
    edits = tuple(Edit(Span(line, place, place + 1), " / ") for place in places)
    return Fix("斜线两边加空格", edits, safe=False)
