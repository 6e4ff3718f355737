"""Apply safe fixes to the bytes of a file; whatever no fix names stays as it is, line ends and BOM included."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from perfdsl.diagnostics import Diagnostic, Edit

_LINE_END = re.compile(r"(\r\n|\r|\n)")
_BOM = "\ufeff"
MAX_ROUNDS = 10


def fix_all(data: bytes, check: Callable[[bytes], Iterable[Diagnostic]]) -> tuple[bytes, int]:
    """Fix until nothing is left to fix; the new bytes and the number of fixes applied.

    ``check`` gives the findings of a state. A line that can be read again may show new findings, so there are
    several rounds; a round whose findings come back is undone, as a fix that does not help is no fix.
    """
    applied, findings = 0, list(check(data))
    for _ in range(MAX_ROUNDS):
        chosen = compatible(findings)
        if not chosen:
            break
        fixed = apply(data, [edit for finding in chosen if finding.fix for edit in finding.fix.edits])
        after = list(check(fixed))
        if not {_place(finding) for finding in chosen}.isdisjoint(_place(finding) for finding in after):
            break
        data, findings, applied = fixed, after, applied + len(chosen)
    return data, applied


def compatible(findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The findings whose fixes do not touch each other; of two that do, the first."""
    chosen: list[Diagnostic] = []
    taken: list[Edit] = []
    for finding in findings:
        edits = finding.fix.edits if finding.fix else ()
        if edits and not any(_touches(edit, other) for edit in edits for other in taken):
            chosen.append(finding)
            taken.extend(edits)
    return chosen


def _place(finding: Diagnostic) -> tuple[str, int, str]:
    return finding.code, finding.span.line, finding.message


def apply(data: bytes, edits: Iterable[Edit]) -> bytes:
    """The UTF-8 ``data`` with every edit made."""
    text = data.decode("utf-8")
    bom, text = (_BOM, text[1:]) if text.startswith(_BOM) else ("", text)
    pieces = _LINE_END.split(text)
    for edit in sorted(edits, key=lambda edit: edit.span, reverse=True):
        index = (edit.span.line - 1) * 2
        line = pieces[index]
        pieces[index] = line[: edit.span.start] + edit.text + line[edit.span.end :]
    return (bom + "".join(pieces)).encode("utf-8")


def _touches(one: Edit, other: Edit) -> bool:
    a, b = one.span, other.span
    return a.line == b.line and a.start <= b.end and b.start <= a.end
