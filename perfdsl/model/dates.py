"""Dates in values: deadlines (``2022年12月底前``, ``第三季度``, ``年底``) and periods (``2020年1月-11月``).

Only year and month are kept: no rule looks closer. Patterns are matched on folded text without spaces.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from perfdsl.model.kinds import DEADLINE, PERIOD, ValueKind
from perfdsl.text.patterns import lazy

Month = tuple[int | None, int | None]


class Dates(NamedTuple):
    """What a date says: (year, month), each None where it is not named. ``start`` only for a period."""

    kind: ValueKind
    start: Month | None
    end: Month | None


_TO = r"(?:--|——|[-—–~～至到])"
_YEAR = r"(?P<{0}y>\d{{4}})"
_DOTTED_YEAR = r"(?P<{0}y>(?:19|20)\d{{2}})"
_MONTH = r"(?P<{0}m>1[0-2]|0?[1-9])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_HAN = rf"(?:{_YEAR}年度?)?(?:{_MONTH}月份?(?:{_DAY}[日号])?)?"
_HAN_START = rf"(?:{_YEAR}年度?)?(?:{_MONTH}(?:月份?(?:{_DAY}[日号]?)?)?)?"
_DOTTED = rf"{_DOTTED_YEAR}[.\-/]{_MONTH}(?:[.\-/]{_DAY})?"

_LEAD = r"(?:于|在|截至|截止到?|到|至|不晚于|不迟于)?(?:每年|当年|本年|次年|年)?"
_EDGE = r"(?P<edge>底|末|初|上旬|中旬|下旬)?(?:之前|以前|前|之内|以内|内|止)?"
_DONE = (
    r"(?:全部|全面|按时|基本|如期)?(?:完成|完工|竣工|到位|验收|拨付|支付|发放|交付|上报|报送|建成|投产|投入|实施|启动|开工|"
    r"公开|结束|兑付|下达|印发|提交)\D{0,6}"
)
_TAIL = rf"(?:{_DONE})?\Z"

_YEARS = lazy(rf"(?P<ay>(?:19|20)\d\d)年?度?{_TO}(?P<by>(?:19|20)\d\d)(?:年度?|学年)?\Z")
_HAN_PERIOD = lazy(rf"{_HAN_START.format('a')}{_TO}{_HAN.format('b')}\Z")
_DOTTED_PERIOD = lazy(rf"{_DOTTED.format('a')}{_TO}{_DOTTED.format('b')}\Z")
_SINCE = lazy(rf"(?:自|从)?{_HAN.format('a')}(?:起|开始)\Z")

_HAN_DEADLINE = lazy(rf"{_LEAD}{_HAN.format('a')}{_EDGE}{_TAIL}")
_DOTTED_DEADLINE = lazy(rf"{_LEAD}(?P<ay>\d{{4}})[.\-/]{_MONTH.format('a')}[.\-/]{_DAY}{_EDGE}{_TAIL}")
_YEAR_MONTH = lazy(
    rf"{_LEAD}{_DOTTED_YEAR.format('a')}[.\-/]{_MONTH.format('a')}(?:底|末)?(?:之前|以前|前|内){_TAIL}"
)
_QUARTER = lazy(rf"{_LEAD}(?:{_YEAR.format('a')}年)?第?(?P<q>[1-4一二三四])季度{_EDGE}{_TAIL}")
_HALF = lazy(rf"{_LEAD}(?:{_YEAR.format('a')}年)?(?P<half>[上下])半年{_EDGE}{_TAIL}")
_YEAR_END = lazy(rf"(?:每年|当年|本年|到|于)?度?年?(?:年底|年末|年内|年终){_EDGE}{_TAIL}")
_EVERY_MONTH = lazy(
    rf"(?:(?:每|当|次)(?:个?月|季度?|周){_EDGE}|(?:(?:每|当|次)月)?{_DAY}[日号](?:之前|以前|前)){_TAIL}"
)


_MARKS = frozenset("年月日号季周")


def may_be_date(text: str) -> bool:
    """Whether it is worth trying :func:`read_dates`; most values are plain numbers."""
    return not _MARKS.isdisjoint(text) or (len(text) > 5 and ("20" in text or "19" in text))


def read_dates(text: str) -> Dates | None:
    """The dates that ``text`` (folded, without spaces) states, or None. ``2022.12`` alone is a number, not a date."""
    return _read_period(text) or _read_deadline(text)


def _read_period(text: str) -> Dates | None:
    if match := _SINCE.match(text):
        start = _month(match, "a")
        return Dates(PERIOD, start, None) if start != (None, None) else None
    for pattern in (_YEARS, _DOTTED_PERIOD, _HAN_PERIOD):
        if (match := pattern.match(text)) and _names_both(match):
            start, (year, month) = _month(match, "a"), _month(match, "b")
            return Dates(PERIOD, start, (year or start[0], month))
    return None


def _names_both(match: re.Match[str]) -> bool:
    return _month(match, "a") != (None, None) and _month(match, "b") != (None, None)


def _read_deadline(text: str) -> Dates | None:
    if match := _QUARTER.match(text):
        quarter = "1234".find(match["q"]) + 1 or "一二三四".find(match["q"]) + 1
        return Dates(DEADLINE, None, (_year(match), quarter * 3))
    if match := _HALF.match(text):
        return Dates(DEADLINE, None, (_year(match), 6 if match["half"] == "上" else 12))
    if _YEAR_END.match(text):
        return Dates(DEADLINE, None, (None, 12))
    for pattern in (_DOTTED_DEADLINE, _YEAR_MONTH, _HAN_DEADLINE):
        if (match := pattern.match(text)) and _month(match, "a") != (None, None):
            return Dates(DEADLINE, None, _with_year_end(match))
    return Dates(DEADLINE, None, None) if _EVERY_MONTH.match(text) else None


def _with_year_end(match: re.Match[str]) -> Month:
    """``2022年底`` is December."""
    year, month = _month(match, "a")
    edge = match.groupdict().get("edge")
    return (year, 12) if month is None and edge in ("底", "末") else (year, month)


def _month(match: re.Match[str], side: str) -> Month:
    groups = match.groupdict()
    year, month = groups.get(f"{side}y"), groups.get(f"{side}m")
    return (int(year) if year else None, int(month) if month else None)


def _year(match: re.Match[str]) -> int | None:
    return int(match["ay"]) if match["ay"] else None
