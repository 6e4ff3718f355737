"""PDF with text: its tables by their ruling lines, joined over pages, and the lines of text around them."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from typing import NamedTuple

from perfdsl.importer.office import OfficeCell, OfficeDocument, OfficeGrid, OfficeLine, UnreadableError
from perfdsl.importer.readers.archive import damaged
from perfdsl.importer.readers.missing_extra import needing
from perfdsl.importer.readers.pdf_page_break import fits_below, one_table
from perfdsl.importer.readers.pdf_page_content import PdfPage, page_of
from perfdsl.importer.readers.pdf_streams import check_streams
from perfdsl.importer.readers.pdf_table import PdfTable
from perfdsl.importer.readers.pdf_text import PdfLine
from perfdsl.importer.readers.sizes import MOST_PAGES, MOST_PICTURES, check_area, too_large
from perfdsl.text.patterns import lazy

_MARGIN = 0.065  # of a page's height, in which the same line on several pages is a running head
_FOOT = 110.0  # points that a page may have below its text
_PAGE_NUMBER = lazy(r"[-—–·. 第页共/]*+\d[-—–·. 第页共/\d]*+")
_DIGITS = lazy(r"\d+")
_SCANNED = (
    "PDF 是扫描件，里面只有图片，没有文字",
    '请找到原来的 Word 或 Excel 文件；没有的，运行 pip install "perfdsl[ocr]" 再导入一次，识别出来的每一格都要核对',
)
NOTHING_RECOGNISED = "图片里没有认出文字", "请换一份清楚、端正的，或者找原来的 Word 或 Excel 文件"


class _Placed(NamedTuple):
    """A table or line, and the page on which it ends."""

    item: PdfTable | PdfLine
    page: PdfPage


def read_pdf(data: bytes, name: str) -> OfficeDocument:
    """Read a PDF.

    Raises:
        UnreadableError: it is damaged, encrypted, scanned, too large or empty; the library is missing.
    """
    check_streams(data)
    pages = list(_with_pictures(data, list(_pages(data))))
    if not any(page.tables or page.lines for page in pages):
        if any(page.is_picture for page in pages):
            raise UnreadableError(*_SCANNED)
        if any(page.is_recognised for page in pages):
            raise UnreadableError(*NOTHING_RECOGNISED)
        raise UnreadableError("PDF 里没有文字", "文字变成了图形的，请找到原来的 Word 或 Excel 文件")
    return document_of(name, pages)


def document_of(name: str, pages: Sequence[PdfPage]) -> OfficeDocument:
    """The pages as one document: running heads left aside, tables over pages joined."""
    edges = _running(pages)
    parts = tuple(_parts(_over_pages(pages, edges)))
    return OfficeDocument(name, parts, tuple(_notices(pages, edges)))


def _pages(data: bytes) -> Iterator[PdfPage]:
    with needing("pdfplumber"):
        import pdfplumber
        from pdfminer.pdfdocument import PDFPasswordIncorrect
        from pdfminer.psexceptions import PSException
        from pdfplumber.utils.exceptions import PdfminerException
    logging.getLogger("pdfminer").setLevel(
        logging.CRITICAL
    )  # it tells of every font that is not as it should be
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            if len(pdf.pages) > MOST_PAGES:
                raise too_large("PDF", f"{len(pdf.pages)} 页", f"{MOST_PAGES} 页")
            for number, page in enumerate(pdf.pages, 1):
                yield page_of(page, number)
                page.close()  # lets go of what it holds
    except (PdfminerException, PSException) as error:
        if isinstance(error, PDFPasswordIncorrect) or any(
            isinstance(one, PDFPasswordIncorrect) for one in error.args
        ):
            raise UnreadableError("PDF 加了密码", "请取消密码，另存后再导入") from error
        raise damaged() from error


def _with_pictures(data: bytes, pages: list[PdfPage]) -> Iterator[PdfPage]:
    """The pages, the scanned ones recognised where the library for it is there."""
    scanned = [page.number for page in pages if page.is_picture]
    if not scanned or find_spec("rapidocr") is None:
        yield from pages
        return
    if len(scanned) > MOST_PICTURES:
        raise too_large("扫描的 PDF", f"{len(scanned)} 页", f"{MOST_PICTURES} 页")
    from perfdsl.importer.readers.scanned_pages import scanned_pages

    recognised = scanned_pages(data, scanned)
    for page in pages:
        yield next(recognised) if page.is_picture else page


def _running(pages: Sequence[PdfPage]) -> set[PdfLine]:
    """Page numbers, and lines in the margin that other pages have too."""
    found: set[PdfLine] = set()
    seen: dict[str, tuple[int, PdfLine]] = {}
    for page in pages:
        for line in page.lines:
            is_outer = line.bottom < page.height * _MARGIN or line.top > page.height * (1 - _MARGIN)
            is_low = line.top > page.height - _FOOT or line.bottom < _FOOT
            if is_low and _PAGE_NUMBER.fullmatch(line.text):
                found.add(line)
            elif is_outer:
                key = _DIGITS.sub("", line.text)
                number, other = seen.setdefault(key, (page.number, line))
                if number != page.number:
                    found |= {line, other}
    return found


def _over_pages(pages: Sequence[PdfPage], edges: set[PdfLine]) -> list[_Placed]:
    """Tables and lines in reading order, a table that goes on over pages as one."""
    found: list[_Placed] = []
    for page in pages:
        items = [item for item in page.items if item not in edges]
        for index, item in enumerate(items):
            before = found[-1] if found and index == 0 else None
            if before and isinstance(item, PdfTable) and _goes_on(before, item, page):
                found[-1] = _Placed(one_table(before.item, item), page)  # type: ignore[arg-type]
            else:
                found.append(_Placed(item, page))
    return found


def _goes_on(before: _Placed, table: PdfTable, page: PdfPage) -> bool:
    """Whether a table at the top of a page belongs to what ended the page before, which had no room for its first rows."""
    above = before.item
    if not isinstance(above, PdfTable) or before.page.number != page.number - 1:
        return False
    room = before.page.height - above.lower - _FOOT
    return fits_below(above, table) and room < table.first_rows


def _parts(found: Sequence[_Placed]) -> Iterator[OfficeGrid | OfficeLine]:
    tables = 0
    for item, page in found:
        if isinstance(item, PdfLine):
            yield OfficeLine(item.text, f"第{page.number}页", item.doubt)
        else:
            tables += 1
            yield _grid(item, f"表{tables}")


def _grid(table: PdfTable, name: str) -> OfficeGrid:
    check_area(name, table.rows, len(table.xs))

    def column(x: float) -> int:
        return min(range(len(table.xs)), key=lambda number: abs(table.xs[number] - x))

    cells = []
    for cell in table.cells:
        left, right = column(cell.left), column(cell.right)
        rows = cell.bottom - cell.top + 1
        doubt = "；".join(dict.fromkeys(cell.doubts))
        cells.append(OfficeCell(cell.top, left, cell.text, cell.place, rows, max(right - left, 1), doubt))
    return OfficeGrid(name, tuple(cells))


def _notices(pages: Sequence[PdfPage], edges: set[PdfLine]) -> Iterator[str]:
    pictures = "、".join(str(page.number) for page in pages if page.is_picture)
    if pictures:
        yield f'第 {pictures} 页是扫描的图片，没有文字，没有读取；要识别，请运行 pip install "perfdsl[ocr]"'
    recognised = "、".join(str(page.number) for page in pages if page.is_recognised)
    if recognised:
        yield f"第 {recognised} 页是图片，文字是识别出来的，每一格都请对照原件核对"
    heads = dict.fromkeys(line.text for line in edges if not _PAGE_NUMBER.fullmatch(line.text))
    if heads:
        yield f"页眉、页脚里的文字没有读入：{'、'.join(f'“{text}”' for text in sorted(heads))}"
