"""D802: a personal telephone or ID number in a text to be published."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.per_table import all_groups
from perfdsl.checks.row import Row
from perfdsl.checks.rule import Finding, row_rule
from perfdsl.diagnostics import Span
from perfdsl.model.kinds import TEXT
from perfdsl.model.table import Indicator, MoneyItem, NoteField, Table
from perfdsl.syntax.marks import PLUSES
from perfdsl.text.folding import fold
from perfdsl.text.patterns import lazy

# A digit of either width is \d. Codes and document numbers may be as long as a telephone number.
_SHORTEST = 11
_DIGITS = lazy(r"\d\d\d\d[- －]?\d{4}")
_PHONE = lazy(
    rf"(?<![\d.A-Za-z])(?:[{PLUSES}]?86[- ]|[{PLUSES}]86|0086[- ]?)?[1１][3-9３-９]\d[- －]?\d{{4}}[- －]?\d{{4}}(?![\d.A-Za-z元万亿])"
)
_ID = lazy(r"(?<![\dA-Za-z])\d{17}[\dXxＸｘ](?![\dA-Za-z])")
_BIRTH = lazy(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\Z")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CODES = ("编码", "代码", "索引号", "文号", "标识码", "编号")

_Text = tuple[str, Span]


def _rest(table: Table) -> Iterator[Finding]:
    for text, span in _texts(table):
        yield from _findings(text, span.line, span.start)


@row_rule("D802", "个人信息", "error", of="marked", rest=_rest)
def check(row: Row) -> Iterator[Finding]:
    """Everything that is published; in the rows names, texts and notes."""
    for text, span in _of_indicator(row.indicator):
        yield from _findings(text, span.line, span.start)


def _findings(text: str, line: int, start: int) -> Iterator[Finding]:
    if len(text) < _SHORTEST or not _DIGITS.search(text):
        return
    for phone in _PHONE.finditer(text):
        span = Span(line, start + phone.start(), start + phone.end())
        yield Finding(span, "要公开的文字里有手机号码", "删去号码，或改为单位的办公电话")
    for number in _ID.finditer(text):
        if _is_id(fold(number[0])):
            span = Span(line, start + number.start(), start + number.end())
            yield Finding(span, "要公开的文字里有身份证号码", "删去号码")


def _is_id(number: str) -> bool:
    """A date of birth, and the check digit of GB 11643."""
    remainder = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False)) % 11
    return _BIRTH.match(number[6:14]) is not None and "10X98765432"[remainder] == number[17].upper()


def _texts(table: Table) -> Iterator[_Text]:
    """Everything outside the rows that is published, each text with its place."""
    for field in table.header:
        if not any(word in field.key for word in _CODES):
            yield field.value, field.value_span
    for section in table.sections:
        if not _DIGITS.search(section.markdown):
            continue
        for number, line in section.numbered():
            yield line, Span(number, 0, len(line))
    for item in (*table.funding.items, *table.projects):
        yield from _of_money(item)
    for group in all_groups(table):
        yield group.name, group.span
        yield from _of_notes(group.notes)


def _of_money(item: MoneyItem) -> Iterator[_Text]:
    yield item.name, item.span
    yield from _of_notes(item.notes)
    for part in item.parts:
        yield from _of_money(part)


def _of_indicator(indicator: Indicator) -> Iterator[_Text]:
    yield indicator.name, indicator.span
    for target in (*indicator.targets, *indicator.actuals):
        if target.written and target.value.kind is TEXT:
            yield target.value.text, target.span
    yield from _of_notes(indicator.notes)


def _of_notes(notes: tuple[NoteField, ...]) -> Iterator[_Text]:
    return ((note.value, note.value_span) for note in notes)
