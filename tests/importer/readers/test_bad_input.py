"""Whatever comes: one clear sentence and what to do, nothing run or fetched, in bounded time and memory."""

from __future__ import annotations

import io
import random
import sys
import zipfile
from contextlib import suppress

import docx
import pytest
import xlwt
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from perfdsl.importer.office import UnreadableError
from perfdsl.importer.readers import sizes
from perfdsl.importer.reading import KINDS, kind_of_file, read_office_file
from tests.importer.readers.sheets import edited, grids, only_grid, texts, workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
SHEET = "xl/worksheets/sheet1.xml"


def simple(_: Workbook, sheet: Worksheet) -> None:
    sheet.write_row(0, 0, ["指标", "≥5"])


def simple_xls() -> bytes:
    stream, book = io.BytesIO(), xlwt.Workbook()
    book.add_sheet("甲").write(0, 0, "指标")
    book.save(stream)
    return stream.getvalue()


def simple_docx() -> bytes:
    stream, document = io.BytesIO(), docx.Document()
    document.add_table(1, 1).cell(0, 0).text = "指标"
    document.save(stream)
    return stream.getvalue()


def archive(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return stream.getvalue()


def ole(stream: str) -> bytes:
    return OLE + stream.encode("utf-16-le")


REFUSED = {
    "empty": (b"", "文件是空的"),
    "blank": (b" \r\n \r\n", "文件是空的"),
    "encrypted workbook": (ole("EncryptedPackage"), "密码"),
    "old container": (ole("Contents"), "认不出"),
    "damaged old workbook": (ole("Workbook"), "已损坏"),
    "damaged workbook": (workbook(simple)[:-400], "已损坏"),
    "no workbook": (archive(a=b"a"), "压缩包"),
    "open document": (archive(content_xml=b"<a/>"), "OpenDocument"),
    "slides": (archive(ppt__presentation_xml=b"<a/>"), "演示文稿"),
    "workbook without sheets": (archive(xl__workbook_xml=b"<workbook/>"), "已损坏"),
    "no xml": (archive(xl__workbook_xml=b"<workbook>"), "XML"),
    "document of nothing": (archive(word__document_xml=b"<w:document/>".replace(b"w:", b"")), "没有文字"),
    "picture": (b"GIF89a\x00\x00", "图片"),
    "other archive": (b"Rar!\x1a\x07", "压缩包"),
    "program": (bytes(range(256)) * 4, "不是文字"),
    "xml of 2003": (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "2003"),
    "page of nothing": (b"<html><body><script>x</script></body></html>", "没有文字和表格"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_read_is_said_with_what_to_do(case: str) -> None:
    data, word = REFUSED[case]
    with pytest.raises(UnreadableError) as refused:
        read_office_file(data, "甲.xlsx")
    assert word in refused.value.message
    assert refused.value.hint


def test_a_file_that_is_too_large_is_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("perfdsl.importer.reading.MOST_BYTES", 1000)
    with pytest.raises(UnreadableError, match="太大"):
        read_office_file(b"a" * 1001, "甲.csv")


@pytest.mark.parametrize(
    ("data", "suffix", "told"),
    [(workbook(simple), ".xls", ".xlsx"), (simple_docx(), ".doc", ".docx"), (simple_xls(), ".xlsx", ".xls")],
)
def test_a_wrong_suffix_is_said_and_the_content_read(data: bytes, suffix: str, told: str) -> None:
    document = read_office_file(data, f"甲{suffix}")
    assert grids(document)[0].cells[0].text == "指标"
    (notice,) = document.notices
    assert told in notice


def test_an_old_document_by_a_new_name_is_still_an_old_one() -> None:
    assert kind_of_file(ole("WordDocument"), "甲.docx").name == "doc"


def zeros(megabytes: int) -> bytes:
    return b"<worksheet>" + b" " * (megabytes * sizes.MB)


@pytest.mark.parametrize("count", [1, 5])
def test_a_bomb_is_not_unfolded(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """One member that is too large, and several that are so together; of a tenth of the size, to save time."""
    monkeypatch.setattr("perfdsl.importer.readers.archive.MOST_INFLATED", sizes.MOST_INFLATED // 10)
    monkeypatch.setattr("perfdsl.importer.readers.archive.MOST_OF_A_MEMBER", sizes.MOST_OF_A_MEMBER // 10)
    megabytes = 21 if count == 1 else 9
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(simple))) as source, zipfile.ZipFile(stream, "w", 8) as made:
        for name in source.namelist():
            made.writestr(name, zeros(megabytes) if name == SHEET else source.read(name))
        for number in range(1, count):
            made.writestr(f"xl/media/{number}", zeros(megabytes))
    assert len(stream.getvalue()) < sizes.MB
    with pytest.raises(UnreadableError, match="展开后太大"):
        read_office_file(stream.getvalue(), "甲.xlsx")


def test_a_member_yields_no_more_than_it_declares() -> None:
    data = bytearray(workbook(lambda _, sheet: sheet.write_column(0, 0, ["甲"] * 2000)))
    at = data.index(b"PK\x01\x02")
    while data[at + 46 : at + 46 + len(SHEET)] != SHEET.encode():
        at = data.index(b"PK\x01\x02", at + 4)
    data[at + 24 : at + 28] = (300).to_bytes(4, "little")
    with pytest.raises(UnreadableError, match="已损坏"):
        read_office_file(bytes(data), "甲.xlsx")


def test_too_many_members_are_refused() -> None:
    with pytest.raises(UnreadableError, match="部件太大"):
        read_office_file(
            archive(**{f"m{number}": b"" for number in range(sizes.MOST_MEMBERS + 1)}), "甲.xlsx"
        )


LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha">%s]>""" % b"".join(
    b'<!ENTITY b%d "%s">' % (number, b"&b%d;" % (number - 1) * 10 if number else b"&b;" * 10)
    for number in range(9)
)
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("prolog", [LAUGHS, OUTSIDE])
@pytest.mark.parametrize(
    "member", [SHEET, "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", "_rels/.rels"]
)
def test_entities_are_not_unfolded_nor_fetched(prolog: bytes, member: str) -> None:
    head = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    with pytest.raises(UnreadableError, match="DOCTYPE"):
        read_office_file(edited(workbook(simple), member, head, prolog), "甲.xlsx")


def test_neither_are_those_of_a_document_or_a_page() -> None:
    head = b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>"
    with pytest.raises(UnreadableError, match="DOCTYPE"):
        read_office_file(edited(simple_docx(), "word/document.xml", head, OUTSIDE), "甲.docx")
    page = OUTSIDE.replace(b"DOCTYPE a", b"DOCTYPE html") + b"<html><table><tr><td>x&b;y</table></html>"
    assert texts(grids(read_office_file(page, "甲.html"))[0]) == [["x&b;y"]]


def test_many_rows_of_nothing_are_no_rows() -> None:
    rows = b'<row r="2" spans="1:7" s="1" customFormat="1"><c r="A2" s="1"/></row>' * 20_000
    data = edited(workbook(simple), SHEET, b"</sheetData>", rows + b"</sheetData>")
    assert texts(only_grid(data)) == [["指标", "≥5"]]


@pytest.mark.parametrize(
    ("row", "word"),
    [
        (b'<row r="1048576"><c r="XFD1048576" t="str"><v>x</v></c></row>', "1048576 行 × 16384 列"),
        (b"<row/>" * 9, "部件太大"),
        (b"<extLst>" + b"<a>" * 300 + b"</a>" * 300 + b"</extLst>", "嵌套太深"),
    ],
)
def test_a_sheet_that_is_no_table_is_refused(row: bytes, word: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("perfdsl.importer.readers.bounded_xml.MOST_ELEMENTS", 1000)
    if row.startswith(b"<row/>"):
        row *= 200
    with pytest.raises(UnreadableError, match=word):
        read_office_file(edited(workbook(simple), SHEET, b"</sheetData>", row + b"</sheetData>"), "甲.xlsx")


def test_deep_nesting_is_refused() -> None:
    with pytest.raises(UnreadableError, match="嵌套太深"):
        read_office_file(b"<html><table><tr><td>x</table>" + b"<div>" * 5000 + b"y", "甲.html")
    inside = b"<w:sdt><w:sdtContent>" * 200 + b"</w:sdtContent></w:sdt>" * 200
    with pytest.raises(UnreadableError, match="嵌套太深"):
        read_office_file(
            edited(simple_docx(), "word/document.xml", b"<w:sectPr", inside + b"<w:sectPr"), "甲.docx"
        )


def test_spans_that_cover_everything_are_refused_or_cut() -> None:
    many = b"<tr>" + b"<td rowspan=60000 colspan=900>x</td>" * 9 + b"</tr>"
    with pytest.raises(UnreadableError, match="太大"):
        read_office_file(b"<html><table>" + many * 600 + b"</table></html>", "甲.html")


@pytest.mark.parametrize("data", [workbook(simple), simple_xls(), simple_docx()], ids=["xlsx", "xls", "docx"])
def test_a_damaged_file_is_read_or_refused_and_nothing_else(data: bytes) -> None:
    chance = random.Random(8)  # noqa: S311 - the same damage each time
    for _ in range(150):
        damaged = bytearray(data)
        for _ in range(chance.choice((1, 3, 30))):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        end = chance.choice((len(data), chance.randrange(len(data))))
        with suppress(UnreadableError):  # or it is read: not every byte matters
            read_office_file(bytes(damaged[:end]), "甲")


def test_macros_and_what_lies_elsewhere_are_said_and_left(tmp_path: object) -> None:
    stream = io.BytesIO(workbook(simple))
    with zipfile.ZipFile(stream, "a") as made:
        made.writestr("xl/vbaProject.bin", b"x")
        made.writestr("xl/externalLinks/externalLink1.xml", b"<a/>")
    notices = read_office_file(stream.getvalue(), "甲.xlsm").notices
    assert [word in notice for word, notice in zip(("宏", "别的文件"), notices, strict=True)] == [True, True]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b'{"title": 1}', "json"),
        (b'[\n  {"title": 1}]', "json"),
        ("[105]教育部,甲".encode(), "delimited"),
        (b'<?xml version="1.0"?>\n<PerformancePlanOrReport xmlns="x"/>', "stratml"),
        (b"\xef\xbb\xbf<table><tr><td>1</table>", "html"),
        ("BM,名称".encode(), "delimited"),
        ("甲,<5,p<0.05".encode(), "delimited"),
    ],
)
def test_a_kind_is_told_by_the_content(data: bytes, kind: str) -> None:
    assert kind_of_file(data, "甲").name == kind


@pytest.mark.parametrize(("data", "library"), [(b"<table><tr><td>1</table>", "lxml"), (simple_xls(), "xlrd")])
def test_a_missing_library_is_said_with_its_extra(
    data: bytes, library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(UnreadableError, match=library) as refused:
        read_office_file(data, "甲")
    assert 'pip install "perfdsl[import]"' in refused.value.hint


def test_no_two_kinds_have_a_suffix_in_common() -> None:
    suffixes = [suffix for kind in KINDS for suffix in kind.suffixes]
    assert len(suffixes) == len(set(suffixes))
