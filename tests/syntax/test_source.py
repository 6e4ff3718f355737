"""Files a person brings: encodings, line ends, and things that are no files."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfdsl.syntax.source import decode, read_source

TEXT = "部门: 示例单位\n年度: 2024\n"


def codes(data: bytes) -> list[str]:
    return [finding.code for finding in decode(data, "x.perf").diagnostics]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_line_ends_and_bom_never_change_the_text(line_end: str, encoding: str) -> None:
    data = TEXT.replace("\n", line_end).encode(encoding)
    assert decode(data, "x.perf").text == TEXT
    assert codes(data) == []


def test_gbk_is_read_and_named() -> None:
    source = decode(TEXT.encode("gb18030"), "x.perf")
    assert source.text == TEXT
    assert [(finding.code, finding.message) for finding in source.diagnostics] == [
        ("F201", "文件是 GBK（GB18030）编码，应为 UTF-8")
    ]


def test_utf16_is_read_and_named() -> None:
    source = decode(TEXT.encode("utf-16"), "x.perf")
    assert source.text == TEXT
    assert codes(TEXT.encode("utf-16")) == ["F201"]


def test_broken_bytes_keep_what_can_be_read() -> None:
    source = decode(TEXT.encode() + b"\xff\xff\xe9", "x.perf")
    assert source.text.startswith(TEXT)
    (finding,) = source.diagnostics
    assert (finding.code, finding.span.line) == ("F202", 3)


def test_control_characters_are_named_once() -> None:
    (finding,) = decode("部门: 甲\n年\x00度:\x00 2024\n".encode(), "x.perf").diagnostics
    assert (finding.code, finding.span) == ("F204", (2, 1, 2))


def test_what_is_no_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "x.perf").mkdir()
    folder = read_source(tmp_path / "x.perf")
    missing = read_source(tmp_path / "y.perf")
    assert [finding.message for finding in folder.diagnostics] == ["这是一个文件夹，不是文件"]
    assert [finding.message for finding in missing.diagnostics] == ["找不到这个文件"]
