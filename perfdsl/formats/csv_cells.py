"""The cells of CSV: one fact in each, and none that a spreadsheet takes for a formula.

A text that would start a formula gets an apostrophe in front, and so does a text that already has one; whoever
takes away one leading apostrophe has every text to the letter. Numbers come as text and stay as they are.
"""

from __future__ import annotations

import re

from perfdsl.formats.sheets import COMPARATORS, FALSE, TRUE
from perfdsl.memo import MB, Memo
from perfdsl.text.folding import SPACES

GUARD = "'"
# Full-width marks too: the Chinese editions of the spreadsheets read them as well.
_FORMULA_MARKS = "=+-@＝＋－＠"
_FIRST = (*_FORMULA_MARKS, "\t", "\r", "\n", GUARD)
_SPECIAL = re.compile('[,"\r\n]')

# The cell of each text: units and rows write many alike, and asking a dictionary takes no call.
TEXT: Memo[str, str] = Memo(lambda text: quoted(guard(text)), 4 * MB)


def guard(text: str) -> str:
    """``text``, harmless in a spreadsheet."""
    start = text.lstrip(SPACES)
    return f"{GUARD}{text}" if text.startswith(_FIRST) or start.startswith(_FIRST) else text


def unguard(text: str) -> str:
    """The text that was made harmless, also by hand or by another program; any other as it is."""
    return (
        text[len(GUARD) :] if text.startswith(GUARD) and guard(text[len(GUARD) :]).startswith(GUARD) else text
    )


def quoted(text: str) -> str:
    """In quotation marks where CSV needs them."""
    if _SPECIAL.search(text) is None:
        return text
    return '"' + text.replace('"', '""') + '"'


def integer(value: int | None) -> str:
    """A whole number, empty where there is none."""
    return "" if value is None else str(value)


def boolean(value: bool) -> str:
    """In words."""
    return TRUE if value else FALSE


def comparator(value: str | None) -> str:
    """In words, for a sign would start a formula; empty where there is none."""
    return COMPARATORS[value] if value else ""
