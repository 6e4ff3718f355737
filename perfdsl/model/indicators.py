"""The ``# 指标`` section: groups as a tree, indicators with a target for each period."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from perfdsl.diagnostics import Diagnostic, Span
from perfdsl.model.findings import problem
from perfdsl.model.framework import Framework, GroupRule
from perfdsl.model.notes import note_fields
from perfdsl.model.outline import Block, Item, items
from perfdsl.model.read_framework import points_of
from perfdsl.model.table import Group, Indicator, Link, Target
from perfdsl.model.values import Comparator, read_value
from perfdsl.syntax.nodes import Actual, Cell, Entry, Heading, Line
from perfdsl.syntax.parser import split_unit
from perfdsl.text.folding import fold, squeeze

_TITLE_POINTS = re.compile(r"(?P<from>[\d.]+[-~])?(?P<points>\d+(?:\.\d+)?)分?\Z")


class Place(NamedTuple):
    """Where an indicator stands: written group names, the framework's names, linked projects."""

    path: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()


def bind_indicators(
    block: Block | None, framework: Framework, periods: tuple[str, ...], found: list[Diagnostic]
) -> tuple[tuple[Group, ...], tuple[Indicator, ...]]:
    """The group tree, and all indicators in file order (those without any group included)."""
    rows = items(block, found)[1:] if block else []
    top = _run(rows)
    loose = tuple(_indicator(item, Place(), periods, found) for item in rows[:top] if _is_entry(item))
    groups = _groups(rows[top:], 2, framework.groups, Place(), (framework, periods, found))
    inside = tuple(indicator for group in groups for indicator in group.all_indicators())
    return groups, loose + inside


_Context = tuple[Framework, tuple[str, ...], list[Diagnostic]]


def _groups(
    rows: list[Item],
    level: int,
    rules: tuple[GroupRule, ...],
    place: Place,
    context: _Context,
    parent: GroupRule | None = None,
) -> tuple[Group, ...]:
    """The groups of ``rows``, which begins with a heading; deeper headings become children."""
    starts = [i for i, item in enumerate(rows) if _level(item) <= level or i == 0]
    bounds = zip(starts, [*starts, len(rows)][1:], strict=True)
    return tuple(_group(rows[start:end], level, rules, place, context, parent) for start, end in bounds)


def _group(
    rows: list[Item],
    level: int,
    rules: tuple[GroupRule, ...],
    place: Place,
    context: _Context,
    parent: GroupRule | None,
) -> Group:
    head = rows[0]
    heading, line = head.line.node, head.line
    assert isinstance(heading, Heading)
    name, points, where = _title(heading, line.number)
    rule = _rule(rules, name)
    links = tuple(Link(word.text, word.span(line.number)) for word in heading.links)
    own = rows[1 : 1 + _run(rows[1:])]
    here = Place((*place.path, name), (*place.groups, rule.name if rule else name), links or place.links)
    _report_skipped_level(head, level, context[2])
    inside = [_indicator(item, here, context[1], context[2]) for item in own if _is_entry(item)]
    below = rows[1 + len(own) :]
    children = rule.children if rule else ()
    return Group(
        name=name,
        key=here.groups[-1],
        level=heading.level - 1,
        span=Span(line.number, heading.title.start, heading.title.start + len(name)),
        role="key_task"
        if heading.links or (heading.level >= 4 and _has_key_tasks(context[0], here))
        else "group",
        known=rule is not None or not rules or bool(parent and parent.open),
        children=_groups(below, heading.level + 1, children, here, context, rule) if below else (),
        indicators=tuple(inside),
        links=links,
        points=points,
        points_span=where,
        notes=note_fields(head.notes),
    )


def _report_skipped_level(head: Item, level: int, found: list[Diagnostic]) -> None:
    written = _level(head)
    if written > level and not (isinstance(head.line.node, Heading) and head.line.node.links):
        marks = "#" * level
        found.append(
            problem(
                "P110",
                "warning",
                f"标题跳过了一级：这里应为“{marks} ”",
                head.line,
                f"改为“{marks} ”，或补上中间一级的标题",
            )
        )


def _has_key_tasks(framework: Framework, place: Place) -> bool:
    return any(rule.key_tasks for rule in framework.groups if rule.name == place.groups[0])


def _title(heading: Heading, line: int) -> tuple[str, Decimal | None, Span | None]:
    """The group's name and points: ``产出指标 [50分]`` or, as forms print it, ``产出指标（50分）``.

    A span of points that the form allows, ``成本指标（0-20分）``, is no points of its own.
    """
    points, word, _ = points_of(heading.attributes)
    name, inner = split_unit(heading.title.text)
    match = _TITLE_POINTS.match(fold(inner)) if inner else None
    if match is None:
        return heading.title.text, points, word.span(line) if word else None
    return name, None if match["from"] else Decimal(match["points"]), heading.title.span(line)


def _rule(rules: tuple[GroupRule, ...], name: str) -> GroupRule | None:
    wanted = squeeze(name)
    return next(
        (rule for rule in rules if any(squeeze(known) == wanted for known in (rule.name, *rule.aliases))),
        None,
    )


def _run(rows: list[Item]) -> int:
    """How many of ``rows`` stand before the next heading of any level."""
    return next((i for i, item in enumerate(rows) if isinstance(item.line.node, Heading)), len(rows))


def _level(item: Item) -> int:
    return item.line.node.level if isinstance(item.line.node, Heading) else 99


def _is_entry(item: Item) -> bool:
    return isinstance(item.line.node, Entry)


def _indicator(item: Item, place: Place, periods: tuple[str, ...], found: list[Diagnostic]) -> Indicator:
    entry, line = item.line.node, item.line
    assert isinstance(entry, Entry)
    points, word, flags = points_of(entry.attributes)
    _report_count(item, entry, periods, found)
    return Indicator(
        name=entry.name.text,
        span=entry.name.span(line.number),
        path=place.path,
        groups=place.groups,
        operator=entry.operator,
        targets=_targets(entry.cells, entry.operator, periods, line.number),
        cell_count=len(entry.cells),
        points=points,
        points_span=word.span(line.number) if word else None,
        flags=flags,
        notes=note_fields(item.notes),
        actuals=_actuals(item.actuals, periods) if item.actuals else (),
        parts=tuple([_indicator(part, place, periods, found) for part in item.parts]),
        linked_projects=place.links,
    )


def _report_count(item: Item, entry: Entry, periods: tuple[str, ...], found: list[Diagnostic]) -> None:
    count = len(entry.cells)
    if count in (1, len(periods)):
        return
    message = f"“{entry.name.text}”写了 {count} 个值，这张表有 {len(periods)} 期（{'、'.join(periods)}）"
    if count > len(periods):
        hint, word = "删去多余的值；斜线属于文字时，两边不要留空格", entry.cells[len(periods)].value
        if "\t" in item.line.text:
            hint = "从表格粘贴的行只留名称和各期的值；一级、二级指标另写成“## ”“### ”标题"
        found.append(problem("P109", "error", message, item.line, hint, word))
    else:
        found.append(problem("P109", "error", message, item.line, "缺的那一期没有值时写“-”"))


def _actuals(lines: list[Line], periods: tuple[str, ...]) -> tuple[Target, ...]:
    return tuple(
        target
        for line in lines
        if isinstance(line.node, Actual)
        for target in _targets(line.node.cells, ":", _actual_periods(line.node.cells, periods), line.number)
    )


def _actual_periods(cells: tuple[Cell, ...], periods: tuple[str, ...]) -> tuple[str, ...]:
    """One actual value alone is that of the last period, the whole year."""
    return periods[-1:] if len(cells) == 1 else periods


def _targets(
    cells: tuple[Cell, ...], operator: str, periods: tuple[str, ...], line: int
) -> tuple[Target, ...]:
    first = None if operator == ":" else cells[0].comparator
    targets = []
    for i, period in enumerate(periods):
        cell = cells[i] if i < len(cells) else cells[0] if len(cells) == 1 else None
        if cell is None:
            targets.append(Target(period, None, read_value("-"), Span(line, 0, 0), written=False))
            continue
        value = read_value(cell.value.text)
        comparator: Comparator | None = None
        if value.kind != "none":
            written = cell.comparator or first
            comparator = value.comparator if written is None or written == ":" else written
        targets.append(Target(period, comparator, value, cell.value.span(line), written=i < len(cells)))
    return tuple(targets)
