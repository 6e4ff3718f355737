"""A prose section of a table, and where its lines stand in the file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from perfdsl.diagnostics import Span
from perfdsl.memo import cached_for_last


class Section(NamedTuple):
    """A prose section. ``markdown`` is its text without comments; ``lines`` says on which line of the file each of its
    lines stands (a line that is only a comment is none of them).
    """

    title: str
    markdown: str
    span: Span
    lines: tuple[int, ...]

    def numbered(self) -> Iterator[tuple[int, str]]:
        """Each line with its number in the file."""
        return zip(self.lines, self.markdown.split("\n"), strict=False)

    def place_at(self, offset: int) -> tuple[int, int]:
        """The line of the file on which the character at ``offset`` of ``markdown`` stands, and its column from 0."""
        starts = _line_starts(self.markdown)
        number = bisect_right(starts, offset) - 1
        return self.lines[number], offset - starts[number]


@cached_for_last
def _line_starts(text: str) -> list[int]:
    """The offset of each line; asked again for every finding in a text, so the last text is remembered."""
    return list(accumulate((len(line) + 1 for line in text.split("\n")), initial=0))
