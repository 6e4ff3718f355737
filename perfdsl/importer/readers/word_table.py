"""A table of a DOCX file as a grid: cells over several columns (gridSpan) and rows (vMerge)."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.importer.office import OfficeCell, OfficeGrid
from perfdsl.importer.readers.bounded_xml import XmlNode
from perfdsl.importer.readers.sizes import MOST_CELLS, too_large
from perfdsl.importer.readers.word_text import DELETED, Paragraph

_WIDEST = 1000  # columns of one cell


class WordTable:
    """``nested`` are the tables that stand in its cells, each with the place of its cell."""

    def __init__(self, node: XmlNode, name: str) -> None:
        self.name = name
        self.paragraphs: list[Paragraph] = []
        self.nested: list[tuple[str, XmlNode]] = []
        self.has_changes = False
        self._cells: list[OfficeCell] = []
        self._above: dict[
            int, int
        ] = {}  # of the row above: the number of a cell that may go on, by its column
        for row, one in enumerate(self._below(node, "tr")):
            self._read_row(one, row)

    def grid(self) -> OfficeGrid:
        return OfficeGrid(self.name, tuple(self._cells))

    def _below(self, node: XmlNode, name: str) -> Iterator[XmlNode]:
        """Rows of a table or cells of a row, those in content controls too, none that a tracked change deleted."""
        for child in node.children:
            if child.name == name:
                if not self._is_deleted(child):
                    yield child
            elif child.name in DELETED:
                self.has_changes = True
            elif child.name not in ("tc", "p", "trPr", "tcPr"):
                yield from self._below(child, name)

    def _is_deleted(self, node: XmlNode) -> bool:
        properties = node.child("trPr") or node.child("tcPr")
        names = {one.name for one in properties.children} if properties else set()
        self.has_changes |= not names.isdisjoint(("ins", "del", "cellIns", "cellDel"))
        return not names.isdisjoint(("del", "cellDel"))

    def _read_row(self, node: XmlNode, row: int) -> None:
        properties = node.child("trPr")
        column = _number(properties, "gridBefore", 0)
        may_go_on: dict[int, int] = {}
        for one in self._below(node, "tc"):
            look = one.child("tcPr")
            columns = min(max(_number(look, "gridSpan", 1), 1), _WIDEST)
            self._read_cell(one, OfficeCell(row, column, "", self._place(row, column), 1, columns), may_go_on)
            column += columns
        self._above = may_go_on

    def _read_cell(self, node: XmlNode, cell: OfficeCell, may_go_on: dict[int, int]) -> None:
        text, doubt = self._text(node, cell.place)
        merge = _merge(node)
        above = self._above.get(cell.column)
        if merge == "continue" and above is not None and self._cells[above].columns == cell.columns:
            self._go_on(above, text, cell.place)
            may_go_on[cell.column] = above
            return
        if len(self._cells) >= MOST_CELLS:
            raise too_large("文档里的表格", f"多于 {MOST_CELLS} 格", f"{MOST_CELLS} 格")
        if merge:
            may_go_on[cell.column] = len(self._cells)
        self._cells.append(cell._replace(text=text, doubt=doubt))

    def _go_on(self, number: int, text: str, place: str) -> None:
        cell = self._cells[number]
        doubt = cell.doubt
        if text.strip() and text.strip() != cell.text.strip():
            hidden = f"合并单元格下面还压着没有显示的内容：{place}“{text}”"
            doubt = "；".join(filter(None, (doubt, hidden)))
        self._cells[number] = cell._replace(rows=cell.rows + 1, doubt=doubt)

    def _text(self, cell: XmlNode, place: str) -> tuple[str, str]:
        """The paragraphs of a cell, and text boxes in it, a line each."""
        lines: list[str] = []
        doubts: list[str] = []
        self._collect(cell, place, lines, doubts)
        return "\n".join(lines).strip("\n"), "；".join(dict.fromkeys(doubts))

    def _collect(self, node: XmlNode, place: str, lines: list[str], doubts: list[str]) -> None:
        for child in node.children:
            if child.name == "p":
                paragraph = Paragraph(child)
                self.paragraphs.append(paragraph)
                lines.append(paragraph.text)
                doubts += [paragraph.doubt] if paragraph.doubt else []
                for box in paragraph.boxes:
                    self._collect(box, place, lines, doubts)
            elif child.name == "tbl":
                self.nested.append((place, child))
            elif child.name not in ("tcPr", *DELETED):
                self._collect(child, place, lines, doubts)

    def _place(self, row: int, column: int) -> str:
        return f"{self.name} 第{row + 1}行第{column + 1}列"


def _merge(cell: XmlNode) -> str:
    """``restart`` where a cell over several rows begins, ``continue`` where it goes on, ``""`` of any other."""
    properties = cell.child("tcPr")
    merge = properties.child("vMerge") if properties else None
    return (merge.get("val") or "continue") if merge else ""


def _number(properties: XmlNode | None, name: str, default: int) -> int:
    node = properties.child(name) if properties else None
    value = node.get("val") if node else ""
    return int(value) if value.isdecimal() else default
