"""Points (分值) of indicators, groups and the execution rate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from perfdsl.model.table import Group, Indicator, MoneyItem, Table
from perfdsl.text.folding import squeeze


def has_points(table: Table) -> bool:
    """Whether any indicator of the table has points."""
    return any(indicator.points is not None for indicator in table.with_parts())


def of_indicator(indicator: Indicator) -> Decimal | None:
    """An indicator's points; where only its parts have some, their sum."""
    if indicator.points is not None:
        return indicator.points
    parts = [part.points for part in indicator.parts if part.points is not None]
    return sum(parts, Decimal(0)) if parts else None


def of_group(group: Group) -> Decimal | None:
    """A group's points as stated, else the sum of what is in it."""
    return group.points if group.points is not None else inside(group)


def inside(group: Group) -> Decimal | None:
    """The sum of a group's own indicators and of the groups below; None where none has points."""
    return total((*map(of_indicator, group.indicators), *map(of_group, group.children)))


def total(points: tuple[Decimal | None, ...]) -> Decimal | None:
    """The sum of the known ones; None where there are none."""
    known = [one for one in points if one is not None]
    return sum(known, Decimal(0)) if known else None


def of_execution(table: Table) -> Decimal:
    """The points of the execution rate, written at a funding row (``[10分]`` or ``> 分值: 10``)."""
    return next(_execution(table.funding.items), Decimal(0))


def _execution(items: tuple[MoneyItem, ...]) -> Iterator[Decimal]:
    for item in items:
        if item.points is not None:
            yield item.points
        for note in item.notes:
            number = squeeze(note.value).removesuffix("分")
            if note.key in ("分值", "权重") and number.replace(".", "", 1).isdecimal():
                yield Decimal(number)


def without(indicators: Iterable[Indicator]) -> str:
    """``“甲”等 3 项指标没有写分值``; empty where all have points."""
    names = [indicator.name for indicator in indicators if of_indicator(indicator) is None]
    more = f"等 {len(names)} 项指标" if len(names) > 1 else ""
    return f"“{names[0]}”{more}没有写分值" if names else ""


def text(points: Decimal) -> str:
    """``10 分``, without a needless fraction."""
    plain = format(points, "f")
    return f"{plain.rstrip('0').rstrip('.') if '.' in plain else plain} 分"
