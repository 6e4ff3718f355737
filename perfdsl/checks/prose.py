"""Places in prose: from an offset in a section's Markdown to a line and its columns."""

from __future__ import annotations

from perfdsl.diagnostics import Span
from perfdsl.model.section import Section


def span_at(section: Section, start: int, end: int) -> Span:
    """The place of ``markdown[start:end]`` (code points, within one line) in the file."""
    line, column = section.place_at(start)
    return Span(line, column, column + end - start)
