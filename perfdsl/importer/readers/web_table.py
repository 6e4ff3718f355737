"""A table of a page as a grid: cells over several rows and columns where the standard puts them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple, cast

from perfdsl.importer.office import OfficeCell, OfficeGrid
from perfdsl.importer.readers.sizes import MOST_CELLS, too_large
from perfdsl.importer.readers.web_text import is_shown, text_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_WIDEST = 1_000  # as in the standard of HTML
_OF_DATA = 8  # texts beside inner tables that make a table more than a frame of them
_GROUPS = ("thead", "tbody", "tfoot")


class _Row(NamedTuple):
    """``left`` is how many rows of its group follow: no cell reaches beyond."""

    element: HtmlElement
    left: int


class WebTable:
    def __init__(self, element: HtmlElement) -> None:
        self._element = element

    def cells(self) -> Iterator[HtmlElement]:
        """Those that are shown, in reading order."""
        for row in self._rows():
            yield from _cells(row.element)

    def grid(self, name: str) -> OfficeGrid:
        """Refuses a table of more cells than one can have.

        Raises:
            UnreadableError: it has too many.
        """
        made: list[OfficeCell] = []
        taken: dict[int, int] = {}  # for a column, how many rows from here on a cell from above covers
        covered = 0
        for number, row in enumerate(self._rows()):
            column = 0
            fresh: dict[int, int] = {}
            for element in _cells(row.element):
                while column in taken:
                    column += 1
                columns = _free(taken, column, min(_span(element, "colspan"), _WIDEST))
                rows = min(_span(element, "rowspan") or row.left + 1, row.left + 1)
                covered += rows * columns
                if covered > MOST_CELLS:
                    raise too_large("网页里的表格", f"多于 {MOST_CELLS} 格", f"{MOST_CELLS} 格")
                place = f"{name} 第{number + 1}行第{column + 1}列"
                made.append(OfficeCell(number, column, text_of(element), place, rows, columns))
                fresh |= dict.fromkeys(range(column, column + columns), rows)
                column += columns
            taken = {at: rows - 1 for at, rows in (taken | fresh).items() if rows > 1}
        return OfficeGrid(name, tuple(made))

    def _rows(self) -> Iterator[_Row]:
        for group in _groups(self._element):
            for index, row in enumerate(group):
                yield _Row(row, len(group) - index - 1)


def inner_tables(element: HtmlElement) -> Iterator[HtmlElement]:
    """The tables within, those of other tables not among them."""
    for child in cast("Iterator[HtmlElement]", element):
        if not is_shown(child):
            continue
        if child.tag == "table":
            yield child
        else:
            yield from inner_tables(child)


def is_layout(table: HtmlElement) -> bool:
    """Whether a table only puts other tables and texts beside each other."""
    if next(inner_tables(table), None) is None:
        return False
    texts = sum(bool(text_of(cell)) for cell in WebTable(table).cells())
    return texts < _OF_DATA


def _groups(table: HtmlElement) -> Iterator[list[HtmlElement]]:
    """Rows that belong together, as they are shown: the foot at the end."""
    loose: list[HtmlElement] = []
    feet: list[list[HtmlElement]] = []
    for child in cast("Iterator[HtmlElement]", table):
        if child.tag == "tr" and is_shown(child):
            loose.append(child)
        elif child.tag in _GROUPS and is_shown(child):
            if loose:
                yield loose
                loose = []
            rows = [row for row in child if row.tag == "tr" and is_shown(row)]
            if child.tag == "tfoot":
                feet.append(rows)
            else:
                yield rows
    if loose:
        yield loose
    yield from feet


def _cells(row: HtmlElement) -> Iterator[HtmlElement]:
    return (cell for cell in row if cell.tag in ("td", "th") and is_shown(cell))


def _free(taken: dict[int, int], column: int, columns: int) -> int:
    """As many columns as are free from here on: no two cells cover one place."""
    return next((width for width in range(1, columns) if column + width in taken), max(columns, 1))


def _span(element: HtmlElement, name: str) -> int:
    """1 where it says nothing that can be read; 0 is a word of its own."""
    value = (element.get(name) or "1").strip()
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 7 else 1
