"""Display cells of a terminal: Chinese takes two, zero-width marks none."""

from __future__ import annotations

from unicodedata import combining, east_asian_width

from perfdsl.memo import cached
from perfdsl.text.folding import ZERO_WIDTH

TAB_STOP = 4


def width(text: str) -> int:
    """Cells that ``text`` takes in a terminal (no tabs; see :func:`printable`)."""
    return len(text) if text.isascii() else sum(map(_cells, text))


def printable(text: str) -> str:
    """``text`` with tabs as spaces and control characters as ``␀``…, so that its width is known."""
    if text.isprintable():
        return text
    return "".join(" " * TAB_STOP if char == "\t" else _visible(char) for char in text)


def _visible(char: str) -> str:
    code = ord(char)
    return chr(0x2400 + code) if code < 32 else char


@cached()
def _cells(char: str) -> int:
    if char in ZERO_WIDTH or combining(char):
        return 0
    # Ambiguous marks (“ ” ≥ ①) are shown in two cells by the Chinese fonts of the desktops we serve in prose,
    # but terminals count them as one; the terminal decides here.
    return 2 if east_asian_width(char) in "WF" else 1
