"""The indicators as a reader sees them: one table a 一级, one body a 二级 or 重点工作, one row an indicator."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from perfdsl.memo import cached
from perfdsl.model.addresses import CODE_KEYS
from perfdsl.model.framework import GroupRule
from perfdsl.model.indicator_names import core_name
from perfdsl.model.table import Group, Indicator, Table
from perfdsl.presentation.display import part_name, points, target, value_headings
from perfdsl.presentation.ids import group_id, group_ids
from perfdsl.site.document_context import DocumentContext
from perfdsl.site.page import PageLink
from perfdsl.site.views.indicator_uses import indicator_address
from perfdsl.text.folding import squeeze

NOT_APPLICABLE, NOT_FILLED = "不适用", "未填报"


# Those of the groups, by their lines.
Anchors = Mapping[int, str]


class Row(NamedTuple):
    """One indicator or part of one. ``cells`` has one value a period. ``page`` shows it across units: below the
    site's folder, ``""`` where only the whole site knows whether there is one.
    """

    anchor: str
    page: str
    name: str
    part: bool
    cells: tuple[str, ...]
    points: str
    notes: tuple[tuple[str, str], ...]
    marks: tuple[str, ...]


class Body(NamedTuple):
    """The rows of one group. ``empty`` says why there are none; ``heading`` is ``""`` for rows right below 一级,
    ``anchor`` for those and for a group that the table lacks.
    """

    anchor: str
    heading: str
    depth: int
    key_task: bool
    links: tuple[PageLink, ...]
    points: str
    empty: str
    notes: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]


class Category(NamedTuple):
    """One 一级 with everything below it, so many ``indicators``. ``columns`` are the headings of the values; ``width`` counts
    all columns.
    """

    anchor: str
    name: str
    points: str
    indicators: str
    columns: tuple[str, ...]
    has_points: bool
    width: int
    bodies: tuple[Body, ...]


def indicator_views(context: DocumentContext) -> tuple[Category, ...]:
    """Every 一级 of the table, then those that the framework demands and the table lacks."""
    table = context.table
    loose = tuple(indicator for indicator in table.indicators if not indicator.path)
    categories = [_loose(context, loose)] if loose else []
    anchors = group_ids(table)
    categories += [
        _category(context, group, _rule(table.framework.groups, group), anchors) for group in table.groups
    ]
    written = {group.key for group in table.groups}
    categories += [
        _missing(table, rule) for rule in table.framework.groups if rule.name not in written and rule.required
    ]
    return tuple(categories)


def indicator_rows(context: DocumentContext, indicators: Sequence[Indicator]) -> tuple[Row, ...]:
    """A row for each indicator, followed by those of its parts."""
    return tuple(
        _row(context, one, part=one is not indicator)
        for indicator in indicators
        for one in (indicator, *indicator.parts)
    )


def _loose(context: DocumentContext, indicators: tuple[Indicator, ...]) -> Category:
    body = Body("", "", 0, False, (), "", "", (), indicator_rows(context, indicators))
    return _assemble(context.table, "g-loose", "", "", len(indicators), (body,))


def _category(context: DocumentContext, group: Group, rule: GroupRule | None, anchors: Anchors) -> Category:
    count = sum(1 for _ in group.all_indicators())
    bodies = tuple(_bodies(context, group, rule, 0, anchors))
    anchor = anchors[group.span.line]
    return _assemble(context.table, anchor, group.name, points(group.points), count, bodies)


def _missing(table: Table, rule: GroupRule) -> Category:
    body = Body("", "", 0, False, (), "", NOT_FILLED, (), ())
    return _assemble(table, group_id((rule.name,)), rule.name, "", 0, (body,))


def _assemble(
    table: Table, anchor: str, name: str, own_points: str, count: int, bodies: tuple[Body, ...]
) -> Category:
    columns = value_headings(table)
    has_points = any(row.points for body in bodies for row in body.rows)
    width = 1 + len(columns) + has_points
    return Category(anchor, name, own_points, str(count), columns, has_points, width, bodies)


def _bodies(
    context: DocumentContext, group: Group, rule: GroupRule | None, depth: int, anchors: Anchors
) -> Iterator[Body]:
    """The group's own rows, then the groups below it; what the framework demands below it is never left out."""
    rows = indicator_rows(context, group.indicators)
    below = group.children
    absent = _absent(group, rule)
    if rows or depth or not (below or absent):
        yield _body(context, group, rule, depth, rows, anchors[group.span.line] if depth else "")
    for child in below:
        yield from _bodies(context, child, _rule(rule.children if rule else (), child), depth + 1, anchors)
    for missing in absent:
        reason = NOT_FILLED if missing.required else NOT_APPLICABLE
        yield Body("", missing.name, depth + 1, False, (), "", reason, (), ())


def _body(
    context: DocumentContext,
    group: Group,
    rule: GroupRule | None,
    depth: int,
    rows: tuple[Row, ...],
    anchor: str,
) -> Body:
    empty = "" if rows or group.children else _reason(rule)
    return Body(
        anchor=anchor,
        heading=group.name if depth else "",
        depth=depth,
        key_task=group.role == "key_task",
        links=tuple(PageLink(link.name, context.project_href(link.name)) for link in group.links),
        points=points(group.points) if depth else "",
        empty=empty,
        notes=tuple((note.key, note.value) for note in group.notes),
        rows=rows,
    )


def _row(context: DocumentContext, one: Indicator, *, part: bool) -> Row:
    line = one.line
    return Row(
        context.anchors[line],
        "" if part else _page(context, one),
        part_name(one.name) if part else one.name,
        part,
        context.values[line],
        points(one.points),
        _notes(one) if one.notes or one.actuals or one.flags else (),
        context.marks.get(line, ()) if context.marks else (),
    )


def _page(context: DocumentContext, one: Indicator) -> str:
    return _page_of(one.name) if squeeze(one.name) in context.common else ""


@cached()
def _page_of(name: str) -> str:
    return indicator_address(core_name(name))


def _notes(one: Indicator) -> tuple[tuple[str, str], ...]:
    """What stands below the name: flags, notes as written, and the observed values."""
    notes = [("标记", "、".join(one.flags))] if one.flags else []
    notes += [(note.key, note.value) for note in one.notes if note.key not in CODE_KEYS]
    if one.actuals:
        notes.append(
            ("实际完成", "；".join(f"{actual.period} {target(actual, ':')}" for actual in one.actuals))
        )
    return tuple(notes)


def _rule(rules: Sequence[GroupRule], group: Group) -> GroupRule | None:
    return next((rule for rule in rules if rule.name == group.key), None)


def _absent(group: Group, rule: GroupRule | None) -> tuple[GroupRule, ...]:
    """The groups below this one that the framework names, demands or allows empty, and the table lacks."""
    if rule is None:
        return ()
    written = {child.key for child in group.children}
    return tuple(
        child
        for child in rule.children
        if child.name not in written and (child.required or child.may_be_empty)
    )


def _reason(rule: GroupRule | None) -> str:
    return NOT_APPLICABLE if rule and rule.may_be_empty else NOT_FILLED
