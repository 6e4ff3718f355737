"""Diagnostics: what is wrong, where, why, and what to do about it.

Owns the value types that every stage returns beside its result. Errors are values here;
exceptions are kept for bugs. Nothing in this module knows how a diagnostic is printed.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
LEVEL_NAMES: dict[str, str] = {"error": "错误", "warning": "警告", "info": "提示"}


class Span(NamedTuple):
    """A stretch of one source line.

    ``line`` is 1-based; ``start`` and ``end`` are 0-based code-point offsets within that line
    (``end`` exclusive). The notation is line-oriented, so no span ever crosses a line, and a
    parsed line keeps its spans wherever it moves.
    """

    line: int
    start: int
    end: int


class Label(NamedTuple):
    """A second place that explains a diagnostic, e.g. the first of two equal names."""

    span: Span
    text: str


class Edit(NamedTuple):
    """Replace the text of ``span`` by ``text`` (no line breaks)."""

    span: Span
    text: str


class Fix(NamedTuple):
    """A change that removes the finding.

    ``safe``: what is written cannot come to mean something else, so ``check --fix`` applies it unasked. Any other is
    suggested: shown, and applied when somebody has looked at it.
    """

    message: str
    edits: tuple[Edit, ...]
    safe: bool = False


class Diagnostic(NamedTuple):
    """One thing that is wrong. ``message`` says what is wrong, ``hint`` what to do; both in Chinese, for the writer."""

    code: str
    severity: Severity
    message: str
    span: Span
    hint: str = ""
    labels: tuple[Label, ...] = ()
    fix: Fix | None = None

    def on_line(self, line: int) -> Diagnostic:
        """The same about another line: the place, and that of the fix, are there."""
        fix = self.fix
        if fix:
            edits = tuple(edit._replace(span=edit.span._replace(line=line)) for edit in fix.edits)
            fix = fix._replace(edits=edits)
        return self._replace(span=self.span._replace(line=line), fix=fix)
