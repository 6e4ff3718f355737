"""From the cells of a sheet and its merged areas to a grid in which no two cells cover one place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from perfdsl.importer.office import OfficeCell, OfficeGrid
from perfdsl.importer.readers.sizes import check_area

_WIDEST = 10_000  # places of a merged area


class Written(NamedTuple):
    """What stands in a cell, and why the reader is not sure of it."""

    text: str
    doubt: str = ""


class Area(NamedTuple):
    """Rows and columns from 0, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def size(self) -> int:
        return (self.bottom - self.top + 1) * (self.right - self.left + 1)

    def places(self) -> Iterator[tuple[int, int]]:
        for row in range(self.top, self.bottom + 1):
            for column in range(self.left, self.right + 1):
                yield row, column


class OfficeSheet(NamedTuple):
    """``name`` of it, what is written where, and the merged areas as the file has them."""

    name: str
    written: Mapping[tuple[int, int], Written]
    merged: tuple[Area, ...] = ()


class SheetGrid(NamedTuple):
    """``overlapping`` merged areas are taken apart, since a place belongs to one cell only."""

    grid: OfficeGrid
    overlapping: int


def sheet_grid(sheet: OfficeSheet, place: Callable[[int, int], str]) -> SheetGrid | None:
    """The used part of a sheet as a grid; None where nothing is written. ``place`` names a row and column from 0.

    Raises:
        UnreadableError: it is larger than any table.
    """
    written = {spot: one for spot, one in sheet.written.items() if one.text.strip()}
    if not written:
        return None
    used = _used(sheet, written)
    check_area(sheet.name, used.bottom - used.top + 1, used.right - used.left + 1)
    areas, overlapping = _apart(_clipped(sheet.merged, used))
    cells = tuple(_cells(used, areas, written, place))
    return SheetGrid(OfficeGrid(sheet.name, cells), overlapping)


def _used(sheet: OfficeSheet, written: Iterable[tuple[int, int]]) -> Area:
    """From the first to the last row and column that holds a text, with the merged areas that hold one.

    A title that is merged over all columns that a sheet can have makes no wider table.
    """
    spots = set(written)
    merged = [area for area in sheet.merged if (area.top, area.left) in spots and area.size <= _WIDEST]
    return _around([*(Area(*spot, *spot) for spot in spots), *merged])


def _around(areas: list[Area]) -> Area:
    return Area(
        min(area.top for area in areas),
        min(area.left for area in areas),
        max(area.bottom for area in areas),
        max(area.right for area in areas),
    )


def _clipped(areas: Iterable[Area], used: Area) -> Iterator[Area]:
    for area in areas:
        clipped = Area(
            max(area.top, used.top),
            max(area.left, used.left),
            min(area.bottom, used.bottom),
            min(area.right, used.right),
        )
        if clipped.top <= clipped.bottom and clipped.left <= clipped.right and clipped.size > 1:
            yield clipped


def _apart(areas: Iterable[Area]) -> tuple[dict[tuple[int, int], Area], int]:
    """The areas by the places that they cover, and how many overlap a larger one (which is kept)."""
    covered: dict[tuple[int, int], Area] = {}
    overlapping = 0
    for area in sorted(set(areas), key=lambda area: (-area.size, area)):
        places = list(area.places())
        if any(spot in covered for spot in places):
            overlapping += 1
        else:
            covered.update(dict.fromkeys(places, area))
    return covered, overlapping


def _cells(
    used: Area,
    areas: Mapping[tuple[int, int], Area],
    written: Mapping[tuple[int, int], Written],
    place: Callable[[int, int], str],
) -> Iterator[OfficeCell]:
    nothing = Written("")
    for row, column in used.places():
        area = areas.get((row, column))
        if area is None:
            one, rows, columns = written.get((row, column), nothing), 1, 1
        elif (row, column) == (area.top, area.left):
            one, rows, columns = _of_area(area, written, place), *_extent(area)
        else:
            continue
        yield OfficeCell(
            row - used.top, column - used.left, one.text, place(row, column), rows, columns, one.doubt
        )


def _extent(area: Area) -> tuple[int, int]:
    return area.bottom - area.top + 1, area.right - area.left + 1


def _of_area(
    area: Area, written: Mapping[tuple[int, int], Written], place: Callable[[int, int], str]
) -> Written:
    """What its first cell holds. Texts in the others are not shown by an office program, but they are there."""
    first, *others = area.places()
    one = written.get(first, Written(""))
    hidden = [
        f"{place(*spot)}“{written[spot].text}”"
        for spot in others
        if spot in written and written[spot].text.strip() != one.text.strip()
    ]
    if not hidden:
        return one
    doubt = f"合并单元格下面还压着没有显示的内容：{'、'.join(hidden)}"
    return Written(one.text, "；".join(filter(None, (one.doubt, doubt))))
