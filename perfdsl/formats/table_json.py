"""The model as JSON, as described by ``table.schema.json`` beside this module.

Numbers are strings, so that the written scale survives. Money is in the unit that ``unit`` names. The text is written
directly: a site holds thousands of tables, and dictionaries on the way to the same text take twice as long.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from json.encoder import encode_basestring as text
from typing import Any

from perfdsl.memo import MB, cached, cached_call
from perfdsl.model.section import Section
from perfdsl.model.table import (
    Amount,
    Funding,
    FundingBlock,
    FundingLine,
    Group,
    Indicator,
    Link,
    MoneyItem,
    NoteField,
    Table,
    Target,
)
from perfdsl.model.values import Comparator, Value


def table_json(table: Table) -> dict[str, Any]:
    """The whole table as plain JSON values, in file order."""
    found: dict[str, Any] = json.loads(table_text(table))
    return found


def json_object(table: Table) -> bytes:
    """A file of one table, indented."""
    return f"{_indented(table)}\n".encode("utf-8", "replace")


def json_array(tables: Iterable[Table]) -> Iterator[bytes]:
    """A file of several tables, indented, one after the other."""
    opening = "[\n"
    for table in tables:
        yield (opening + "  " + _indented(table).replace("\n", "\n  ")).encode("utf-8", "replace")
        opening = ",\n"
    yield b"[]\n" if opening == "[\n" else b"\n]\n"


def _indented(table: Table) -> str:
    return json.dumps(table_json(table), ensure_ascii=False, indent=2)


def table_text(table: Table) -> str:
    """The same as JSON on one line, without a line end."""
    header = ",".join(f"{text(key)}:{text(value)}" for key, value in _fields(table).items())
    return (
        f'{{"kind":{text(table.kind)},"name":{text(table.name)},"year":{_or_null(table.year)},'
        f'"framework":{text(table.framework.name) if table.framework.name else "null"},'
        f'"file":{text(table.path)},"periods":{_texts(table.periods)},"header":{{{header}}},'
        f'"sections":{_list(map(_section, table.sections))},"funding":{_funding(table.funding)},'
        f'"projects":{_list(_money(one, table.project_columns) for one in table.projects)},'
        f'"groups":{_list(map(_group, table.groups))},'
        f'"indicators":{_list(map(_indicator, table.indicators))}}}'
    )


def _fields(table: Table) -> dict[str, str]:
    """Of a key that is written twice the last value stands, at the first place."""
    return {field.key: field.value for field in table.header}


def _section(section: Section) -> str:
    return f'{{"title":{text(section.title)},"markdown":{text(section.markdown)},"line":{section.span.line}}}'


def _funding(funding: Funding) -> str:
    return f'{{"unit":{text(funding.unit)},"blocks":{_list(map(_block, funding.blocks))}}}'


def _block(block: FundingBlock) -> str:
    rows = _list(_row(row, block.columns) for row in block.lines)
    apart = _list(_row(row, block.columns) for row in block.unlisted)
    headline = "null" if block.headline is None else text(block.columns[block.headline])
    return (
        f'{{"name":{text(block.name)},"columns":{_texts(block.columns)},"headline":{headline},'
        f'"rows":{rows},"unlisted":{apart}}}'
    )


def _row(row: FundingLine, columns: tuple[str, ...]) -> str:
    derived, line = ("true", "null") if row.written is None else ("false", row.written.line)
    return (
        f'{{"name":{text(row.name)},"amounts":{_amounts(row.amounts, columns)},"derived":{derived},'
        f'"line":{line},"rows":{_list(_row(child, columns) for child in row.children)}}}'
    )


def _money(item: MoneyItem, columns: tuple[str, ...]) -> str:
    return (
        f'{{"name":{text(item.name)},"amounts":{_amounts(item.amounts, columns)},'
        f'"actuals":{_list(f"{{{_amount(amount)}}}" for amount in item.actuals)},'
        f'"parts":{_list(_money(part, columns) for part in item.parts)},'
        f'"notes":{_notes(item.notes)},"line":{item.line}}}'
    )


def _amounts(amounts: tuple[Amount, ...], columns: tuple[str, ...]) -> str:
    named = [*columns, *("" for _ in amounts)]
    return _list(f'{{"column":{text(named[i])},{_amount(amount)}}}' for i, amount in enumerate(amounts))


def _amount(amount: Amount) -> str:
    """The members, without braces."""
    number = "null" if amount.number is None else f'"{amount.number:f}"'
    return f'"number":{number},"unit":{text(amount.unit)},"text":{text(amount.text)}'


def _group(group: Group) -> str:
    return (
        f'{{"name":{text(group.name)},"group":{text(group.key)},"role":"{group.role}",'
        f'"points":{_points(group)},"linked_projects":{_links(group.links)},'
        f'"line":{group.span.line},"groups":{_list(map(_group, group.children))}}}'
    )


def _indicator(indicator: Indicator) -> str:
    return (
        f'{{"name":{text(indicator.name)},"path":{_path(indicator.path)},"groups":{_path(indicator.groups)},'
        f'"points":{_points(indicator)},"flags":{_path(indicator.flags)},'
        f'"linked_projects":{_links(indicator.linked_projects)},'
        f'"targets":{_targets(indicator.targets)},"actuals":{_targets(indicator.actuals)},'
        f'"parts":{_list(map(_indicator, indicator.parts)) if indicator.parts else "[]"},'
        f'"notes":{_notes(indicator.notes)},"line":{indicator.line}}}'
    )


def _links(links: tuple[Link, ...]) -> str:
    return _texts(link.name for link in links) if links else "[]"


def _points(item: Group | Indicator) -> str:
    return "null" if item.points is None else f'"{item.points:f}"'


def _notes(notes: tuple[NoteField, ...]) -> str:
    if not notes:
        return "[]"
    return _list(f'{{"key":{text(note.key)},"value":{text(note.value)}}}' for note in notes)


def _targets(targets: tuple[Target, ...]) -> str:
    if not targets:
        return "[]"
    return f"[{','.join([_target(period, comparator, value) for period, comparator, value, *_ in targets])}]"


@cached_call(2 * MB)
def _target(period: str, comparator: Comparator | None, value: Value) -> str:
    """Units write many targets alike: 100%, 健全."""
    compared = "null" if comparator is None else f'"{comparator}"'
    number = "null" if value.number is None else f'"{value.number:f}"'
    upper = "null" if value.upper is None else f'"{value.upper:f}"'
    return (
        f'{{"period":{text(period)},"comparator":{compared},"kind":"{value.kind}","number":{number},'
        f'"upper":{upper},"unit":{text(value.unit)},"text":{text(value.text)}}}'
    )


@cached()
def _path(names: tuple[str, ...]) -> str:
    """Every indicator of a group has the same."""
    return _texts(names)


def _texts(texts: Iterable[str]) -> str:
    return _list(map(text, texts))


def _list(items: Iterable[str]) -> str:
    return f"[{','.join(items)}]"


def _or_null(number: int | None) -> str:
    return "null" if number is None else str(number)
