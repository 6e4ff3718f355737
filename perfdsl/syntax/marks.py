"""The marks of the notation: every character that is read as one, and how comparators are written and shown.

The one home of these classes. Each is written as it stands between ``[`` and ``]`` of a pattern; those without a
backslash are plain sets of characters too. ``grammar/perf.lark`` writes them out, as Lark wants them;
``tests/syntax/test_marks.py`` holds it to this module.
"""

from __future__ import annotations

from typing import Literal

from perfdsl.text.folding import ZERO_WIDTH

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
OPENING = r"\[［【〔"
CLOSING = r"\]］】〕"

# White space, and what a document pasted from elsewhere has between its characters without anybody seeing it.
SPACE = r"\s" + ZERO_WIDTH

SIGNS: dict[str | None, str] = {">=": "≥", "<=": "≤", ">": ">", "<": "<", "=": "=", ":": "", None: ""}
"""How a comparator is shown to a reader; the colon, and none at all, are not shown."""

_MARKS: dict[Operator, str] = {
    ">=": AT_LEAST, "<=": AT_MOST, ">": GREATER, "<": LESS, "=": EQUAL, ":": COLONS,
}  # fmt: skip
_OPERATORS: dict[str, Operator] = {mark: operator for operator, marks in _MARKS.items() for mark in marks}


def operator(written: str) -> Operator:
    """The canonical operator of a comparator or colon: ``>=`` for ``≧`` and for ``＞ ＝``.

    Raises KeyError for what is none.
    """
    first = _OPERATORS[written[0]]
    if len(written) == 1:
        return first
    return ">=" if first == ">" else "<="
