"""Makers of diagnostics for whole lines and single words."""

from __future__ import annotations

from perfdsl.diagnostics import Diagnostic, Fix, Severity, Span
from perfdsl.syntax.nodes import Line, Word


def line_span(line: Line) -> Span:
    """The written part of a line, without indentation and comment."""
    end = line.comment.start if line.comment else len(line.text)
    content = line.text[:end].rstrip()
    return Span(line.number, len(content) - len(content.lstrip()), len(content))


def line_diagnostic(
    code: str,
    severity: Severity,
    message: str,
    line: Line,
    hint: str = "",
    word: Word | None = None,
    fix: Fix | None = None,
) -> Diagnostic:
    """A diagnostic about ``word`` of ``line``, or about the whole line."""
    span = word.span(line.number) if word else line_span(line)
    return Diagnostic(code, severity, message, span, hint, (), fix)


def one_or_several(line: Line, cell: Word, columns: tuple[str, ...]) -> Diagnostic:
    """One number with commas between its thousands, or a value for each of ``columns``: nobody can tell."""
    each = cell.text.replace("，", " / ")
    hint = f"是一个数的，逗号写成半角：{cell.text.replace('，', ',')}；是{'、'.join(columns)}的，写成 {each}"
    return line_diagnostic(
        "P103", "error", f"“{cell.text}”看不出是一个数还是 {len(columns)} 个", line, hint, cell
    )
