"""Any office file, by what is in it: the one way in for its bytes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from typing import NamedTuple

from perfdsl.importer.office import OfficeDocument, UnreadableError
from perfdsl.importer.readers import recognition
from perfdsl.importer.readers.archive import damaged
from perfdsl.importer.readers.sizes import MB, MOST_BYTES, too_large
from perfdsl.log import Log

Reader = Callable[[bytes, str], OfficeDocument]


class OfficeKind(NamedTuple):
    """A kind of file: its ``suffixes``, the first one the usual, what a person calls it, the extra that reads it."""

    name: str
    label: str
    suffixes: tuple[str, ...]
    extra: str = ""


_log = Log(__name__)
_DAMAGE = (ArithmeticError, LookupError, MemoryError, RecursionError, ValueError)
"""What a reader runs into where a file says what cannot be: a text that is not there, a row that is no number."""

KINDS = (
    OfficeKind("xlsx", "Excel 工作簿", (".xlsx", ".xlsm", ".xltx", ".xltm")),
    OfficeKind("xls", "Excel 97–2003 工作簿", (".xls", ".et", ".xlt"), "import"),
    OfficeKind("docx", "Word 文档", (".docx", ".docm", ".dotx", ".dotm")),
    OfficeKind("doc", "旧格式的 Word 文档", (".doc", ".wps", ".dot", ".wpt", ".rtf")),
    OfficeKind("html", "网页", (".html", ".htm", ".mht", ".mhtml"), "import"),
    OfficeKind("pdf", "PDF", (".pdf",), "import"),
    OfficeKind("picture", "图片", (".png", ".jpg", ".jpeg"), "ocr"),
    OfficeKind("delimited", "CSV 或复制的表格", (".csv", ".tsv", ".txt")),
    OfficeKind("json", "perfdsl 的 JSON", (".json",)),
    OfficeKind("stratml", "StratML", (".xml", ".stratml")),
)
"""What can be imported, in the order in which it is listed to people."""

SUFFIXES = tuple(suffix for kind in KINDS for suffix in kind.suffixes)


def kind_of_file(data: bytes, name: str) -> OfficeKind:
    """What a file is, by its content.

    Raises:
        UnreadableError: it is nothing that can be read, or too large.
    """
    if len(data) > MOST_BYTES:
        raise too_large("文件", f"{len(data) / MB:.0f} MB", f"{MOST_BYTES // MB} MB")
    found = recognition.kind_of(data)
    return next(kind for kind in KINDS if kind.name == found)


def read_office_file(data: bytes, name: str) -> OfficeDocument:
    """Read a file of any kind; ``name`` is what people call it, its suffix is only looked at to say that it is wrong.

    Raises:
        UnreadableError: it cannot be read, or is no table (``json`` and ``stratml`` have readers of their own).
    """
    kind = kind_of_file(data, name)
    try:
        document = _reader(kind)(data, name)
    except _DAMAGE as error:
        _log.info("%s 读不下去", name, error=error)
        raise damaged() from error
    suffix = PurePath(name).suffix.lower()
    if suffix in SUFFIXES and suffix not in kind.suffixes:
        notice = f"文件名是 {suffix}，里面其实是{kind.label}（{kind.suffixes[0]}），按内容读取"
        return document._replace(notices=(notice, *document.notices))
    return document


def _reader(kind: OfficeKind) -> Reader:
    """Each is imported where it is used: its libraries are large, and may be missing."""
    if kind.name == "xlsx":
        from perfdsl.importer.readers.xlsx_workbook import read_xlsx as read
    elif kind.name == "xls":
        from perfdsl.importer.readers.xls_workbook import read_xls as read
    elif kind.name == "docx":
        from perfdsl.importer.readers.word_document import read_docx as read
    elif kind.name == "doc":
        from perfdsl.importer.readers.libreoffice import read_old_document as read
    elif kind.name == "html":
        from perfdsl.importer.readers.web_page import read_html as read
    elif kind.name == "pdf":
        from perfdsl.importer.readers.pdf_pages import read_pdf as read
    elif kind.name == "picture":
        from perfdsl.importer.readers.picture_file import read_picture as read
    elif kind.name == "delimited":
        from perfdsl.importer.readers.delimited_text import read_delimited as read
    elif kind.name == "stratml":
        from perfdsl.importer.readers.performance_plan import read_plan as read
    else:
        raise UnreadableError(f"{kind.label}不是表格文件", "用 perfdsl import 导入")
    return read
