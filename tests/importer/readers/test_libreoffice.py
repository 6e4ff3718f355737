"""Old documents: read by way of LibreOffice where it is installed, else said with what to do."""

from __future__ import annotations

import shutil

import pytest

from perfdsl.importer.office import UnreadableError
from perfdsl.importer.reading import kind_of_file, read_office_file
from tests.importer.readers.sheets import grids, texts

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "WordDocument".encode("utf-16-le")


def rich_text() -> bytes:
    """A table of one row between two paragraphs."""

    def said(text: str) -> str:
        return "".join(f"\\u{ord(char)}?" for char in text)

    row = rf"\trowd\cellx2000\cellx4000\intbl {said('开展培训')}\cell {said('≥5次')}\cell\row"
    return rf"{{\rtf1\ansi {said('目标表')}\par {row}\pard {said('备注')}\par}}".encode()


def test_it_is_read() -> None:
    if not (shutil.which("soffice") or shutil.which("libreoffice")):
        pytest.skip("没有安装 LibreOffice，旧格式的转换没有测试")
    document = read_office_file(rich_text(), "甲.doc")
    assert [texts(grid) for grid in grids(document)] == [[["开展培训", "≥5次"]]]
    assert "LibreOffice" in document.notices[0]


@pytest.mark.parametrize("data", [OLD, rich_text()])
def test_without_it_one_is_told_how_to_save(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert kind_of_file(data, "甲").name == "doc"
    with pytest.raises(UnreadableError, match="旧格式的 Word 文档") as refused:
        read_office_file(data, "甲.docx")
    assert "DOCX" in refused.value.hint
