"""How numbers, money and targets are written for a reader. The only place that formats them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from perfdsl.memo import cached_call
from perfdsl.model.kinds import NONE
from perfdsl.model.table import NOT_SUMMED, WAN, Amount, Indicator, Table, Target, Total
from perfdsl.syntax.marks import SIGNS

NOTHING = "—"


def number(value: Decimal | int) -> str:
    """``22614.50`` as ``22,614.50``: separators for thousands, the written scale kept."""
    return f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"


def money(amount: Amount | None) -> str:
    """An amount without its unit; what is no number is shown as it was written."""
    if amount is None:
        return NOTHING
    if amount.number is not None:
        return number(amount.number)
    return amount.text if amount.text.strip("- ") else NOTHING


def plain_money(amount: Amount | None, unit: str) -> str:
    """As forms print it: no separators, nothing for nothing, and its own unit where that is not the form's ``unit``."""
    text = money(amount).replace(",", "").removeprefix(NOTHING)
    differs = amount is not None and amount.number is not None and amount.unit != unit
    return f"{text}{amount.unit}" if amount is not None and differs else text


def money_with_unit(amount: Amount | None) -> str:
    text = money(amount)
    return text if amount is None or amount.number is None else f"{text} {amount.unit}"


def wan_yuan(yuan: Decimal) -> str:
    """An amount in 元 written in 万元, without needless zeros."""
    return number(without_trailing_zeros(yuan / WAN))


def sum_in_wan_yuan(yuan: Total) -> str:
    """The same for a sum that may not be given, or not to be told (无法合计)."""
    if yuan is None:
        return NOTHING
    return wan_yuan(yuan) if isinstance(yuan, Decimal) else yuan


def sum_with_unit(yuan: Total) -> str:
    """With 万元 behind it, where it is a number."""
    return f"{sum_in_wan_yuan(yuan)} 万元" if isinstance(yuan, Decimal) else sum_in_wan_yuan(yuan)


def summed(total: str) -> str:
    """``合计`` before a sum; one that is not to be told says so itself."""
    return total if total == NOT_SUMMED else f"合计 {total}"


def plain_yuan(yuan: Total) -> str:
    """For sorting: a plain number of 元; ``""`` where there is none."""
    return f"{yuan:f}" if isinstance(yuan, Decimal) else ""


def percent(part: Decimal, whole: Decimal) -> str:
    """``part`` of ``whole`` with one decimal, e.g. ``25.2%``; nothing where there is no whole."""
    if not whole:
        return ""
    if part in (0, whole):
        return "100%" if part else "0%"
    tenths = (part * 1000 / whole).to_integral_value(ROUND_HALF_UP)
    return f"{tenths / 10:.1f}%"


def per_mille(part: Decimal, whole: Decimal) -> int:
    """``part`` of ``whole`` in thousandths, 0 to 1000: the length of a bar."""
    if not whole:
        return 0
    return max(0, min(1000, int((part * 1000 / whole).to_integral_value(ROUND_HALF_UP))))


def target(value: Target, operator: str) -> str:
    """``≥1000人``, ``=100%``, ``健全``: the comparator and the value as written.

    ``operator`` is the indicator's: below a colon, a comparator may stand in words in the value itself (``95%以上``).
    """
    if value.value.kind is NONE:
        return NOTHING if value.value.text in ("", "-") else value.value.text
    in_words = operator == ":" and value.value.comparator
    return value.value.text if in_words else SIGNS[value.comparator] + value.value.text


def targets(indicator: Indicator, periods: Sequence[str]) -> tuple[str, ...]:
    """One text for each period, in the order of the periods."""
    shown = [target(one, indicator.operator) for one in indicator.targets]
    written = [one.period for one in indicator.targets]
    if written == list(periods):
        return tuple(shown)
    by_period = dict(zip(written, shown, strict=True))
    return tuple([by_period.get(period, NOTHING) for period in periods])


def actuals(indicator: Indicator, periods: Sequence[str]) -> tuple[str, ...]:
    """The observed value of each period."""
    by_period = {one.period: target(one, ":") for one in indicator.actuals}
    return tuple([by_period.get(period, NOTHING) for period in periods])


def actual_heading(period: str, periods: Sequence[str]) -> str:
    """``实际完成值``, with the period in front of it where there are several."""
    return f"{period}实际完成值" if len(periods) > 1 else "实际完成值"


def value_headings(table: Table) -> tuple[str, ...]:
    """``半年指标值``, ``全年指标值``: the framework's heading for each period."""
    return _headings(table.framework.value_heading, table.periods)


@cached_call()
def _headings(heading: str, periods: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(heading.format(period=period) for period in periods)


def part_name(name: str) -> str:
    """The name of a part, with 其中 in front exactly once."""
    return name if name.startswith("其中") else f"其中：{name}"


def points(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}分"


def without_trailing_zeros(value: Decimal) -> Decimal:
    """``12.500`` as ``12.5``, ``300`` as ``300`` (never ``3E+2``), however many digits."""
    return Decimal(f"{value.normalize():f}")


def year_label(year: int | None) -> str:
    """What a reader calls the year: ``2024年度``."""
    return f"{year}年度" if year else "未写年度"
