"""The original beside a table that was made of it: its grids with their merges, each cell with what it became."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from perfdsl.importer.importing import CellUse, ImportedTable
from perfdsl.importer.office import OfficeCell, OfficeDocument, OfficeGrid
from perfdsl.importer.source_line import LEFT_OVER

_MOST_CELLS = 20_000  # of one table; a browser takes no more with ease

# How the page paints a cell, by what it became; what is not here only names what other cells say.
KINDS: Mapping[str, str] = MappingProxyType(
    {
        "名称": "field",
        "年度": "field",
        "表头": "field",
        "栏目": "text",
        "栏目的文字": "text",
        "金额的名称": "money",
        "金额": "money",
        "分组": "group",
        "重点工作": "group",
        "对应项目": "group",
        "指标名称": "indicator",
        "指标值": "target",
        "比较符": "target",
        "计量单位": "target",
        "分值": "target",
        "实际完成值": "target",
        "说明": "note",
        LEFT_OVER: "left",
    }
)
_LABEL = "label"


def original(document: OfficeDocument, table: ImportedTable) -> Iterator[dict[str, Any]]:
    """The parts of a document that a table was made of: lines of text, and of each grid the rows."""
    uses = {use.cell.place: use for use in table.uses}
    left = _MOST_CELLS
    for part in document.parts:
        if not isinstance(part, OfficeGrid):
            if part.place in uses:
                yield {"text": _shown(OfficeCell(0, 0, part.text, part.place), uses)}
            continue
        shown = _rows_of(part, uses)
        within = shown[: left // max(1, part.width)]
        left -= len(within) * part.width
        if shown:
            yield {
                "name": part.name,
                "rows": [*_rows(part, within, uses)],
                "hidden": len(shown) - len(within),
            }


def _rows_of(grid: OfficeGrid, uses: Mapping[str, CellUse]) -> list[int]:
    """The rows of the table, and the empty ones between them."""
    filled = [cell for cell in grid.cells if cell.text.strip()]
    touched = {cell.row for cell in filled if cell.place in uses}
    others = {cell.row for cell in filled} - touched
    return [row for row in range(min(touched), max(touched) + 1) if row not in others] if touched else []


def _rows(grid: OfficeGrid, shown: Sequence[int], uses: Mapping[str, CellUse]) -> Iterator[dict[str, Any]]:
    drawn: set[OfficeCell] = set()
    for row in shown:
        cells: list[dict[str, Any]] = []
        for column, cell in enumerate(grid.rows[row]):
            if cell is None:
                cells.append({"column": column})
            elif cell not in drawn:
                drawn.add(cell)
                height = bisect_left(shown, cell.row + cell.rows) - bisect_left(shown, cell.row)
                cells.append(
                    {"column": column, "rows": height, "columns": cell.columns, **_shown(cell, uses)}
                )
        yield {"number": row + 1, "cells": cells}


def _shown(cell: OfficeCell, uses: Mapping[str, CellUse]) -> dict[str, Any]:
    """A cell as the page is told of it; one that is empty, or of another table, became nothing."""
    use = uses.get(cell.place) if cell.text.strip() else None
    if use is None:
        return {"text": cell.text, "place": cell.place}
    kind = KINDS.get(use.use, _LABEL) if use.line else _LABEL
    became = {"use": use.use, "kind": kind, "line": use.line, "doubt": use.doubt}
    return {"text": cell.text, "place": cell.place, **became}
