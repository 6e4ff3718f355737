"""The model as JSON, as described by ``table.schema.json`` beside this module.

Numbers are strings, so that the written scale survives. Money is in the unit that ``unit`` names.
"""

from __future__ import annotations

from typing import Any

from perfdsl.model.table import (
    Amount,
    FundingBlock,
    FundingLine,
    Group,
    Indicator,
    MoneyItem,
    NoteField,
    Table,
    Target,
)
from perfdsl.model.values import Value


def table_json(table: Table) -> dict[str, Any]:
    """The whole table as plain JSON values, in file order."""
    return {
        "kind": table.kind,
        "name": table.name,
        "year": table.year,
        "framework": table.framework.name or None,
        "file": table.path,
        "periods": list(table.periods),
        "header": {field.key: field.value for field in table.header},
        "sections": [
            {"title": section.title, "markdown": section.markdown, "line": section.span.line}
            for section in table.sections
        ],
        "funding": {
            "unit": table.funding.unit,
            "blocks": [_block(block) for block in table.funding.blocks],
        },
        "projects": [_money(project, table.project_columns) for project in table.projects],
        "groups": [_group(group) for group in table.groups],
        "indicators": [_indicator(indicator) for indicator in table.indicators],
    }


def _block(block: FundingBlock) -> dict[str, Any]:
    rows = [_row(row, block.columns) for row in block.lines]
    return {"name": block.name, "columns": list(block.columns), "rows": rows}


def _row(row: FundingLine, columns: tuple[str, ...]) -> dict[str, Any]:
    return {
        "name": row.name,
        "amounts": _amounts(row.amounts, columns),
        "derived": row.written is None,
        "line": row.written.line if row.written else None,
        "rows": [_row(child, columns) for child in row.children],
    }


def _money(item: MoneyItem, columns: tuple[str, ...]) -> dict[str, Any]:
    return {
        "name": item.name,
        "amounts": _amounts(item.amounts, columns),
        "actuals": [_amount(amount) for amount in item.actuals],
        "parts": [_money(part, columns) for part in item.parts],
        "notes": _notes(item.notes),
        "line": item.line,
    }


def _amounts(amounts: tuple[Amount, ...], columns: tuple[str, ...]) -> list[dict[str, Any]]:
    named = [*columns, *("" for _ in amounts)]
    return [{"column": named[i], **_amount(amount)} for i, amount in enumerate(amounts)]


def _amount(amount: Amount) -> dict[str, Any]:
    number = None if amount.number is None else format(amount.number, "f")
    return {"number": number, "unit": amount.unit, "text": amount.text}


def _group(group: Group) -> dict[str, Any]:
    return {
        "name": group.name,
        "group": group.key,
        "role": group.role,
        "points": _points(group),
        "linked_projects": [link.name for link in group.links],
        "line": group.span.line,
        "groups": [_group(child) for child in group.children],
    }


def _indicator(indicator: Indicator) -> dict[str, Any]:
    return {
        "name": indicator.name,
        "path": list(indicator.path),
        "groups": list(indicator.groups),
        "points": _points(indicator),
        "flags": list(indicator.flags),
        "linked_projects": [link.name for link in indicator.linked_projects],
        "targets": [_target(target) for target in indicator.targets],
        "actuals": [_target(target) for target in indicator.actuals],
        "parts": [_indicator(part) for part in indicator.parts],
        "notes": _notes(indicator.notes),
        "line": indicator.line,
    }


def _points(item: Group | Indicator) -> str | None:
    return None if item.points is None else format(item.points, "f")


def _notes(notes: tuple[NoteField, ...]) -> list[dict[str, str]]:
    return [{"key": note.key, "value": note.value} for note in notes]


def _target(target: Target) -> dict[str, Any]:
    return {"period": target.period, "comparator": target.comparator, **_value(target.value)}


def _value(value: Value) -> dict[str, Any]:
    return {
        "kind": value.kind,
        "number": None if value.number is None else format(value.number, "f"),
        "upper": None if value.upper is None else format(value.upper, "f"),
        "unit": value.unit,
        "text": value.text,
    }
