"""Places in prose: from an offset in a section's Markdown to a line and its columns."""

from __future__ import annotations

from perfdsl.diagnostics import Span
from perfdsl.model.table import Section


def span_at(section: Section, start: int, end: int) -> Span:
    """The place of ``markdown[start:end]`` (code points, within one line) in the file."""
    line_start = section.markdown.rfind("\n", 0, start) + 1
    return Span(section.line_at(start), start - line_start, end - line_start)
