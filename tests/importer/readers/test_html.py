"""HTML: what a browser shows, tables as grids where the standard puts their cells."""

from __future__ import annotations

from base64 import b64encode

import pytest

from perfdsl.importer.office import OfficeLine, UnreadableError
from perfdsl.importer.reading import read_office_file
from tests.importer.readers.sheets import covers_each_place_once, grids, only_grid, texts


def page(inside: str, encoding: str = "utf-8", declared: str = "utf-8") -> bytes:
    head = f'<html><head><meta charset="{declared}"><title>标题栏</title></head>'
    return f"{head}<body>{inside}</body></html>".encode(encoding)


def read_cells(inside: str) -> list[list[str]]:
    return texts(only_grid(page(inside), "甲.html"))


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "utf-8"),
        ("gb18030", "gb2312"),
        ("gb18030", "utf-8"),
        ("utf-8", "gbk"),
        ("utf-8-sig", ""),
        ("utf-16", ""),
    ],
)
def test_the_encoding_is_found(encoding: str, declared: str) -> None:
    data = page("<table><tr><td>产出指标≥5个<td>满意度</table>", encoding, declared)
    assert texts(only_grid(data, "甲.html")) == [["产出指标≥5个", "满意度"]]


def test_cells_over_several_rows_and_columns() -> None:
    rows = (
        "<tr><td colspan=4>绩效指标</td></tr>"
        "<tr><td rowspan=3>产出</td><td rowspan=2 colspan=2>数量</td><td>≥5</td></tr>"
        "<tr><td>≥6</td></tr>"
        "<tr><td>质量<td>优<td>=100%</tr>"
    )
    grid = only_grid(page(f"<table>{rows}</table>"), "甲.html")
    assert texts(grid) == [
        ["绩效指标"] * 4,
        ["产出", "数量", "数量", "≥5"],
        ["产出", "数量", "数量", "≥6"],
        ["产出", "质量", "优", "=100%"],
    ]
    assert grid.cells[1].place == "表1 第2行第1列"


@pytest.mark.parametrize(
    ("rows", "read"),
    [
        ("<tr><td rowspan=9>甲<td>乙<tr><td>丙", [["甲", "乙"], ["甲", "丙"]]),
        ("<tr><td rowspan=0>甲<td>乙<tr><td>丙", [["甲", "乙"], ["甲", "丙"]]),
        ("<tr><td>甲<td rowspan=2>乙<tr><td colspan=2>丙", [["甲", "乙"], ["丙", "乙"]]),
        ("<tr><td rowspan=-1 colspan=x>甲", [["甲"]]),
        ("<thead><tr><td rowspan=5>甲<tbody><tr><td>乙", [["甲"], ["乙"]]),
        ("<tfoot><tr><td>尾<tbody><tr><td>身", [["身"], ["尾"]]),
        ("<tr style='display:none'><td>藏<tr><td>甲<td hidden>乙", [["甲"]]),
    ],
)
def test_what_is_laid_out_oddly_is_laid_out_as_in_a_browser(rows: str, read: list[list[str]]) -> None:
    grid = only_grid(page(f"<table>{rows}</table>"), "甲.html")
    assert texts(grid) == read
    assert covers_each_place_once(grid)


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("甲<br>乙", "甲\n乙"),
        ("<p>甲</p><p>乙</p>", "甲\n乙"),
        ("产出\r\n  指标", "产出指标"),
        ("a\n  b&nbsp;&nbsp;c", "a b c"),
        ("&ge;95%", "≥95%"),
        ("10<sup>5</sup>m<sup>2</sup>", "10⁵m²"),
        ("<script>document.write('乙')</script>甲<!-- 丙 --><style>td{}</style>", "甲"),
        ("<span style='display: none'>藏</span>甲", "甲"),
        ("<input value='95'><input type=hidden value='1'><input type=radio checked>是", "95☑是"),
        ("<select><option>一<option selected>二</select>", "二"),
        ("<textarea>甲\n乙</textarea>", "甲\n乙"),
    ],
)
def test_the_text_of_a_cell(inside: str, text: str) -> None:
    assert read_cells(f"<table><tr><td>{inside}</td></tr></table>") == [[text]]


def test_texts_around_tables_are_lines_in_their_order() -> None:
    inside = "<h1>目标表</h1>单位：<b>甲局</b><table><tr><td>一</table><div>注：<p>完</p></div><table><tr><td>二</table>"
    document = read_office_file(page(inside), "甲.html")
    assert [part for part in document.parts if isinstance(part, OfficeLine)] == [
        OfficeLine("目标表", "正文第1行"),
        OfficeLine("单位：甲局", "正文第2行"),
        OfficeLine("注：", "正文第3行"),
        OfficeLine("完", "正文第4行"),
    ]
    assert [part.name for part in document.parts if not isinstance(part, OfficeLine)] == ["表1", "表2"]


def test_a_table_that_only_lays_out_is_no_grid() -> None:
    inner = "<table><tr><td>一级</td><td>二级</td></tr></table>"
    outer = f"<table><tr><td>栏目导航</td><td><p>标题</p>{inner}<p>注</p></td></tr></table>"
    document = read_office_file(page(outer), "甲.html")
    assert [texts(grid) for grid in grids(document)] == [[["一级", "二级"]]]
    assert [part.text for part in document.parts if isinstance(part, OfficeLine)] == [
        "栏目导航",
        "标题",
        "注",
    ]


def test_a_table_of_data_keeps_its_cells_where_one_holds_a_table() -> None:
    rows = "".join(f"<tr><td>指标{row}<td>≥{row}" for row in range(5))
    inside = f"<table>{rows}<tr><td>明细<td><table><tr><td>里面</table></table>"
    first, second = grids(read_office_file(page(inside), "甲.html"))
    assert texts(first)[-1] == ["明细", ""]
    assert texts(second) == [["里面"]]


def test_a_page_saved_as_one_file() -> None:
    content = b64encode(page("<table><tr><td>甲</table>", "gb18030", "gb2312")).decode()
    data = (
        "From: <saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n"
        f"--x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n{content}\r\n--x--\r\n"
    ).encode()
    assert texts(only_grid(data, "甲.mht")) == [["甲"]]


def test_a_page_in_frames_says_where_its_sheets_are() -> None:
    data = b'<html><head></head><frameset rows="*"><frame src="a.files/sheet001.htm"></frameset></html>'
    with pytest.raises(UnreadableError) as refused:
        read_office_file(data, "甲.htm")
    assert "sheet001.htm" in refused.value.hint
