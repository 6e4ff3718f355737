"""T521: digits that make no number: 4OO公里, 400..5公里, 1,0000人. Marks of the Chinese keyboard in one are told by T518."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.row import Row
from perfdsl.checks.rule import Finding, row_rule
from perfdsl.model.table import Target
from perfdsl.text.folding import fold, unfolded
from perfdsl.text.patterns import lazy

# Letters that look like digits, beside digits; two points; a dash; commas not between thousands.
_LETTERS = r"\d*[oOlI|]+\d[\doOlI|]*|\d+[oO]+(?![A-Za-z])"
_POINTS = r"\d+(?:(?:\.\d+)?-(?=\D|\Z)|\.{2,}\d*|\.(?=[^\d\s.]))"
_COMMAS = r"(?:\d{1,3},)*(?:\d{4,},\d+|\d+,(?:\d{1,2}|\d{4,}))(?!\d)|0\d{0,2},\d{3}(?!\d)"
_ODD = unfolded("oOlI|-.,")  # one of which each of these holds
_BROKEN = lazy(f"{_LETTERS}|{_POINTS}|{_COMMAS}")


@row_rule("T521", "数字写错", "error", of="unusual")
def check(row: Row) -> Iterator[Finding]:
    for target in row.written:
        if written := broken_number(target.value.text):
            yield _finding(target, written)


def broken_number(text: str) -> str | None:
    """The digits with which ``text`` begins, where they make no number."""
    match = None if _ODD.isdisjoint(text) else _BROKEN.match(fold(text))
    return match[0] if match else None


def _finding(target: Target, written: str) -> Finding:
    hint = "核对数字：是不是把 0 写成了字母 O，把 1 写成了字母 l，或多写、错写了点、逗号和横线"
    return Finding(target.span, f"“{written}”不是一个数", hint)
