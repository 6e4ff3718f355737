"""Edits made in the bytes of a file; whatever no edit names stays as it is, line ends and BOM included."""

from __future__ import annotations

import re
from collections.abc import Iterable

from perfdsl.diagnostics import Diagnostic, Edit

_LINE_END = re.compile(r"(\r\n|\r|\n)")
_BOM = "\ufeff"


def apply(data: bytes, edits: Iterable[Edit]) -> bytes:
    """The UTF-8 ``data`` with every edit made."""
    text = data.decode("utf-8")
    bom, text = (_BOM, text[1:]) if text.startswith(_BOM) else ("", text)
    pieces = _LINE_END.split(text)
    lines: dict[int, list[Edit]] = {}
    for edit in edits:
        lines.setdefault(edit.span.line, []).append(edit)
    for line, its_edits in lines.items():
        index = (line - 1) * 2
        pieces[index] = edited_line(pieces[index], its_edits)
    return (bom + "".join(pieces)).encode("utf-8")


def edited_line(line: str, edits: Iterable[Edit]) -> str:
    """One line with its edits made."""
    for edit in sorted(edits, key=lambda edit: edit.span, reverse=True):
        line = line[: edit.span.start] + edit.text + line[edit.span.end :]
    return line


def edits_of(findings: Iterable[Diagnostic]) -> list[Edit]:
    """All edits of the findings' fixes."""
    return [edit for finding in findings if finding.fix for edit in finding.fix.edits]


def compatible(findings: Iterable[Diagnostic], beside: Iterable[Diagnostic] = ()) -> list[Diagnostic]:
    """The findings whose fixes touch neither each other nor those ``beside``; of two that do, the first."""
    chosen: list[Diagnostic] = []
    taken: dict[int, list[Edit]] = {}
    for finding in beside:
        _take(finding, taken)
    for finding in findings:
        edits = finding.fix.edits if finding.fix else ()
        if edits and not any(
            _touch(edit, other) for edit in edits for other in taken.get(edit.span.line, ())
        ):
            chosen.append(finding)
            _take(finding, taken)
    return chosen


def _take(finding: Diagnostic, taken: dict[int, list[Edit]]) -> None:
    for edit in finding.fix.edits if finding.fix else ():
        taken.setdefault(edit.span.line, []).append(edit)


def _touch(one: Edit, other: Edit) -> bool:
    a, b = one.span, other.span
    return a.line == b.line and a.start <= b.end and b.start <= a.end
