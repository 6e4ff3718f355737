"""T519: a date that does not exist, or the number that a spreadsheet keeps for one: 13月, 2月30日, 45961."""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfdsl.checks.row import Row
from perfdsl.checks.rule import Finding, row_rule
from perfdsl.diagnostics import Edit, Fix, Span
from perfdsl.model.indicator_names import core_name
from perfdsl.model.table import Table
from perfdsl.text.folding import fold, unfolded
from perfdsl.text.patterns import lazy

_MONTHS = lazy(
    r"(?:(?P<y>(?:19|20)\d\d)年?)?(?<![\d.\-~～至到])(?P<m>\d{1,2})月(?!龄)(?:份?(?P<d>\d{1,2})[日号])?"
)
_DOTTED = lazy(r"(?<![\d.])(?P<y>(?:19|20)\d\d)(?P<s>[.\-/])(?P<m>\d{1,2})(?:(?P=s)(?P<d>\d{1,2}))(?![\d.])")
_COMPACT = lazy(r"(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)\Z")
_QUARTER = lazy(r"第?[5-9五六七八九]季度|第?0季度")
_SERIAL = lazy(r"[3-7]\d{4}\Z")
_DATED = ("日期", "时间", "时限", "期限", "时点", "工期", "起止", "期间", "截止日")
_MAY_BE_ONE = lazy(r"[月季]|\d[.\-/]\d")  # outside names of dates
_MARKS = unfolded("月季.-/")  # of which it holds one
_FIRST, _LAST = 36526, 73050  # the years 2000 to 2099, counted from 1899-12-30
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _header(table: Table) -> Iterator[Finding]:
    """Days of the header: when something was approved, published, begun."""
    for field in table.header:
        if field.key.endswith(_DATED):
            yield from _of(field.value, field.value_span, is_dated=core_name(field.key).endswith(_DATED))


@row_rule("T519", "没有这个日期", "error", of="unusual", rest=_header)
def check(row: Row) -> Iterator[Finding]:
    is_dated = core_name(row.indicator.name).endswith(_DATED)
    for target in row.written:
        if is_dated or not _MARKS.isdisjoint(target.value.text):
            yield from _of(target.value.text, target.span, is_dated=is_dated)


def _of(text: str, span: Span, *, is_dated: bool) -> Iterator[Finding]:
    folded = fold(text).strip()
    if not is_dated and not _MAY_BE_ONE.search(folded):
        return
    if is_dated and _SERIAL.match(folded) and _FIRST <= int(folded) <= _LAST:
        yield _serial(folded, span)
    elif wrong := _no_such_day(folded, is_dated=is_dated) or _QUARTER.search(folded):
        yield Finding(span, f"没有“{wrong[0]}”这个日期", _hint(wrong))


def _no_such_day(text: str, *, is_dated: bool) -> re.Match[str] | None:
    patterns = (_MONTHS, _DOTTED, _COMPACT) if is_dated else (_MONTHS, _DOTTED)
    matches = (match for pattern in patterns for match in pattern.finditer(text))
    return next((match for match in matches if not _exists(match)), None)


def _exists(match: re.Match[str]) -> bool:
    month, day, year = int(match["m"]), match["d"], match["y"]
    if not 1 <= month <= 12:
        return False
    if day is None:
        return True
    is_short = (
        month == 2 and year is not None and (int(year) % 4 or (int(year) % 100 == 0 and int(year) % 400))
    )
    return 1 <= int(day) <= (28 if is_short else _DAYS[month - 1])


def _hint(match: re.Match[str]) -> str:
    written = match[0]
    if written.endswith("月") and not match.groupdict().get("y"):
        return f"核对月份；是时长的写“{written[:-1]}个月”"
    return "核对年、月、日"


def _serial(text: str, span: Span) -> Finding:
    from datetime import date, timedelta

    day = date(1899, 12, 30) + timedelta(days=int(text))
    shown = f"{day.year}年{day.month}月{day.day}日"
    fix = Fix(f"改为“{shown}”", (Edit(span, shown),), safe=False)
    message = f"“{text}”是电子表格里存日期用的数，不是日期"
    return Finding(span, message, f"它表示{shown}；核对后写成日期", fix)
