"""D801: an amount or a count in the goal's prose that no indicator and no funding row carries."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from perfdsl.checks.disclosure.quantities import Quantity, may_hold, quantities
from perfdsl.checks.rule import Finding, rule
from perfdsl.diagnostics import Label, Span
from perfdsl.model.table import Indicator, MoneyItem, Table
from perfdsl.model.units import in_smallest

_HINT = "目标里承诺的数量应有指标承接；补一项指标，或核对两处的数"


class _Carried(NamedTuple):
    """A number that an indicator or a funding row states. ``unit`` is empty where none is written."""

    number: Decimal
    unit: str
    name: str
    span: Span


@rule("D801", "目标数量无指标", "info")
def check(table: Table) -> Iterator[Finding]:
    if not table.indicators or "指标" in table.unread:
        return
    promised = list(_promised(table))
    carried = list(_carried(table)) if promised else []
    seen = set()
    for one, line in promised:
        if (one.number, one.unit) not in seen and not any(_same(one, other) for other in carried):
            seen.add((one.number, one.unit))
            yield _finding(one, line, carried)


def _promised(table: Table) -> Iterator[tuple[Quantity, int]]:
    """The quantities of the goals, each with its line."""
    for section in table.sections:
        if "目标" in section.title and "完成" not in section.title and may_hold(section.markdown):
            for number, line in section.numbered():
                yield from ((one, number) for one in quantities(line))


def _carried(table: Table) -> Iterator[_Carried]:
    for indicator in table.with_parts():
        yield from _of_indicator(indicator)
    for item in (*table.funding.items, *table.projects):
        yield from _of_money(item)


def _of_indicator(indicator: Indicator) -> Iterator[_Carried]:
    """Its values, and what its name and notes say."""
    for target in indicator.targets:
        for number in (target.value.number, target.value.upper):
            if number is not None:
                yield _Carried(*in_smallest(number, target.value.unit), indicator.name, target.span)
    texts = [indicator.name, *(target.value.text for target in indicator.targets if target.written)]
    for text in (*texts, *(note.value for note in indicator.notes)):
        for one in quantities(text):
            yield _Carried(one.number, one.unit, indicator.name, indicator.span)


def _of_money(item: MoneyItem) -> Iterator[_Carried]:
    for amount in item.amounts:
        if amount.yuan is not None:
            yield _Carried(amount.yuan, "元", item.name, amount.span or item.span)
    for one in quantities(item.name):
        yield _Carried(one.number, one.unit, item.name, item.span)
    for part in item.parts:
        yield from _of_money(part)


def _same(one: Quantity, other: _Carried) -> bool:
    """Equal as exactly as the goal writes it; a value without unit by its number alone."""
    if not other.unit:
        return other.number in (one.number, one.written)
    return other.unit == one.unit and abs(other.number - one.number) <= one.half


def _finding(one: Quantity, line: int, carried: list[_Carried]) -> Finding:
    message = f"目标里的“{one.text}”，没有指标或资金与它对应"
    near = next((other for other in carried if other.unit == one.unit and one.unit not in ("元", "%")), None)
    labels = (Label(near.span, f"同一单位的指标“{near.name}”"),) if near else ()
    return Finding(Span(line, one.start, one.end), message, _HINT, None, labels)
