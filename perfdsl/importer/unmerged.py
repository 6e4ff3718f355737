"""A grid whose merged cells were lost (copied as text, saved as CSV): labels in front cover the empty places below again.

Where no cell is a wide one either, nobody can tell which of the empty ones belong to the one before: none of them stays.
"""

from __future__ import annotations

from perfdsl.importer.office import OfficeCell, OfficeDocument, OfficeGrid


def with_labels_merged(document: OfficeDocument) -> OfficeDocument:
    """The document; a grid that has any cell over several rows is as it was."""
    return document._replace(
        parts=tuple(_merged(part) if isinstance(part, OfficeGrid) else part for part in document.parts)
    )


def _merged(grid: OfficeGrid) -> OfficeGrid:
    if any(cell.rows > 1 for cell in grid.cells):
        return grid
    heights = _heights(grid)
    covered = {
        (label.column, label.row + below) for label, height in heights.items() for below in range(1, height)
    }
    knows_width = any(cell.columns > 1 for cell in grid.cells)
    kept = (
        cell
        for cell in grid.cells
        if cell.text.strip() or (knows_width and (cell.column, cell.row) not in covered)
    )
    return OfficeGrid(grid.name, tuple(cell._replace(rows=heights.get(cell, 1)) for cell in kept))


def _heights(grid: OfficeGrid) -> dict[OfficeCell, int]:
    """How many rows each label of the first column that is used covers."""
    first = min((cell.column for cell in grid.cells if cell.text.strip()), default=0)
    heights: dict[OfficeCell, int] = {}
    label: OfficeCell | None = None
    for row in grid.rows:
        cell = row[first] if first < len(row) else None
        others = [other for other in row if other is not None and other is not cell and other.text.strip()]
        if cell is not None and cell.text.strip():
            label = cell if others else None
        elif label is not None and others:
            heights[label] = heights.get(label, 1) + 1
        else:
            label = None
    return heights
