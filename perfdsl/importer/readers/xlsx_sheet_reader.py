"""The cells of one sheet of an XLSX file, as they come by: text, formula, what it came to, format, merged areas."""

from __future__ import annotations

from collections.abc import Sequence

from perfdsl.importer.readers.bounded_xml import Attributes, Handlers
from perfdsl.importer.readers.cell_format import CellFormat
from perfdsl.importer.readers.cell_place import cell_spot
from perfdsl.importer.readers.sheet_grid import Area, Written
from perfdsl.importer.readers.sizes import MOST_CELLS, too_large
from perfdsl.importer.readers.xlsx_text import clean
from perfdsl.syntax.marks import COMPARATORS
from perfdsl.text.patterns import lazy

_TARGET = lazy(rf"[ ]*+[{COMPARATORS}]{{0,2}}[ ]*+[+-]?\d+(?:\.\d+)?%?[ ]*+")
_GENERAL = CellFormat("General")
_NO_RESULT = "公式没有存下结果，请在表格软件里打开并保存一次，或手工填写"


class SheetReader:
    """Takes what :meth:`Archive.scan` finds in a sheet; ``written`` and ``merged`` are what it found."""

    def __init__(self, texts: Sequence[str], formats: Sequence[CellFormat]) -> None:
        self.written: dict[tuple[int, int], Written] = {}
        self.merged: list[Area] = []
        self.has_hidden = False
        self.handlers = Handlers(self._start, self._end, self._text)
        self._texts, self._formats = texts, formats
        self._row, self._column = -1, -1
        self._kind = self._style = ""
        self._formula: str | None = None
        self._value: list[str] = []
        self._formula_text: list[str] = []
        self._into: list[str] | None = None
        self._spoken = False

    def _start(self, name: str, attributes: Attributes) -> None:
        if name == "c":
            self._start_cell(attributes)
        elif name in ("v", "t"):
            self._into = None if self._spoken else self._value
        elif name == "f":
            self._into = self._formula_text
            self._formula = ""
        elif name == "row":
            self._start_row(attributes)
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif name == "col":
            self.has_hidden |= attributes.get("hidden") in ("1", "true")
        elif name == "rPh":
            self._spoken = True

    def _end(self, name: str) -> None:
        if name == "c":
            self._end_cell()
        elif name in ("v", "t"):
            self._into = None
        elif name == "f":
            self._into = None
            self._formula = "".join(self._formula_text)
        elif name == "rPh":
            self._spoken = False

    def _text(self, text: str) -> None:
        if self._into is not None:
            self._into.append(text)

    def _start_row(self, attributes: Attributes) -> None:
        self._row = int(attributes["r"]) - 1 if "r" in attributes else self._row + 1
        self._column = -1
        self.has_hidden |= attributes.get("hidden") in ("1", "true")

    def _start_cell(self, attributes: Attributes) -> None:
        spot = cell_spot(attributes.get("r", ""))
        self._row, self._column = spot or (self._row, self._column + 1)
        self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "0")
        self._formula = None
        self._value.clear()
        self._formula_text.clear()

    def _end_cell(self) -> None:
        value = "".join(self._value)
        if self._formula is None and not value:
            return
        if len(self.written) >= MOST_CELLS:
            raise too_large("工作表", f"多于 {MOST_CELLS} 格", f"{MOST_CELLS} 格")
        self.written[self._row, self._column] = self._shown(value)

    def _shown(self, value: str) -> Written:
        formula = self._formula
        if formula and _TARGET.fullmatch(formula):
            return Written(f"={formula.strip()}")
        if formula is not None and not value and self._kind != "str":
            return Written(f"={formula}" if formula else "", _NO_RESULT)
        return self._shown_value(value, computed=formula is not None)

    def _shown_value(self, value: str, *, computed: bool) -> Written:
        kind = self._kind
        if kind == "s":
            return Written(self._format().text(self._texts[int(value)]))
        if kind in ("str", "inlineStr"):
            return Written(self._format().text(clean(value)))
        if kind == "b":
            return Written("TRUE" if value in ("1", "true") else "FALSE")
        if kind == "e":
            return Written(value, f"单元格里是错误值 {value}，请在表格软件里改好")
        if kind == "d":
            return Written(value.partition("T")[0])
        return self._format().number(float(value), computed=computed)

    def _format(self) -> CellFormat:
        number = int(self._style)
        return self._formats[number] if number < len(self._formats) else _GENERAL

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        start, end = cell_spot(first), cell_spot(last or first)
        if start and end:
            self.merged.append(Area(*map(min, start, end), *map(max, start, end)))
