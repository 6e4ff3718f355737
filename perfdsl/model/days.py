"""A day in any of its spellings: ``2024-02-05``, ``2024年2月5日``, ``2024.2.5``, ``20240205``, ``二〇二四年二月五日``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdsl.text.folding import fold
from perfdsl.text.patterns import lazy

if TYPE_CHECKING:
    from datetime import date

DISCLOSED_WITHIN = 20  # days between the approval of a budget and its disclosure

_DAY = lazy(r"(?P<y>\d{4})\s*[年./\-]\s*(?P<m>\d{1,2})\s*[月./\-]\s*(?P<d>\d{1,2})(?!\d)")
_DIGITS = lazy(r"(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)\Z")
_HAN = lazy(
    r"(?P<y>[〇○零一二三四五六七八九]{4})年(?P<m>[一二三四五六七八九十]{1,2})月(?P<d>[一二三四五六七八九十]{1,3})[日号]"
)
_ZERO_TO_NINE = str.maketrans("〇○零一二三四五六七八九", "000123456789")


def read_day(text: str) -> date | None:
    """The day that ``text`` begins with, or None where it names none (a month alone, 30 February)."""
    from datetime import date

    parts = _parts(fold(text).strip())
    try:
        return date(*parts) if parts else None
    except ValueError:
        return None


def _parts(text: str) -> tuple[int, int, int] | None:
    """Year, month and day as written."""
    if match := _DAY.match(text) or _DIGITS.match(text):
        return int(match["y"]), int(match["m"]), int(match["d"])
    if "年" in text and (match := _HAN.match(text)):
        return int(match["y"].translate(_ZERO_TO_NINE)), _below_100(match["m"]), _below_100(match["d"])
    return None


def _below_100(text: str) -> int:
    """``二十一`` → 21."""
    tens, ten, ones = text.rpartition("十")
    count = int(ones.translate(_ZERO_TO_NINE) or 0)
    return count + 10 * int(tens.translate(_ZERO_TO_NINE) or 1) if ten else count
