"""B404: the year's money is more than the whole project period's."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal, NamedTuple

from perfdsl.checks.funding.sums import money
from perfdsl.checks.rule import Finding, rule
from perfdsl.diagnostics import Label, Span
from perfdsl.memo import cached
from perfdsl.model.money import read_amount
from perfdsl.model.table import Amount, FundingLine, MoneyItem, Table
from perfdsl.text.occurring import contains

_PERIOD = ("全周期", "中期", "实施期", "项目期")
_YEAR = ("年度", "当年", "本年", "全年")
_WHOLE = ("总投资", "总预算", "总概算", "项目总")
_HINT = "一年的钱不会多于整个项目期的钱；核对两处的数，是不是填反了"


class _Money(NamedTuple):
    """A named amount in its place, in 元 and in the unit it was written in."""

    name: str
    yuan: Decimal
    unit: str
    span: Span


@rule("B404", "年度超过全期", "error")
def check(table: Table) -> Iterator[Finding]:
    by_column = False
    for block in table.funding.blocks:
        for whole, year in _column_pairs(block.columns):
            by_column = True
            for root in block.lines:
                yield from _row(root, whole, year, block.columns)
    if not by_column:
        yield from _by_name(table)


@cached()
def _reach(name: str) -> Literal["whole", "year", ""]:
    """What a column, a row or a header key is about: the whole project period, or one year of it."""
    if contains(name, _PERIOD):
        return "whole"
    if contains(name, _YEAR):
        return "year"
    return "whole" if contains(name, _WHOLE) else ""


def _column_pairs(columns: tuple[str, ...]) -> list[tuple[int, int]]:
    wholes = [i for i, name in enumerate(columns) if _reach(name) == "whole"]
    years = [i for i, name in enumerate(columns) if _reach(name) == "year"]
    return [(whole, year) for whole in wholes[:1] for year in years]


def _row(row: FundingLine, whole: int, year: int, columns: tuple[str, ...]) -> Iterator[Finding]:
    """The topmost rows that exceed; what is below them exceeds for the same reason."""
    first, second = (_cell(row, column, columns[column]) for column in (whole, year))
    if first and second and second.yuan > first.yuan:
        yield _finding(f"“{row.name}”", first, second)
        return
    for child in row.children:
        yield from _row(child, whole, year, columns)


def _cell(row: FundingLine, column: int, name: str) -> _Money | None:
    """A written cell; None where the row is only derived, or empty in this column."""
    if row.written is None or column >= len(row.amounts):
        return None
    return _money(name, row.amounts[column], row.written.span)


def _money(name: str, amount: Amount, place: Span) -> _Money | None:
    return None if amount.yuan is None else _Money(name, amount.yuan, amount.unit, amount.span or place)


def _by_name(table: Table) -> Iterator[Finding]:
    """A form without such columns names the two amounts: rows, or keys of the header."""
    named = [*_header(table), *_items(table)]
    wholes = [one for one in named if _reach(one.name) == "whole"]
    years = [one for one in named if _reach(one.name) == "year"]
    for whole in wholes[:1]:
        for year in years or _first_row(table):
            if year.yuan > whole.yuan:
                yield _finding("", whole, year)
                return


def _header(table: Table) -> Iterator[_Money]:
    """Amounts of the header; one without a unit cannot be judged."""
    for field in table.header:
        if _reach(field.key):
            amount = read_amount(field.value, "万元", field.value_span)
            found = _money(field.key, amount, field.value_span)
            if found and amount.own_unit:
                yield found


def _items(table: Table) -> Iterator[_Money]:
    return (found for item in table.funding.items if _reach(item.name) and (found := _first(item)))


def _first(item: MoneyItem) -> _Money | None:
    """The first amount of a line."""
    return next((found for amount in item.amounts if (found := _money(item.name, amount, item.span))), None)


def _first_row(table: Table) -> list[_Money]:
    """The total of the year, where nothing else is named after the year."""
    item = next(iter(table.funding.items), None)
    found = _first(item) if item and _reach(item.name) != "whole" else None
    return [found] if found else []


def _finding(row: str, whole: _Money, year: _Money) -> Finding:
    names = [one.name if row else f"“{one.name}”" for one in (year, whole)]
    message = f"{row}{names[0]} {money(year.yuan, year.unit)}，超过{names[1]} {money(whole.yuan, whole.unit)}"
    return Finding(year.span, message, _HINT, None, (Label(whole.span, "整个项目期"),))
