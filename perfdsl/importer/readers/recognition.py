"""What a file is, told by its first bytes and what it holds, whatever it is called."""

from __future__ import annotations

from perfdsl.importer.office import UnreadableError
from perfdsl.importer.readers.archive import Archive
from perfdsl.importer.readers.office_text import decoded
from perfdsl.text.patterns import lazy

_SAVE_AS = "请用 WPS 或 Office 打开它，“另存为”选 {0}，再导入"
_BEFORE_PDF = 1_024  # bytes in which a PDF says that it is one
_HEAD = 65_536
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff")
_OTHER_PICTURES = (b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF")
_OTHER_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
# What an archive holds, and what it is then; the suffix of what it can be saved as where it is not read.
_MEMBERS = {"xl/workbook": "xlsx", "word/document": "docx"}
_NOT_READ = {
    "xl/workbook.bin": ("Excel 二进制工作簿（.xlsb）", "XLSX"),
    "ppt/presentation.xml": ("演示文稿", "PDF"),
    "content.xml": ("OpenDocument 文件（.ods、.odt）", "XLSX 或 DOCX"),
    "ofd.xml": ("OFD 版式文件", "DOCX 或 XLSX"),
}
_WORKBOOKS = ("Workbook", "Book")
_MARKUP = lazy(r"(?i)<(?:html|table)\b|^<(?:!doctype\s+html|head|body|tr|td|div|p|meta|style|span|font)\b")
_MIME = lazy(r"(?im)^mime-version:")
_JSON = lazy(r'[{\[]\s*+["{}\[\]]')
_STRATML = lazy(r"<(?:\w+:)?(?:StrategicPlan|PerformancePlanOrReport)\b")


def kind_of(data: bytes) -> str:
    """The name of a kind (``perfdsl.importer.reading.KINDS``).

    Raises:
        UnreadableError: it is of none, with what to do about it.
    """
    if not data.strip():
        raise UnreadableError("文件是空的", "请确认选的是填好的文件")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _of_archive(data)
    if data.startswith(_OLE):
        return _of_ole(data)
    if b"%PDF-" in data[:_BEFORE_PDF]:
        return "pdf"
    if data.startswith(_PICTURES):
        return "picture"
    if data.startswith(_OTHER_PICTURES) and b"\x00" in data[:64]:
        raise UnreadableError("这种图片读不了", "请找到原来的 Word 或 Excel 文件；没有的，另存为 PNG 再导入")
    if data.startswith(_OTHER_ARCHIVES):
        raise UnreadableError("这是压缩包", "请先解压，再导入里面的文件")
    return _of_text(data)


def _of_archive(data: bytes) -> str:
    names = set(Archive(data).names())
    for beginning, kind in _MEMBERS.items():  # some writers number them
        if any(name.startswith(beginning) and name.endswith(".xml") for name in names):
            return kind
    for member, (label, suffix) in _NOT_READ.items():
        if member in names:
            raise UnreadableError(f"{label}读不了", _SAVE_AS.format(suffix))
    raise UnreadableError("这是压缩包，里面不是一个工作簿或文档", "请先解压，再导入里面的文件")


def _of_ole(data: bytes) -> str:
    """The container of the old formats, and of the new ones under a password."""

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage") or holds("EncryptionInfo"):
        raise UnreadableError("文件加了密码", "请在 WPS 或 Office 里打开，取消密码，另存后再导入")
    if holds("WordDocument"):
        return "doc"
    if any(map(holds, _WORKBOOKS)):
        return "xls"
    raise UnreadableError("这是旧格式的文件，认不出是什么", _SAVE_AS.format("XLSX 或 DOCX"))


def _of_text(data: bytes) -> str:
    head = decoded(data[:_HEAD] if data[:_HEAD].isascii() else data).text[:_HEAD].lstrip("\ufeff \t\r\n")
    if head.startswith("{\\rtf"):
        return "doc"
    if _JSON.match(head):
        return "json"
    if _STRATML.search(head):
        return "stratml"
    if "progid=" in head[:500] or "office:spreadsheet" in head[:2_000]:
        raise UnreadableError("这是 2003 年格式的 XML 工作簿或文档", _SAVE_AS.format("XLSX 或 DOCX"))
    if _MARKUP.search(head) or _MIME.search(head[:2_000]):
        return "html"
    return "delimited"
