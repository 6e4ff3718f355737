"""Display cells of a terminal: Chinese takes two, zero-width marks none."""

from __future__ import annotations

import re
from unicodedata import combining, east_asian_width

from perfdsl.memo import cached
from perfdsl.text.folding import ZERO_WIDTH
from perfdsl.text.patterns import lazy

TAB_STOP = 4
# Control characters, and those that turn the direction of writing.
_COMMANDS = lazy(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def width(text: str) -> int:
    """Cells that ``text`` takes in a terminal (no tabs; see :func:`printable`)."""
    return len(text) if text.isascii() else sum(map(_cells, text))


def printable(text: str) -> str:
    """``text`` with tabs as spaces and in place of what a terminal would obey a sign for it (``␛``, ``<U+202E>``), so that
    its width is known and it stays where it is.
    """
    return text if text.isprintable() else _COMMANDS.sub(_visible, text)


def _visible(command: re.Match[str]) -> str:
    code = ord(command[0])
    if command[0] == "\t":
        return " " * TAB_STOP
    return chr(0x2400 + code) if code < 0x20 else f"<U+{code:04X}>"


@cached()
def _cells(char: str) -> int:
    if char in ZERO_WIDTH or combining(char):
        return 0
    # Ambiguous marks (“ ” ≥ ①) are shown in two cells by the Chinese fonts of the desktops we serve in prose,
    # but terminals count them as one; the terminal decides here.
    return 2 if east_asian_width(char) in "WF" else 1
