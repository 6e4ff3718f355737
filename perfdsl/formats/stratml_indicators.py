"""The indicators of a StratML document: what is measured, in which unit, and the result of each period."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from xml.etree.ElementTree import Element

from perfdsl.formats.records.as_text import notes, pairs
from perfdsl.formats.xml import child, text_child
from perfdsl.model.kinds import NONE
from perfdsl.model.table import Indicator, Table, Target
from perfdsl.presentation.display import NOTHING, points, target

# Where in the value chain the groups of the field stand; the others are not said to stand anywhere.
_STAGES = (("产出", "Output"), ("效益", "Outcome"), ("效果", "Outcome"), ("满意度", "Outcome"))


def indicator_elements(
    table: Table, indicators: Iterable[Indicator], number: str, ids: Mapping[int, str]
) -> Iterator[Element]:
    """An element for each indicator, its parts behind it.

    ``number`` is that of their objective; ``ids`` has the identifiers by source line.
    """
    position = 0
    for indicator in indicators:
        for one in (indicator, *indicator.parts):
            position += 1
            whole = "" if one is indicator else ids[indicator.line]
            yield _indicator(table, one, (f"{number}.{position}", ids[one.line], whole))


def _indicator(table: Table, one: Indicator, ids: tuple[str, str, str]) -> Element:
    """``ids``: its number, its identifier, and that of the indicator that it is a part of."""
    number, identifier, whole = ids
    element = Element("PerformanceIndicator")
    if stage := _stage(one):
        element.set("ValueChainStage", stage)
    element.set("PerformanceIndicatorType", "Quantitative" if one.is_measured else "Qualitative")
    text_child(element, "SequenceIndicator", number)
    text_child(element, "MeasurementDimension", one.name, empty=True)
    units = (target.value.unit for target in one.targets)
    text_child(element, "UnitOfMeasurement", next(filter(None, units), ""), empty=True)
    text_child(element, "Identifier", identifier)
    if whole:
        relationship = child(element, "Relationship")
        relationship.set("RelationshipType", "Narrower_Than")
        text_child(relationship, "ReferentIdentifier", whole)
        text_child(relationship, "Name", "其中")
    for period in table.periods:
        _measurement(element, table, one, period)
    own_points = [("分值", points(one.points)), ("标记", "、".join(one.flags))]
    words = (pairs((key, value) for key, value in own_points if value), notes(one.notes))
    text_child(element, "OtherInformation", "；".join(filter(None, words)))
    return element


def _measurement(element: Element, table: Table, one: Indicator, period: str) -> None:
    """The target and the actual value of one period; nothing where the period has neither."""
    results = [("TargetResult", value, one.operator) for value in one.targets if value.period == period]
    results += [("ActualResult", value, ":") for value in one.actuals if value.period == period]
    told = [(name, value, operator) for name, value, operator in results if value.value.kind is not NONE]
    if not told:
        return
    instance = child(element, "MeasurementInstance")
    for name, value, operator in told:
        result = child(instance, name)
        for date, text in _dates(period, table.year):
            text_child(result, date, text)
        _result(result, value, operator)


def _result(result: Element, value: Target, operator: str) -> None:
    """A number where there is one (StratML has none for a range), else words; and the value as it is printed."""
    printed = target(value, operator)
    if value.value.number is not None and value.value.upper is None:
        text_child(result, "NumberOfUnits", format(value.value.number, "f"))
    else:
        descriptor = child(result, "Descriptor")
        text_child(descriptor, "DescriptorName", value.period)
        text_child(descriptor, "DescriptorValue", printed.removeprefix(NOTHING))
    text_child(result, "Description", f"{value.period}：{printed}")


def _dates(period: str, year: int | None) -> tuple[tuple[str, str], ...]:
    """First and last day of a period whose name tells them."""
    if not year or not any(word in period for word in ("半年", "全年", "年度")):
        return ()
    last = "06-30" if "半年" in period else "12-31"
    return ("StartDate", f"{year:04}-01-01"), ("EndDate", f"{year:04}-{last}")


def _stage(one: Indicator) -> str:
    category = one.groups[0] if one.groups else ""
    return next((stage for word, stage in _STAGES if word in category), "")
