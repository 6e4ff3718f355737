"""Full-width and half-width forms read the same wherever structure is read.

Only marks, digits and Latin letters fold, one code point to one, so that offsets stay true. This is not
NFKC: ``㎡`` and ``①`` are left alone.
"""

from __future__ import annotations

import re

from perfdsl.memo import MB, cached

_FULL_WIDTH_ASCII = {0xFF01 + i: 0x21 + i for i in range(94)}
_MORE = {
    0x3000: " ",
    0x00A0: " ",
    0x3010: "[",
    0x3011: "]",
    0x3014: "[",
    0x3015: "]",
    0xFE64: "<",
    0xFE65: ">",
    0xFE66: "=",
    0xFE50: ",",
    0xFE55: ":",
    0x2236: ":",
    0xFE6A: "%",
    0x2044: "/",
    0x2215: "/",
    0x2212: "-",
    0x301C: "~",
    0x223C: "~",
}
_FOLD = _FULL_WIDTH_ASCII | {code: ord(mark) for code, mark in _MORE.items()}

ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff"
SPACES = " \t\u3000\u00a0\u2002\u2003\u2009" + ZERO_WIDTH
_SQUEEZE: dict[int, int | None] = {**_FOLD, **dict.fromkeys(map(ord, SPACES))}
# Most texts hold none of these, which is found out ten times as fast as they are translated.
_folds = re.compile(f"[！-～{''.join(map(chr, _MORE))}]").search
_shrinks = re.compile(f"[！-～{''.join(map(chr, _MORE))}{SPACES}]").search


def fold(text: str) -> str:
    """Half-width form of the full-width marks, digits and letters in ``text``; the length is kept."""
    return text if text.isascii() or not _folds(text) else text.translate(_FOLD)


def unfolded(marks: str) -> frozenset[str]:
    """The half-width ``marks`` and every mark that folds to one of them."""
    return frozenset(marks) | {chr(code) for code, mark in _FOLD.items() if chr(mark) in marks}


@cached(2 * MB)
def squeeze(text: str) -> str:
    """``text`` without any space or zero-width mark: for comparing names, never for output. Names recur."""
    return text.translate(_SQUEEZE) if _shrinks(text) else text
