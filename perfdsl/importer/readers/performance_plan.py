"""StratML Part 2 (ISO 17469-2): a performance plan or report as the grid of a form, a row for each indicator.

Goal is 一级指标, Objective 二级指标, PerformanceIndicator 三级指标, MeasurementInstance a period, as perfdsl writes them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from perfdsl.importer.office import OfficeCell, OfficeDocument, OfficeGrid, OfficeLine, UnreadableError
from perfdsl.importer.readers.bounded_xml import XmlNode, tree
from perfdsl.syntax.marks import COLONS
from perfdsl.text.patterns import lazy

_PERIOD = lazy(rf"(?P<period>[^{COLONS}]{{1,8}})[{COLONS}](?P<value>.*)\Z")
_NOTE = lazy(rf"(?P<key>[^{COLONS}；]{{1,12}})[{COLONS}](?P<value>[^；]*)")
_LOOSE = "绩效指标"
_TITLE = lazy(r"(?P<name>.*?)(?P<year>(?:19|20)\d\d)年度")


class _Row(NamedTuple):
    """An indicator. ``groups`` are 一级, 二级, 重点工作 and 对应项目; ``targets`` and ``results`` are by period."""

    place: str
    groups: tuple[str, str, str, str]
    name: str
    targets: dict[str, str]
    results: dict[str, str]
    notes: dict[str, str]


def read_plan(data: bytes, name: str) -> OfficeDocument:
    """The plan as one grid below its title; what it says of the whole in words stands in lines behind.

    Raises:
        UnreadableError: it is no XML, or no plan.
    """
    root = tree([data])
    core = root.child("StrategicPlanCore")
    if core is None:
        raise UnreadableError(
            "这个 XML 不是 StratML 绩效计划", "只认 StratML Part 2（PerformancePlanOrReport）"
        )
    rows = [*_rows(core)]
    lines = [
        text for part in ("Description", "OtherInformation") for text in _text(root, part).split("\n") if text
    ]
    title = _text(root, "Name")
    return OfficeDocument(
        name,
        (
            OfficeLine(title, "Name"),
            OfficeGrid("绩效计划", (*_head(title, _text(root, "Description")), *_cells(rows))),
            *(OfficeLine(text, "OtherInformation") for text in lines[1:]),
        ),
    )


def _head(title: str, goal: str) -> Iterator[OfficeCell]:
    """The name of the plan, and its goal."""
    match = _TITLE.match(title)
    kind = "项目名称" if "项目" in title else "单位名称"
    for row, (label, text) in enumerate([(kind, match["name"] if match else title), ("年度目标", goal)]):
        yield OfficeCell(row, 0, label, "Name")
        yield OfficeCell(row, 1, text, "Name" if row == 0 else "Description")


def _rows(core: XmlNode) -> Iterator[_Row]:
    for goal in core.children_named("Goal"):
        for objective in goal.children_named("Objective"):
            groups = _groups(goal, objective)
            indicators = [*objective.children_named("PerformanceIndicator")]
            yield from (_row(one, groups) for one in indicators)
            if not indicators:
                yield _Row(_text(objective, "SequenceIndicator"), groups, "", {}, {}, {})


def _groups(goal: XmlNode, objective: XmlNode) -> tuple[str, str, str, str]:
    """What is below a second level tells so in words; indicators without a group stand below the goal's own name."""
    said = dict(_notes(_text(objective, "OtherInformation")))
    if _text(goal, "Name") == _text(objective, "Name") == _LOOSE:
        return "", "", "", ""
    if "二级指标" in said or "对应项目" in said:
        above = said.get("二级指标", "")
        return _titled(goal), above, _text(objective, "Name"), said.get("对应项目", "")
    return _titled(goal), _titled(objective), "", ""


def _titled(group: XmlNode) -> str:
    """``产出指标`` with its points, as forms print them."""
    points = dict(_notes(_text(group, "OtherInformation"))).get("分值", "")
    return f"{_text(group, 'Name')}（{points}）" if points else _text(group, "Name")


def _row(indicator: XmlNode, groups: tuple[str, str, str, str]) -> _Row:
    unit = _text(indicator, "UnitOfMeasurement")
    targets: dict[str, str] = {}
    results: dict[str, str] = {}
    for instance in indicator.children_named("MeasurementInstance"):
        for name, values in (("TargetResult", targets), ("ActualResult", results)):
            for result in instance.children_named(name):
                period, value = _value(result, unit)
                values[period] = value
    place = _text(indicator, "SequenceIndicator")
    notes = dict(_notes(_text(indicator, "OtherInformation")))
    return _Row(place, groups, _text(indicator, "MeasurementDimension"), targets, results, notes)


def _value(result: XmlNode, unit: str) -> tuple[str, str]:
    """Period and value: as perfdsl tells them in words, else the number with the unit."""
    if match := _PERIOD.match(_text(result, "Description")):
        return match["period"].strip(), match["value"].strip()
    descriptor = result.child("Descriptor")
    if descriptor is not None:
        return _text(descriptor, "DescriptorName"), _text(descriptor, "DescriptorValue")
    number = _text(result, "NumberOfUnits")
    return "", f"{number}{unit}" if number else _text(result, "Description")


def _notes(text: str) -> Iterator[tuple[str, str]]:
    return ((match["key"].strip(), match["value"].strip()) for match in _NOTE.finditer(text))


def _cells(rows: list[_Row]) -> Iterator[OfficeCell]:
    """A heading and a row for each indicator."""
    periods = [*dict.fromkeys(period for row in rows for period in row.targets)] or [""]
    done = any(row.results for row in rows)
    keys = [*dict.fromkeys(key for row in rows for key in row.notes)]
    tasks = ["重点工作", "对应项目"] if any(row.groups[2] for row in rows) else []
    heads = ["一级指标", "二级指标", *tasks, "三级指标", *(f"{period}指标值" for period in periods)]
    heads += [*(["实际完成值"] if done else []), *keys]
    yield from (OfficeCell(2, column, head, "表头") for column, head in enumerate(heads))
    for number, row in enumerate(rows, 3):
        results = [" / ".join(filter(None, row.results.values()))] if done else []
        texts = [
            *row.groups[: 2 + len(tasks)],
            row.name,
            *(row.targets.get(period, "") for period in periods),
            *results,
        ]
        texts += [row.notes.get(key, "") for key in keys]
        yield from (
            OfficeCell(number, column, text, f"指标 {row.place}") for column, text in enumerate(texts)
        )


def _text(node: XmlNode, name: str) -> str:
    found = node.child(name)
    return found.text.strip() if found else ""
