"""XLSX and XLSM: each sheet with something on it becomes a grid, in the order of the workbook.

Formulas and what they came to are read in one pass: ``=100%`` is a formula to a spreadsheet and a target here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from perfdsl.importer.office import OfficeDocument
from perfdsl.importer.readers.archive import Archive, damaged
from perfdsl.importer.readers.bounded_xml import XmlNode
from perfdsl.importer.readers.cell_format import BUILT_IN, CellFormat
from perfdsl.importer.readers.sheet_grid import OfficeSheet
from perfdsl.importer.readers.spreadsheet import Hidden, spreadsheet
from perfdsl.importer.readers.xlsx_sheet_reader import SheetReader
from perfdsl.importer.readers.xlsx_text import text_of_item

_LEFT_ASIDE = {
    "vbaproject.bin": "工作簿里有宏，没有运行，也没有读取",
    "externallinks/": "有的单元格引用了别的文件，没有去取，用的是文件里存着的结果",
    "media/": "工作簿里的图片没有读取",
    "comments": "单元格的批注没有读取",
    "embeddings/": "工作簿里嵌着的其他文件没有读取",
}
_FORMATTING = frozenset(
    "fonts fills borders cellStyleXfs cellStyles dxfs tableStyles colors extLst alignment protection".split()
)


class _Entry(NamedTuple):
    """A sheet as the workbook lists it."""

    name: str
    member: str
    is_hidden: bool


def read_xlsx(data: bytes, name: str) -> OfficeDocument:
    """Read a workbook.

    Raises:
        UnreadableError: it is damaged, too large, or there is nothing on its sheets.
    """
    archive = Archive(data)
    workbook = _Workbook(archive)
    names = list(archive.names())
    notices = [sentence for word, sentence in _LEFT_ASIDE.items() if any(word in one for one in names)]
    return spreadsheet(name, map(workbook.read, workbook.entries), notices)


class _Workbook:
    """What the sheets share: the texts, the formats, the day that dates are counted from."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        member = next(
            (one.member for one in archive.links("").values() if one.kind == "officeDocument"),
            "xl/workbook.xml",
        )
        root = archive.tree(member)
        properties = root.child("workbookPr")
        from_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        targets = archive.links(member)
        parts = {target.kind: target.member for target in targets.values()}
        self.entries = list(
            _entries(root, {key: one.member for key, one in targets.items() if one.kind == "worksheet"})
        )
        self._texts = list(_texts(archive, parts.get("sharedStrings", "")))
        self._formats = list(_formats(archive, parts.get("styles", ""), from_1904=from_1904))

    def read(self, entry: _Entry) -> tuple[OfficeSheet, Hidden]:
        reader = SheetReader(self._texts, self._formats)
        self._archive.scan(entry.member, reader.handlers)
        sheet = OfficeSheet(entry.name, reader.written, tuple(reader.merged))
        return sheet, Hidden(entry.is_hidden, reader.has_hidden)


def _entries(root: XmlNode, members: dict[str, str]) -> Iterator[_Entry]:
    sheets = root.child("sheets")
    if sheets is None:
        raise damaged()
    for node in sheets.children_named("sheet"):
        if member := members.get(node.get("id")):  # a sheet of its own for a chart has no cells
            yield _Entry(node.get("name"), member, node.get("state") in ("hidden", "veryHidden"))


def _texts(archive: Archive, member: str) -> Iterator[str]:
    if member in archive:
        for item in archive.tree(member, frozenset(("rPr", "rPh", "phoneticPr"))).children_named("si"):
            yield text_of_item(item)


def _formats(archive: Archive, member: str, *, from_1904: bool) -> Iterator[CellFormat]:
    """By the number that a cell names its style with."""
    if member not in archive:
        return
    root = archive.tree(member, _FORMATTING)
    codes = dict(BUILT_IN)
    if (own := root.child("numFmts")) is not None:
        codes |= {int(node.get("numFmtId")): node.get("formatCode") for node in own.children}
    made: dict[str, CellFormat] = {}
    styles = root.child("cellXfs")
    for node in styles.children if styles is not None else ():
        code = codes.get(int(node.get("numFmtId") or 0), "General")
        if code not in made:
            made[code] = CellFormat(code, from_1904=from_1904)
        yield made[code]
