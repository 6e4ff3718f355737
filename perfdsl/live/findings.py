"""Findings as the page's overlay shows them: where, the line with what is marked, why, and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypedDict

from perfdsl.diagnostics import Diagnostic, Edit
from perfdsl.fixer import edited_line
from perfdsl.reports.text import excerpt


class ShownFinding(TypedDict):
    """As the page's script takes it. ``caret`` is a line that marks the place below ``excerpt`` where Chinese
    characters are two cells wide; ``fix`` says what can be changed at a click, ``safe``
    whether without a look at ``fixed``, the lines as they would be then; ``href`` leads to the page and row.
    """

    file: str
    line: int
    column: int
    severity: str
    code: str
    message: str
    hint: str
    excerpt: str
    caret: str
    fix: str | None
    fixable: bool
    safe: bool
    fixed: str
    href: str


def shown_finding(file: str, found: Diagnostic, lines: tuple[str, ...] = (), href: str = "") -> ShownFinding:
    """One finding of a file with these lines."""
    text, caret = _excerpt(found, lines)
    return ShownFinding(
        file=file,
        line=found.span.line,
        column=found.span.start + 1,
        severity=found.severity,
        code=found.code,
        message=found.message,
        hint=found.hint,
        excerpt=text,
        caret=caret,
        fix=found.fix.message if found.fix else None,
        fixable=found.fix is not None,
        safe=found.fix is not None and found.fix.safe,
        fixed=_fixed(found, lines),
        href=href,
    )


def shown_findings(
    file: str,
    found: Iterable[Diagnostic],
    lines: tuple[str, ...] = (),
    page: str = "",
    shown: Mapping[str, int] | None = None,
) -> tuple[ShownFinding, ...]:
    """All findings of a file. ``page`` is where it is shown; ``shown`` are the lines of the rows there."""
    rows = {line: key for key, line in reversed([*(shown or {}).items()]) if not key.endswith(".html")}
    return tuple(shown_finding(file, one, lines, _href(page, rows.get(one.span.line, ""))) for one in found)


def _href(page: str, row: str) -> str:
    return f"{page}#{row}" if page and row else page


def _excerpt(found: Diagnostic, lines: tuple[str, ...]) -> tuple[str, str]:
    shown = list(excerpt(lines, found.span))
    if len(shown) != 2:
        return "", ""
    margin = shown[0].index(" | ") + len(" | ")
    return shown[0][margin:], shown[1][margin:]


def _fixed(found: Diagnostic, lines: tuple[str, ...]) -> str:
    """The lines that the fix changes, as they are with it."""
    if found.fix is None or not lines:
        return ""
    edits: dict[int, list[Edit]] = {}
    for edit in found.fix.edits:
        edits.setdefault(edit.span.line, []).append(edit)
    return "\n".join(edited_line(lines[line - 1], edits[line]) for line in sorted(edits))
