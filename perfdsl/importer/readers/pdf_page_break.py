"""A table that goes on over a page: its two parts as one, a row that was cut as one row, merged labels carried over.

Most programs draw a line below the part on the first page, and many repeat the header on the next. Then what was one
row is told by its text: one column goes on, the others have nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

from perfdsl.importer.readers.pdf_rules import NEAR
from perfdsl.importer.readers.pdf_table import PdfCell, PdfTable
from perfdsl.importer.readers.pdf_text import PdfLine

_ENDED = tuple("。；;！？!?")
_SHORT = 8  # characters of a text that fills its column by chance
_MAY_GO_ON = "这一行可能是上一页最后一行的下半截，请对照原件"
_WAS_CUT = "这一格跨了页，上下两截接在了一起，请对照原件"


def fits_below(above: PdfTable, below: PdfTable) -> bool:
    """Whether both are as wide and stand at the same place of their pages."""
    return abs(above.xs[0] - below.xs[0]) <= NEAR and abs(above.xs[-1] - below.xs[-1]) <= NEAR


def one_table(above: PdfTable, below: PdfTable) -> PdfTable:
    """The part of the next page below that of the page before."""
    header = _repeated_rows(above, below)
    parts = _Parts(above, below, header)
    if parts.is_cut():
        parts.join_row()
    else:
        parts.carry_labels()
    cells = sorted([*parts.upper.values(), *parts.lower.values()], key=lambda cell: (cell.top, cell.left))
    rows = 1 + max(cell.bottom for cell in cells)
    xs = sorted([*above.xs, *(x for x in below.xs if all(abs(x - other) > NEAR for other in above.xs))])
    ends = above.upper, below.lower, above.first_rows, above.is_open_above, below.is_open_below
    return PdfTable(tuple(cells), rows, tuple(xs), *ends)


def _repeated_rows(above: PdfTable, below: PdfTable) -> int:
    """How many rows at the start of the page stand above already, as a header does."""
    known, new = _rows_as_text(above), _rows_as_text(below)
    best = max(_alike(known[start:], new) for start in range(len(known)))
    is_header = best < len(new) and any(len(row) > 1 for row in new[:best])
    return best if is_header else 0


def _alike(known: list[tuple[str, ...]], new: list[tuple[str, ...]]) -> int:
    """How many rows both begin with."""
    count = 0
    for one, two in zip(known, new, strict=False):
        if not two or one != two:
            break
        count += 1
    return count


def _rows_as_text(table: PdfTable) -> list[tuple[str, ...]]:
    rows: list[list[str]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        if text := "".join(cell.text.split()):
            rows[cell.top].append(text)
    return [tuple(row) for row in rows]


class _Parts:
    """Both sides of a break. ``upper`` and ``lower`` are their cells by where they stood, with rows of the whole."""

    def __init__(self, above: PdfTable, below: PdfTable, header: int) -> None:
        """``header`` is how many rows of the lower part repeat others."""
        self.upper = {cell.place: cell for cell in above.cells}
        self.lower = {cell.place: _moved(cell, above.rows) for cell in below.cells}
        self._break = above.rows
        self._first = above.rows + header
        self._has_header = header > 0
        self._is_open = (above.is_open_below or below.is_open_above) and not header
        last = [cell for cell in above.cells if cell.bottom == above.rows - 1]
        first = [cell for cell in self.lower.values() if cell.top == self._first]
        self._pairs = [(one, two) for two in first for one in last if _same_columns(one, two)]
        self._is_whole = len(self._pairs) == len(first)

    def is_cut(self) -> bool:
        """Whether the first row below is the rest of the last one above."""
        filled = [one for one, two in self._pairs if two.lines]
        if not self._is_whole or not filled:
            return False
        return self._is_open or (self._looks_cut() and all(map(_is_full, filled)))

    def _looks_cut(self) -> bool:
        """Whether one column goes on, and another that was filled does not."""
        goes_on = [one for one, two in self._pairs if two.lines]
        ends = [one for one, two in self._pairs if one.lines and not two.lines]
        return self._is_whole and len(goes_on) == 1 and bool(goes_on[0].lines) and bool(ends)

    def join_row(self) -> None:
        for one, two in self._pairs:
            doubts = (
                one.doubts
                + two.doubts
                + ((_WAS_CUT,) if one.lines and two.lines and not self._is_open else ())
            )
            if two.bottom > two.top and self._has_header:
                self.lower[two.place] = two._replace(top=two.top + 1, lines=two.lines or one.lines)
            else:
                del self.lower[two.place]
                bottom = one.bottom + two.bottom - two.top
                lines = one.lines + two.lines
                self.upper[one.place] = one._replace(bottom=bottom, lines=lines, doubts=doubts)
        for place, cell in self.lower.items():
            if cell.top > self._first:
                self.lower[place] = _moved(cell, -1)

    def carry_labels(self) -> None:
        """Empty cells on the left of the first row belong to the label above, as does a label that was printed below."""
        label_end = min(
            (two.left for _, two in self._pairs if two.lines and two.top == two.bottom), default=0.0
        )
        for one, two in self._pairs:
            printed_below = two.lines and not one.lines and min(_height(one), _height(two)) > 1
            if two.right <= label_end + NEAR and (printed_below or (one.lines and not two.lines)):
                self._carry(one, two)
        looks_cut = self._looks_cut()
        for one, two in self._pairs:
            if two.lines and (looks_cut or self._ends_beside(one)):
                self.lower[two.place] = two._replace(doubts=(*two.doubts, _MAY_GO_ON))

    def _ends_beside(self, one: PdfCell) -> bool:
        """Whether a text may go on while what stands to its right does not: a cell over several rows that was cut."""
        ends = (above for above, below in self._pairs if above.lines and not below.lines)
        return _is_full(one) and any(above.left >= one.right - NEAR for above in ends)

    def _carry(self, one: PdfCell, two: PdfCell) -> None:
        lines = one.lines or two.lines
        if self._has_header:
            self.upper[one.place] = one._replace(lines=lines)
            self.lower[two.place] = two._replace(lines=lines)
        else:
            del self.lower[two.place]
            self.upper[one.place] = one._replace(bottom=two.bottom, lines=lines)


def _moved(cell: PdfCell, rows: int) -> PdfCell:
    return cell._replace(top=cell.top + rows, bottom=cell.bottom + rows)


def _same_columns(one: PdfCell, two: PdfCell) -> bool:
    return abs(one.left - two.left) <= NEAR and abs(one.right - two.right) <= NEAR


def _height(cell: PdfCell) -> int:
    return cell.bottom - cell.top + 1


def _is_full(cell: PdfCell) -> bool:
    """Whether its last line reaches to the end of the column and says that it goes on."""
    if len(cell.text) < _SHORT or cell.text.endswith(_ENDED):
        return False
    last = cell.lines[-1]
    size = last.bottom - last.top
    return cell.right - last.x1 <= 2 * size or (len(cell.lines) > 1 and last.x1 >= _widest(cell.lines) - size)


def _widest(lines: Iterable[PdfLine]) -> float:
    return max(line.x1 for line in lines)
