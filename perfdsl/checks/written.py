"""A short text of a table, a name or a described value, with its place and role."""

from __future__ import annotations

from typing import NamedTuple

from perfdsl.diagnostics import Span


class Written(NamedTuple):
    """One text. ``start`` is where its first character stands in its line (behind the quote of a quoted name)."""

    text: str
    role: str
    line: int
    start: int

    def at(self, start: int, end: int) -> Span:
        """The place of ``text[start:end]``."""
        return Span(self.line, self.start + start, self.start + end)

    @property
    def span(self) -> Span:
        return self.at(0, len(self.text))


def written(text: str, role: str, span: Span) -> Written:
    quote = (span.end - span.start - len(text)) // 2
    return Written(text, role, span.line, span.start + max(quote, 0))
