"""A short text of a table, a name or a described value, with its place and role."""

from __future__ import annotations

from typing import NamedTuple

from perfdsl.diagnostics import Span


class TextAt(NamedTuple):
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


def text_at(text: str, role: str, span: Span) -> TextAt:
    quote = (span.end - span.start - len(text)) // 2
    return TextAt(text, role, span.line, span.start + max(quote, 0))
