"""T512: a deadline or a period outside the table's year (or the project's years), or ending before it begins."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from perfdsl.checks.lexicon import END_KEYS, PERIOD_LENGTHS, SPAN_KEYS, START_KEYS
from perfdsl.checks.rule import Finding, rule
from perfdsl.diagnostics import Label
from perfdsl.model.dates import Month, read_dates
from perfdsl.model.header import HeaderField
from perfdsl.model.indicator_names import core_name
from perfdsl.model.table import Table, Target
from perfdsl.text.folding import fold, squeeze
from perfdsl.text.occurring import contains
from perfdsl.text.patterns import lazy

_LONG_PERIOD = 3
_YEAR = lazy(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_DURATION = lazy(r"(\d)年")


class _Years(NamedTuple):
    """The years that dates may name; ``stated`` where the header says when the project begins and ends."""

    first: int
    last: int
    stated: bool

    def __str__(self) -> str:
        return f"{self.first} 年" if self.first == self.last else f"{self.first}—{self.last} 年"


@rule("T512", "日期不合", "error")
def check(table: Table) -> Iterator[Finding]:
    """The header's own dates, then those of the indicators."""
    yield from _header_order(table)
    years: _Years | None = None
    for indicator in table.with_parts():
        for target in indicator.targets:
            if not target.value.kind.is_date or not target.written:
                continue
            years = years or _years(table)
            if finding := _backwards(target) or (_outside(target, years) if years else None):
                yield finding


def _backwards(target: Target) -> Finding | None:
    start, end = target.value.start, target.value.end
    if start and end and _is_after(start, end):
        return Finding(target.span, f"“{target.value.text}”的结束早于开始", "请核对起止年月")
    return None


def _outside(target: Target, years: _Years) -> Finding | None:
    if not years.stated and PERIOD_LENGTHS.get(core_name(target.period)) == _LONG_PERIOD:
        return None
    end = target.value.end[0] if target.value.end else None
    start = target.value.start[0] if target.value.start else end
    if (end is None or end >= years.first) and (start is None or start <= years.last):
        return None
    message = f"“{target.value.text}”不在本表的年度（{years}）内"
    hint = (
        "请核对年份"
        if years.stated
        else f"请核对年份；跨年的项目在文件开头写“实施期: {years.first}年1月-{years.last + 1}年12月”"
    )
    return Finding(target.span, message, hint)


def _years(table: Table) -> _Years | None:
    """The table's year, widened by the project's own dates in the header."""
    if table.year is None:
        return None
    spans = [fold(field.value) for field in table.header if _is_span_key(field.key)]
    named = [int(year) for text in spans for year in _YEAR.findall(text)]
    length = max((int(match[1]) for text in spans if (match := _DURATION.fullmatch(text.strip()))), default=1)
    years = [*named, table.year - length + 1, table.year + length - 1]
    return _Years(min(years), max(years), bool(named) or length > 1)


def _header_order(table: Table) -> Iterator[Finding]:
    fields = [field for field in table.header if _is_span_key(field.key)]
    starts = [(field, day) for field in fields if contains(field.key, START_KEYS) and (day := _day(field))]
    for field in fields:
        dates = read_dates(squeeze(field.value))
        if dates and dates.start and dates.end and _is_after(dates.start, dates.end):
            yield Finding(field.value_span, f"“{field.key}”的结束早于开始（{field.value}）", "请核对起止年月")
        end = _day(field) if contains(field.key, END_KEYS) else None
        if end and starts and _is_after(starts[0][1], end):
            message = f"“{field.key}”（{field.value}）早于“{starts[0][0].key}”（{starts[0][0].value}）"
            yield Finding(
                field.value_span, message, "请核对两个日期", labels=(Label(starts[0][0].value_span, "开始"),)
            )


def _is_span_key(key: str) -> bool:
    if contains(key, SPAN_KEYS):
        return True
    return contains(key, ("日期", "时间")) and contains(key, (*START_KEYS, *END_KEYS))


def _day(field: HeaderField) -> Month | None:
    dates = read_dates(squeeze(field.value))
    return dates.end if dates and not dates.start else None


def _is_after(start: Month, end: Month) -> bool:
    """Whether the end lies before the start; a year that is not named cannot be judged."""
    start_year, end_year = start[0] or end[0], end[0] or start[0]
    if start_year is None or end_year is None:
        return False
    return (start_year, start[1] or 1) > (end_year, end[1] or 12)
