"""Years as texts mention them: ``2026年12月底前``, ``2026-12-20``, ``2025-2026年``; a number such as 2026人 is none."""

from __future__ import annotations

from typing import NamedTuple

from perfdsl.text.folding import fold
from perfdsl.text.patterns import lazy

_TO = r"\s*(?:--|——|[-—–~～至到])\s*"
_YEAR = lazy(rf"(?<!\d)(?:19|20)\d\d(?=\s*年|([.\-/])\d{{1,2}}\1\d{{1,2}}(?!\d)|{_TO}(?:19|20)\d\d\s*年)")


class YearMention(NamedTuple):
    """A year and where its four digits begin in the text."""

    year: int
    at: int


def years_in(text: str) -> tuple[YearMention, ...]:
    """The years that a text mentions, in order."""
    return tuple(YearMention(int(match[0]), match.start()) for match in _YEAR.finditer(fold(text)))


def with_years_moved(text: str, by: int, only: int | None = None) -> str:
    """``text`` with its years moved on, where all of them are ``only`` (None: whichever they are); else as it is."""
    found = years_in(text)
    if only is not None and any(mention.year != only for mention in found):
        return text
    for year, at in found:
        text = f"{text[:at]}{year + by}{text[at + 4 :]}"
    return text
