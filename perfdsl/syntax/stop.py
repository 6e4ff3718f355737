"""Where reading a line stopped, and what there is to say about it."""

from __future__ import annotations

from typing import NamedTuple

from perfdsl.diagnostics import Diagnostic, Edit, Fix, Severity, Span


class Stop(NamedTuple):
    """Where the parser stopped: what it had read (``before``), what stood there, which terminals would have fitted."""

    at: int
    before: str
    found: str
    expected: set[str]


class Problem(NamedTuple):
    """A diagnostic that does not know its line yet: problems are memoised with the line's text.

    ``fix`` is (label, start, end, text): replace what stands between two columns; ``safe`` as in
    :class:`~perfdsl.diagnostics.Fix`.
    """

    code: str
    message: str
    start: int
    end: int
    hint: str = ""
    fix: tuple[str, int, int, str] | None = None
    safe: bool = False
    severity: Severity = "error"

    def at(self, line: int) -> Diagnostic:
        """The diagnostic in its place."""
        fix = None
        if self.fix:
            label, start, end, text = self.fix
            fix = Fix(label, (Edit(Span(line, start, end), text),), self.safe)
        return Diagnostic(
            self.code, self.severity, self.message, Span(line, self.start, self.end), self.hint, (), fix
        )
