"""The parts of a number format, and what one for dates shows: ``44926`` with ``yyyy"年"m"月"d"日"`` is ``2022年12月31日``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from perfdsl.importer.readers.sheet_grid import Written
from perfdsl.text.patterns import lazy

_PART = lazy(
    r"(?is)"
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|(?P<space>_.)|\*.'
    r"|\[\$(?P<currency>[^\]\-]*)(?:-(?P<locale>[^\]]*))?\]|\[(?P<elapsed>h+|m+|s+)\]"
    r"|(?P<condition>\[[<>=][^\]]*\])|\[[^\]]*\]"
    r"|(?P<general>general|g/通用格式)|(?P<noon>am/pm|a/p|上午/下午)"
    r"|(?P<digits>[0#?.,]+)|(?P<percent>%)|(?P<text>@)|(?P<next>;)"
    r"|(?P<date>y+|m+|d+|h+|s+|a{3,4}|e+\+?[0#?]*)|(?P<literal>.)"
)
_LONG_DATE = {"f800", "x-sysdate"}
_DAY_SECONDS = 86_400
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_WEEKDAYS = "一二三四五六日"
_LAST = 2_958_465  # 9999年12月31日


class FormatPart(NamedTuple):
    """``role`` of a part of a format, how it is ``written``, and the ``literal`` text that it shows, if any."""

    role: str
    written: str
    literal: str = ""


def parts_of(code: str) -> list[FormatPart]:
    """The parts of a format in their order; colours and the like are left out, they show no text."""
    parts: list[FormatPart] = []
    for match in _PART.finditer(code):
        if (match["locale"] or "").lower() in _LONG_DATE:
            return parts_of('yyyy"年"m"月"d"日"')
        if part := _part_of(match):
            parts.append(part)
    return parts


def _part_of(match: re.Match[str]) -> FormatPart | None:
    written, kind = match[0], match.lastgroup or ""
    if kind in ("quoted", "escaped", "literal"):
        return FormatPart("literal", written, match[kind])
    if kind == "space":
        return None
    if kind in ("currency", "locale"):
        return FormatPart("literal", written, match["currency"]) if match["currency"] else None
    if kind == "date":
        return FormatPart("other" if written[0] in "eE" else "date", written)
    if kind in ("general", "digits", "percent", "text", "next", "condition", "elapsed", "noon"):
        return _PLAIN_KINDS.get(kind, FormatPart(kind, written))
    return None


_PLAIN_KINDS = {"general": FormatPart("digits", "general"), "percent": FormatPart("percent", "%", "%")}


def is_date(section: Sequence[FormatPart]) -> bool:
    """Whether it shows a day or a time."""
    return any(part.role in ("date", "elapsed", "noon") for part in section)


def shown_date(number: Decimal, section: Sequence[FormatPart], *, from_1904: bool) -> Written | None:
    """The day or time that a number is; None where it is none."""
    if not 0 <= number <= _LAST:
        return None
    moment = _moment(number, from_1904=from_1904)
    halves = any(part.role == "noon" for part in section)
    parts = []
    for index, part in enumerate(section):
        if part.role == "elapsed":
            parts.append(_elapsed(number, part.written))
        elif part.role == "noon":
            parts.append(_noon(moment, part.written))
        elif part.role == "date":
            name = "minute" if _is_minute(section, index) else part.written[0].lower()
            parts.append(_part(moment, name, len(part.written), halves=halves))
        elif part.role == "digits":
            parts.append(part.written.replace("0", "").replace("#", ""))
        else:
            parts.append(part.literal)
    return Written("".join(parts).strip())


def _moment(number: Decimal, *, from_1904: bool) -> datetime:
    """Day 60 of the calendar that begins in 1900 is one that never was; to the nearest second."""
    if from_1904:
        start = datetime(1904, 1, 1)  # noqa: DTZ001 - a spreadsheet knows no zone
    else:
        start = datetime(1899, 12, 30 if number >= 60 else 31)  # noqa: DTZ001
    return start + timedelta(seconds=round(number * _DAY_SECONDS))


def _is_minute(section: Sequence[FormatPart], index: int) -> bool:
    """Whether an ``m`` stands for minutes: after hours or before seconds."""
    if section[index].written[0] not in "mM":
        return False
    before = [part for part in section[:index] if part.role in ("date", "elapsed")][-1:]
    after = [part for part in section[index + 1 :] if part.role == "date"][:1]
    return any(part.written.strip("[")[0] in "hH" for part in before) or any(
        part.written[0] in "sS" for part in after
    )


def _part(moment: datetime, name: str, length: int, *, halves: bool) -> str:
    if name == "y":
        return f"{moment.year:04d}" if length > 2 else f"{moment.year % 100:02d}"
    if name == "a" or (name == "d" and length > 2):
        return ("星期" if length > 3 else "") + _WEEKDAYS[moment.weekday()]
    if name == "m" and length > 2:
        return _MONTHS[moment.month - 1]
    hour = (moment.hour - 1) % 12 + 1 if halves else moment.hour
    number = {
        "m": moment.month,
        "d": moment.day,
        "h": hour,
        "minute": moment.minute,
        "s": moment.second,
    }[name]
    return f"{number:0{min(length, 2)}d}"


def _elapsed(number: Decimal, written: str) -> str:
    seconds = round(number * _DAY_SECONDS)
    return str(seconds // {"h": 3600, "m": 60, "s": 1}[written[1].lower()])


def _noon(moment: datetime, written: str) -> str:
    names = ("上午", "下午") if "午" in written else ("AM", "PM")
    return names[moment.hour >= 12]
