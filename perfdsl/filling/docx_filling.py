"""A template that is a Word document: each paragraph with fields is filled, and keeps its looks; everything else stays."""

from __future__ import annotations

from copy import deepcopy
from itertools import pairwise
from typing import TYPE_CHECKING

from perfdsl.filling.docx_text import fill_paragraph, own_text
from perfdsl.filling.field_names import GROUPED
from perfdsl.filling.fields import Fields, Values
from perfdsl.filling.office_package import packed, parts
from perfdsl.filling.placeholders import field_names, only_field
from perfdsl.filling.row_runs import runs
from perfdsl.filling.word import W, attribute, child_before, remove_ids
from perfdsl.formats.errors import ExportError

if TYPE_CHECKING:
    from lxml.etree import _Element

_FILLED = ("word/document.xml", "word/header", "word/footer", "word/footnotes.xml")
# What stands before the mark of a vertical merge in the properties of a cell, and before the properties themselves.
_BEFORE_MERGE = ("cnfStyle", "tcW", "gridSpan", "hMerge")


def fill_docx(template: bytes, fields: Fields) -> bytes:
    """The filled document. Raises ExportError for what is no field."""
    content = parts(template)
    for name in content:
        if name.startswith(_FILLED) and name.endswith(".xml"):
            content[name] = _fill_part(content[name], fields)
    return packed(content)


def _fill_part(part: bytes, fields: Fields) -> bytes:
    from lxml.etree import XMLParser, XMLSyntaxError, fromstring, tostring

    try:
        root = fromstring(part, XMLParser(resolve_entities=False, no_network=True, remove_blank_text=False))
    except XMLSyntaxError as error:
        raise ExportError("模板里的 XML 读不懂：请用 WPS 或 Office 另存一份。") from error
    for row in list(root.iter(f"{W}tr")):
        if row.find(f".//{W}tr") is None:  # a row with a table in it is that table's place
            _fill_rows(row, fields)
    for paragraph in list(root.iter(f"{W}p")):
        fill_paragraph(paragraph, fields.of_table)
    return bytes(tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _fill_rows(row: _Element, fields: Fields) -> None:
    """As many rows as there are indicators or projects, where the row has fields of theirs."""
    cells = [" ".join(map(own_text, cell.iter(f"{W}p"))) for cell in row.findall(f"{W}tc")]
    rows = fields.rows(name for text in cells for name in field_names(text))
    if rows is None:
        return
    copies = [row, *(deepcopy(row) for _ in rows[1:])]
    for before, copy in pairwise(copies):
        before.addnext(copy)
        remove_ids(copy)
        _continue_merges(copy)
    for column, text in enumerate(cells):
        if only_field(text) in GROUPED:
            _merge(copies, column, rows, [only_field(one) for one in cells[: column + 1]])
    for copy, values in zip(copies, rows, strict=True):
        for paragraph in list(copy.iter(f"{W}p")):
            fill_paragraph(paragraph, values)


def _continue_merges(row: _Element) -> None:
    """A cell that covers several rows covers the copies of its first one too."""
    for merge in row.iter(f"{W}vMerge"):
        merge.attrib.pop(attribute("val"), None)
        cell = next(merge.iterancestors(f"{W}tc"))
        _empty(cell)


def _merge(copies: list[_Element], column: int, rows: tuple[Values, ...], fields: list[str]) -> None:
    path = [name for name in fields if name in GROUPED]
    for start, end in runs(rows, path):
        for index in range(start, end + 1) if end > start else ():
            cell = copies[index].findall(f"{W}tc")[column]
            mark = child_before(child_before(cell, "tcPr", ()), "vMerge", _BEFORE_MERGE)
            if index == start:
                mark.set(attribute("val"), "restart")
            else:
                _empty(cell)


def _empty(cell: _Element) -> None:
    """The first cell of a merged one has the text."""
    for run in list(cell.iter(f"{W}r")):
        run.getparent().remove(run)
