"""CSV, and tables copied from Excel or WPS."""

from __future__ import annotations

import pytest

from perfdsl.importer.reading import read_office_file
from tests.importer.readers.sheets import grids, only_grid, texts


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("甲\t乙\r\n丙\t丁\r\n", [["甲", "乙"], ["丙", "丁"]]),
        ("甲,乙\n丙,丁", [["甲", "乙"], ["丙", "丁"]]),
        ("甲;乙\n丙;丁", [["甲", "乙"], ["丙", "丁"]]),
        ('"一行\n二行"\t"说""好"""\n', [["一行\n二行", '说"好"']]),
        ("甲,\t乙", [["甲,", "乙"]]),
        ('="001",\'=100%', [["001", "=100%"]]),
        ("甲,乙,,\n丙\n,,\n,,\n", [["甲", "乙"], ["丙", ""]]),
        ("=100%\t≥95%\n", [["=100%", "≥95%"]]),
        ("只有一列\n再一行", [["只有一列"], ["再一行"]]),
    ],
)
def test_rows_and_cells(text: str, read: list[list[str]]) -> None:
    assert texts(only_grid(text.encode(), "标准输入")) == read


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
def test_the_encoding_is_found(encoding: str) -> None:
    text = "指标名称,年度指标值,单位\r\n开展培训,5,次\r\n覆盖率,95%,\r\n"
    assert texts(only_grid(text.encode(encoding), "甲.csv"))[1] == ["开展培训", "5", "次"]


def test_what_is_damaged_is_read_and_said() -> None:
    for encoding in ("gb18030", "utf-8"):
        document = read_office_file("名称,指标\n".encode(encoding) * 99 + b"\xff\xff,1\n", "甲.csv")
        assert "名称" in grids(document)[0].cells[0].text
        assert "编码" in document.notices[0]


def test_places_are_those_of_the_file() -> None:
    grid = only_grid("\n\n,甲\n".encode(), "甲.csv")
    assert [(cell.text, cell.place) for cell in grid.cells] == [("甲", "第3行第2列")]
