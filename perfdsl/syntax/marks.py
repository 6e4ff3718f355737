"""The marks of the notation: every character that is read as one, and how comparators are written and shown.

The one home of these classes. Each is written as it stands between ``[`` and ``]`` of a pattern; those without a
backslash are plain sets of characters too. The patterns of ``grammar/perf.lark`` name them (``grammar_files.py``).
"""

from __future__ import annotations

from typing import Literal

from perfdsl.text.folding import ZERO_WIDTH, fold

Operator = Literal[">=", "<=", ">", "<", "=", ":"]

GREATER = ">＞﹥"
LESS = "<＜﹤"
EQUAL = "=＝﹦"
AT_LEAST = "≥≧⩾≮"
AT_MOST = "≤≦⩽≯"
COMPARATORS = GREATER + LESS + EQUAL + AT_LEAST + AT_MOST

COLONS = ":：∶﹕"
COMMAS = ",，﹐"
PLUSES = "+＋"
HASHES = "#＃"
QUOTES = '"＂'
DASHES = r"\-－—–−"
SLASHES = "/／∕⁄"
BACKSLASHES = r"\\＼"  # part two values as a slash does, but begin no comment
OPENING = r"\[［【〔"
CLOSING = r"\]］】〕"

# What a Chinese input method makes of > and <. One is that mark only where a mark is wanted: before = or a number, at the
# start of a line, beside a dash. A pair is the title of a document; one alone in a name is an error.
RIGHT_ANGLES = "》〉»›"
LEFT_ANGLES = "《〈«‹"
ANGLES = LEFT_ANGLES + RIGHT_ANGLES

# White space, and what a document pasted from elsewhere has between its characters without anybody seeing it.
SPACE = r"\s" + ZERO_WIDTH

SIGNS: dict[str | None, str] = {">=": "≥", "<=": "≤", ">": ">", "<": "<", "=": "=", ":": "", None: ""}
"""How a comparator is shown to a reader; the colon, and none at all, are not shown."""

_MARKS: dict[Operator, str] = {
    ">=": AT_LEAST, "<=": AT_MOST, ">": GREATER, "<": LESS, "=": EQUAL, ":": COLONS,
}  # fmt: skip
_ANGLES_AS_MARKS = dict.fromkeys(map(ord, RIGHT_ANGLES), ">") | dict.fromkeys(map(ord, LEFT_ANGLES), "<")
_OPERATORS: dict[str, Operator] = {mark: operator for operator, marks in _MARKS.items() for mark in marks}
_USUAL: dict[str, Operator] = _OPERATORS | {">=": ">=", "<=": "<="}


def plain(written: str) -> str:
    """Comparators and arrows with angles as the marks they stand for: ``》=`` as ``>=``."""
    return fold(written.translate(_ANGLES_AS_MARKS))


def operator(written: str) -> Operator:
    """The canonical operator of a comparator or colon: ``>=`` for ``≧`` and for ``＞ ＝``.

    Raises KeyError for what is none.
    """
    if usual := _USUAL.get(written):
        return usual
    first = _OPERATORS[plain(written[0])]
    if len(written) == 1:
        return first
    return ">=" if first == ">" else "<="
