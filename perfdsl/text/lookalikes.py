"""Characters that nobody sees, and those that only look like the usual ones: what PDFs and web pages leave in a text."""

from __future__ import annotations

import re

from perfdsl.text.folding import ZERO_WIDTH
from perfdsl.text.patterns import lazy

_HIDDEN = lazy(rf"[{ZERO_WIDTH}\u00ad\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_ALIKE = lazy(r"[\u2e80-\u2fdf\uf900-\ufaff]")
# Radicals of which Unicode itself does not say the character.
_RADICALS = dict(
    zip(
        "⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
)


def hidden(text: str) -> re.Match[str] | None:
    """The first character of ``text`` that nobody sees."""
    return None if text.isascii() else _HIDDEN.search(text)


def alike(text: str) -> re.Match[str] | None:
    """The first character that looks like another one: ``⾦`` (U+2FA6) like 金."""
    return None if text.isascii() else _ALIKE.search(text)


def usual(text: str) -> str:
    """``text`` as it looks: with the usual characters, and nothing that nobody sees."""
    return text if text.isascii() else _ALIKE.sub(_usual, _HIDDEN.sub("", text))


def _usual(match: re.Match[str]) -> str:
    from unicodedata import normalize

    return _RADICALS.get(match[0]) or normalize("NFKC", match[0])
