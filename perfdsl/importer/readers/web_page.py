"""HTML: saved web pages, and workbooks and documents saved as such. Scripts are never run, nothing is fetched."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from perfdsl.importer.office import OfficeDocument, OfficeGrid, OfficeLine, UnreadableError
from perfdsl.importer.readers.missing_extra import needing
from perfdsl.importer.readers.office_text import Decoded, decoded
from perfdsl.importer.readers.web_archive import page_of_archive
from perfdsl.importer.readers.web_table import WebTable, inner_tables, is_layout
from perfdsl.importer.readers.web_text import is_shown, lines_of
from perfdsl.text.patterns import lazy

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_HEAD = 4_096  # bytes in which a page says its encoding
_CHARSET = lazy(r"(?i)charset\s*=\s*[\"']?([\w.:-]+)")
_NOTHING = "请用浏览器打开网页，确认表格在页面里（不是图片或附件），再“另存为”保存整页"


def read_html(data: bytes, name: str) -> OfficeDocument:
    """Read a page.

    Raises:
        UnreadableError: it is damaged, too large, or nothing is on it; the library is missing.
    """
    page = page_text(page_of_archive(data))
    root = _parsed(page.text)
    walk = _Walk()
    walk.read(root)
    if not walk.parts:
        frames = "frameset" in page.text[:100_000].lower()
        hint = "这是分成几个文件的网页，请导入同名文件夹里的 sheet001.htm" if frames else _NOTHING
        raise UnreadableError("网页里没有文字和表格", hint)
    return OfficeDocument(name, tuple(walk.parts), page.notices)


def page_text(data: bytes) -> Decoded:
    """The text of a page, by its bytes, its mark or what its head says."""
    match = _CHARSET.search(data[:_HEAD].decode("latin-1"))
    return decoded(data, match[1] if match else "")


def _parsed(text: str) -> HtmlElement:
    with needing("lxml"):
        from lxml import etree, html
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise UnreadableError("网页里没有内容", _NOTHING) from error
    if any("depth" in entry.message for entry in parser.error_log):
        raise UnreadableError("网页里的内容嵌套太深", "请把表格复制到 Excel 或 WPS 里，存成 XLSX 再导入")
    return root


class _Walk:
    """Goes through a page in reading order: tables of data become grids, all else lines."""

    def __init__(self) -> None:
        self.parts: list[OfficeGrid | OfficeLine] = []
        self._tables = self._lines = 0

    def read(self, element: HtmlElement) -> None:
        """What stands in an element, tables too."""
        loose: list[HtmlElement | str] = [element.text or ""]
        for child in cast("Iterator[HtmlElement]", element):
            if is_shown(child) and (child.tag == "table" or next(inner_tables(child), None) is not None):
                self._read_lines(loose)
                loose = []
                self._read_holder(child)
            elif is_shown(child):
                loose.append(child)
            loose.append(child.tail or "")
        self._read_lines(loose)

    def _read_holder(self, element: HtmlElement) -> None:
        if element.tag != "table":
            self.read(element)
        elif is_layout(element):
            self._read_layout(element)
        else:
            self._read_table(element)

    def _read_layout(self, table: HtmlElement) -> None:
        for cell in WebTable(table).cells():
            self.read(cell)

    def _read_table(self, table: HtmlElement) -> None:
        self._tables += 1
        grid = WebTable(table).grid(f"表{self._tables}")
        if any(cell.text for cell in grid.cells):
            self.parts.append(grid)
        else:
            self._tables -= 1
        for nested in inner_tables(table):
            self._read_holder(nested)

    def _read_lines(self, loose: list[HtmlElement | str]) -> None:
        for line in lines_of(loose):
            self._lines += 1
            self.parts.append(OfficeLine(line, f"正文第{self._lines}行"))
