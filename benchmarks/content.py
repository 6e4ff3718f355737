"""What a page of a unit says, as plain data: read by perfdsl, handed to the other generators.

They get every text ready to print (sums added up, targets worded), so that all they do is lay out pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from perfdsl.formats.table_json import table_json
from perfdsl.pipeline import check_all, open_workspace

Content = dict[str, Any]

_SIGNS = {">=": "≥", "<=": "≤", "=": "="}


def contents(project: Path) -> Iterator[Content]:
    """One after the other, the content of every table of the project."""
    for checked in check_all(open_workspace(project)):
        if checked.table is None:
            raise RuntimeError(f"{checked.path} is not a table")
        yield _content(Path(checked.path).stem, table_json(checked.table))


def last_target(content: Content) -> str:
    """What the last indicator of the unit is to reach: the number that each change changes."""
    target: str = content["categories"][-1]["rows"][-1]["cells"][0]
    return target


def retarget(content: Content, target: str) -> Content:
    """The unit with this as the last target of its last indicator."""
    row = content["categories"][-1]["rows"][-1]
    row["cells"] = [target for _ in row["cells"]]
    return content


def _content(identifier: str, table: Content) -> Content:
    projects = [_money(number, project) for number, project in enumerate(table["projects"], 1)]
    named = {project["name"] for project in projects}
    return {
        "id": identifier,
        "name": table["name"],
        "year": table["year"],
        "form": table["framework"],
        "sections": [{"title": one["title"], "markdown": one["markdown"]} for one in table["sections"]],
        "funding": [_block(block, named) for block in table["funding"]["blocks"]],
        "columns": [amount["column"] for amount in table["projects"][0]["amounts"]],
        "projects": projects,
        "periods": table["periods"],
        "categories": [_category(group["name"], table["indicators"]) for group in table["groups"]],
    }


def _money(number: int, project: Content) -> Content:
    return {"id": f"project-{number}", "name": project["name"], "cells": _amounts(project)}


def _block(block: Content, projects: set[str]) -> Content:
    """Income or expenditure; the projects have a table of their own."""
    rows = [row for row in _rows(block["rows"], 0) if row["name"] not in projects]
    return {"name": block["name"], "columns": block["columns"], "rows": rows}


def _rows(rows: Iterable[Content], depth: int) -> Iterator[Content]:
    for row in rows:
        yield {"name": row["name"], "depth": depth, "cells": _amounts(row)}
        yield from _rows(row["rows"], depth + 1)


def _amounts(row: Content) -> list[str]:
    return [amount["text"] for amount in row["amounts"]]


def _category(name: str, indicators: Iterable[Content]) -> Content:
    rows = [_indicator(indicator) for indicator in indicators if indicator["path"][0] == name]
    return {"name": name, "rows": rows}


def _indicator(indicator: Content) -> Content:
    return {
        "name": indicator["name"],
        "group": " · ".join(indicator["groups"][1:]),
        "cells": [_SIGNS.get(target["comparator"], "") + target["text"] for target in indicator["targets"]],
        "projects": indicator["linked_projects"],
    }
