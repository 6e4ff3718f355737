"""The ``# 指标`` section: groups as a tree, indicators with a target for each period."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from perfdsl.diagnostics import Diagnostic, Span
from perfdsl.memo import cached_by_identity
from perfdsl.model.framework import Framework, GroupRule
from perfdsl.model.kinds import NONE
from perfdsl.model.line_diagnostics import line_diagnostic, one_or_several
from perfdsl.model.notes import note_fields
from perfdsl.model.outline import OutlineItem, OutlineSection, items
from perfdsl.model.read_framework import points_of
from perfdsl.model.table import Group, Indicator, Link, Target
from perfdsl.model.values import Comparator, Value, may_be_several, read_value
from perfdsl.syntax.marks import Operator
from perfdsl.syntax.nodes import Actual, Cell, Entry, Heading, Line
from perfdsl.syntax.parser import split_unit
from perfdsl.text.folding import fold, squeeze
from perfdsl.text.patterns import lazy

_TITLE_POINTS = lazy(r"(?P<from>[\d.]+[-~])?(?P<points>\d+(?:\.\d+)?)分?\Z")


class _Position(NamedTuple):
    """Where an indicator stands: written group names, the framework's names, linked projects."""

    path: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()


class _Headed(NamedTuple):
    """A heading, and the entries below it before the next heading of any level."""

    item: OutlineItem
    level: int
    entries: list[OutlineItem]


class _Context(NamedTuple):
    """What is the same for the whole section."""

    framework: Framework
    periods: tuple[str, ...]
    found: list[Diagnostic]
    periods_known: bool


def bind_indicators(
    section: OutlineSection | None,
    framework: Framework,
    periods: tuple[str, ...],
    found: list[Diagnostic],
    *,
    periods_known: bool,
) -> tuple[tuple[Group, ...], tuple[Indicator, ...]]:
    """The group tree, and all indicators in file order (those without any group included).

    Where the periods are guessed, how many values a line should have is not judged.
    """
    top, heads = _headed(items(section, found, framework)[1:] if section else [])
    context = _Context(framework, periods, found, periods_known)
    indicators = _indicators(top, _Position(), context)
    groups = _groups(heads, 2, framework.groups, _Position(), context)
    for group in groups:
        indicators.extend(group.all_indicators())
    return groups, tuple(indicators)


def _headed(rows: list[OutlineItem]) -> tuple[list[OutlineItem], list[_Headed]]:
    """The entries before the first heading, and the headings with theirs."""
    top: list[OutlineItem] = []
    heads: list[_Headed] = []
    entries = top
    for item in rows:
        node = item.line.node
        if type(node) is Entry:
            entries.append(item)
        elif type(node) is Heading:
            entries = []
            heads.append(_Headed(item, node.level, entries))
    return top, heads


def _groups(
    heads: list[_Headed],
    level: int,
    rules: tuple[GroupRule, ...],
    place: _Position,
    context: _Context,
    parent: GroupRule | None = None,
) -> tuple[Group, ...]:
    """The groups of ``heads``; deeper headings become children."""
    starts = [i for i, head in enumerate(heads) if head.level <= level or i == 0]
    bounds = zip(starts, [*starts, len(heads)][1:], strict=True)
    return tuple([_group(heads[start:end], level, rules, place, context, parent) for start, end in bounds])


def _group(
    heads: list[_Headed],
    level: int,
    rules: tuple[GroupRule, ...],
    place: _Position,
    context: _Context,
    parent: GroupRule | None,
) -> Group:
    head, below = heads[0].item, heads[1:]
    heading, line = head.line.node, head.line
    assert isinstance(heading, Heading)
    name, points, where = _title(heading, line, context.found)
    rule = _rule(rules, name)
    links = tuple([Link(word.text, word.span(line.number)) for word in heading.links])
    here = _Position((*place.path, name), (*place.groups, rule.name if rule else name), links or place.links)
    _report_skipped_level(head, level, context.found)
    inside = _indicators(heads[0].entries, here, context)
    children = rule.children if rule else ()
    return Group(
        name=name,
        key=here.groups[-1],
        level=heading.level - 1,
        span=Span(line.number, heading.title.start, heading.title.start + len(name)),
        role="key_task"
        if heading.links or (heading.level >= 4 and _has_key_tasks(context.framework, here))
        else "group",
        known=rule is not None or not rules or bool(parent and parent.open),
        children=_groups(below, heading.level + 1, children, here, context, rule) if below else (),
        indicators=tuple(inside),
        links=links,
        points=points,
        points_span=where,
        notes=note_fields(head.notes),
    )


def _report_skipped_level(head: OutlineItem, level: int, found: list[Diagnostic]) -> None:
    heading = head.line.node
    if isinstance(heading, Heading) and heading.level > level and not heading.links:
        marks = "#" * level
        found.append(
            line_diagnostic(
                "P110",
                "warning",
                f"标题跳过了一级：这里应为“{marks} ”",
                head.line,
                f"改为“{marks} ”，或补上中间一级的标题",
            )
        )


def _has_key_tasks(framework: Framework, place: _Position) -> bool:
    return any(rule.key_tasks for rule in framework.groups if rule.name == place.groups[0])


def _title(heading: Heading, line: Line, found: list[Diagnostic]) -> tuple[str, Decimal | None, Span | None]:
    """The group's name and points: ``产出指标 [50分]`` or, as forms print it, ``产出指标（50分）``; never both.

    A span of points that the form allows, ``成本指标（0-20分）``, is no points of its own.
    """
    points, word, _ = points_of(heading.attributes)
    name, inner = split_unit(heading.title.text)
    match = _TITLE_POINTS.match(fold(inner)) if inner else None
    if match is None:
        return heading.title.text, points, word.span(line.number) if word else None
    if word:
        message = f"“{inner}”和“{word.text}”都像是分值"
        found.append(line_diagnostic("P106", "error", message, line, "分值只写一处：[50分]", word))
    return name, None if match["from"] else Decimal(match["points"]), heading.title.span(line.number)


def _rule(rules: tuple[GroupRule, ...], name: str) -> GroupRule | None:
    return _rules_by_name(rules).get(squeeze(name)) if rules else None


@cached_by_identity
def _rules_by_name(rules: tuple[GroupRule, ...]) -> dict[str, GroupRule]:
    """Every name that a group goes by; where two share one, the first is meant."""
    return {squeeze(name): rule for rule in reversed(rules) for name in reversed((rule.name, *rule.aliases))}


def _indicators(entries: list[OutlineItem], place: _Position, context: _Context) -> list[Indicator]:
    return [_indicator(item, place, context) for item in entries]


def _indicator(item: OutlineItem, place: _Position, context: _Context) -> Indicator:
    """Made by position: of all objects of a table these are the most, and keywords take twice as long."""
    entry, number = item.line.node, item.line.number
    assert isinstance(entry, Entry)
    name, operator, cells, attributes, _ = entry
    points, word, flags = points_of(attributes) if attributes.words else (None, None, ())
    if context.periods_known and (said := _miscounted(item, entry, context.periods)):
        context.found.append(said)
    return Indicator(
        name.text,
        Span(number, name.start, name.end),
        place.path,
        place.groups,
        operator,
        _targets(cells, operator, context.periods, number),
        len(cells),
        points,
        word.span(number) if word else None,
        flags,
        note_fields(item.notes) if item.notes else (),
        _actuals(item.actuals, context.periods) if item.actuals else (),
        tuple(_indicators(item.parts, place, context)) if item.parts else (),
        place.links,
    )


def _miscounted(item: OutlineItem, entry: Entry, periods: tuple[str, ...]) -> Diagnostic | None:
    """More or fewer values than periods, or one that may be one for each."""
    count, first = len(entry.cells), entry.cells[0].value
    if count == 1:
        is_doubtful = entry.operator != ":" and may_be_several(first.text, len(periods))
        return one_or_several(item.line, first, periods) if is_doubtful else None
    if count == len(periods):
        return None
    message = f"“{entry.name.text}”写了 {count} 个值，这张表有 {len(periods)} 期（{'、'.join(periods)}）"
    if count < len(periods):
        return line_diagnostic("P109", "error", message, item.line, "缺的那一期没有值时写“-”")
    hint, word = "删去多余的值；斜线属于文字时，两边不要留空格", entry.cells[len(periods)].value
    if "\t" in item.line.text:
        hint = "从表格粘贴的行只留名称和各期的值；一级、二级指标另写成“## ”“### ”标题"
    return line_diagnostic("P109", "error", message, item.line, hint, word)


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
    cells: tuple[Cell, ...], operator: Operator, periods: tuple[str, ...], line: int
) -> tuple[Target, ...]:
    """One target a period: of its own cell, of the only cell there is, or of none."""
    first = None if operator == ":" else cells[0].comparator
    read = [_read(cell, first, line) for cell in cells[: len(periods)]]
    if len(cells) == 1 < len(periods):
        comparator, value, span = read[0]
        rest = [Target(period, comparator, value, span, False) for period in periods[1:]]
        return (Target(periods[0], comparator, value, span), *rest)
    targets = [Target(period, *cell) for period, cell in zip(periods, read, strict=False)]
    targets += [
        Target(period, None, read_value("-"), Span(line, 0, 0), False) for period in periods[len(read) :]
    ]
    return tuple(targets)


def _read(cell: Cell, first: Operator | None, line: int) -> tuple[Comparator | None, Value, Span]:
    """A cell's comparator is its own, the line's, or the one spelled inside the value."""
    _, start, end = cell.value
    value = read_value(cell.value.text)
    written = cell.comparator or first
    if written is None or written == ":":
        written = value.comparator
    return None if value.kind is NONE else written, value, Span(line, start, end)
