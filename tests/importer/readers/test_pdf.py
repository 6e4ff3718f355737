"""PDF: tables by their lines, one table over several pages as one, the rest as lines of text."""

from __future__ import annotations

import random
from contextlib import suppress

import pytest

from perfdsl.importer.office import OfficeLine, UnreadableError
from perfdsl.importer.readers import pdf_streams
from perfdsl.importer.readers.pdf_page_break import one_table
from perfdsl.importer.readers.pdf_rules import Lattice, RulingLine, RulingLines, lattices
from perfdsl.importer.readers.pdf_table import PdfTable, lines_in_cells, table_of
from perfdsl.importer.readers.pdf_text import Char, lines_of_chars
from perfdsl.importer.reading import read_office_file
from tests.importer.readers.pdfs import cell, drawn, objects, one_page, table
from tests.importer.readers.sheets import covers_each_place_once, grids, only_grid, texts

WIDTHS = "2.5cm, 2.5cm, 4cm, 2cm, 1fr"
LONG = "这是一段很长的说明文字，" * 30


def squeezed(rows: list[list[str]]) -> list[list[str]]:
    """Without the ends of wrapped lines."""
    return [["".join(text.split()) for text in row] for row in rows]


def test_merged_cells_and_the_lines_around_the_table() -> None:
    form = table(
        WIDTHS,
        cell("绩效指标", columns=5),
        *(cell("产出指标", rows=4), cell("数量指标", rows=2), "[开展培训]", "[≥5次]", "[2026年]"),
        *("[参加人数]", "[≥200人]", cell("无", rows=2)),
        *(cell("质量指标"), "[合格率]", "[=100%]"),
        *(cell("时效指标", columns=2), "[12月底前]", "[]"),
    )
    document = read_office_file(drawn(f"部门整体绩效目标表\n\n{form}\n\n注：单位为万元"), "甲.pdf")
    first, grid, last = document.parts
    assert (first, last) == (OfficeLine("部门整体绩效目标表", "第1页"), OfficeLine("注：单位为万元", "第1页"))
    (grid,) = grids(document)
    assert covers_each_place_once(grid)
    assert texts(grid) == [
        ["绩效指标"] * 5,
        ["产出指标", "数量指标", "开展培训", "≥5次", "2026年"],
        ["产出指标", "数量指标", "参加人数", "≥200人", "无"],
        ["产出指标", "质量指标", "合格率", "=100%", "无"],
        ["产出指标", "时效指标", "时效指标", "12月底前", ""],
    ]
    assert grid.cells[2].place == "第1页 表1 第2行第2列"
    assert document.notices == ()


def rows_of_indicators(first: int, last: int, each: int = 4, long: int = -1) -> list[str]:
    cells = []
    for row in range(first, last):
        if (row - first) % each == 0:
            cells.append(cell(f"二级指标{row}", rows=min(each, last - row)))
        cells += [f"[指标{row}]", f"[≥{row}%]", f"[{LONG if row == long else '说明'}{row}]"]
    return cells


@pytest.mark.parametrize("header", ["", "[二级], [三级], [值], [说明]"])
def test_a_table_over_three_pages_is_one(header: str) -> None:
    """Labels that are merged over the end of a page are carried over it, with and without a header on each."""
    form = table("3cm, 4cm, 3cm, 1fr", *rows_of_indicators(0, 95, each=7), header=header)
    document = read_office_file(drawn(form), "甲.pdf")
    (grid,) = grids(document)
    assert document.parts == (grid,)
    assert covers_each_place_once(grid)
    rows = squeezed(texts(grid))
    assert rows.count(["二级", "三级", "值", "说明"]) == (3 if header else 0)
    assert [row for row in rows if row[0] != "二级"] == [
        [f"二级指标{row - row % 7}", f"指标{row}", f"≥{row}%", f"说明{row}"] for row in range(95)
    ]
    assert not any(one.doubt for one in grid.cells)
    assert grid.cells[-1].place.startswith("第3页 表1 ")


@pytest.mark.parametrize("header", ["", "[二级], [三级], [值], [说明]"])
def test_a_row_that_a_page_break_cut_is_one_row(header: str) -> None:
    form = table("3cm, 4cm, 3cm, 1fr", *rows_of_indicators(0, 50, long=32), header=header)
    (grid,) = grids(read_office_file(drawn(form), "甲.pdf"))
    rows = squeezed(texts(grid))
    (cut,) = [row for row in rows if row[1] == "指标32"]
    assert cut == ["二级指标32", "指标32", "≥32%", f"{LONG}32"]
    assert [row[1] for row in rows if row[1] != "三级"] == [f"指标{row}" for row in range(50)]
    (doubted,) = [one for one in grid.cells if one.doubt]
    assert "跨了页" in doubted.doubt


def test_a_new_title_begins_a_new_table() -> None:
    rows = [f"[甲{row}], [乙{row}]" for row in range(44)]
    markup = table("1fr, 1fr", *rows) + "\n#pagebreak()\n附件2\n" + table("1fr, 1fr", "[丙]", "[丁]")
    document = read_office_file(drawn(markup), "甲.pdf")
    assert [grid.height for grid in grids(document)] == [44, 1]


def test_a_table_that_ends_in_the_middle_of_its_page_has_ended() -> None:
    markup = table("1fr, 1fr", "[甲]", "[乙]") + "\n#pagebreak()\n" + table("1fr, 1fr", "[丙]", "[丁]")
    assert [texts(grid) for grid in grids(read_office_file(drawn(markup), "甲.pdf"))] == [
        [["甲", "乙"]],
        [["丙", "丁"]],
    ]


def test_heads_of_pages_are_said_and_numbers_left_out() -> None:
    head = '#set page(header: [某某局绩效目标表], header-ascent: 60%, numbering: "第1页 共1页")\n'
    rows = [f"[甲{row}], [乙{row}]" for row in range(60)]
    document = read_office_file(drawn(head + table("1fr, 1fr", *rows)), "甲.pdf")
    assert [texts(grid) for grid in grids(document)] == [[[f"甲{row}", f"乙{row}"] for row in range(60)]]
    assert document.notices == ("页眉、页脚里的文字没有读入：“某某局绩效目标表”",)


def test_a_frame_and_underlined_words_are_no_tables() -> None:
    markup = "#rect(width: 100%)[#underline[年度目标]：提高质量]\n\n#line(length: 100%)\n"
    assert [
        part.text for part in read_office_file(drawn(markup), "甲.pdf").parts if isinstance(part, OfficeLine)
    ] == ["年度目标：提高质量"]


def test_a_shaded_header_has_no_lines_of_its_own() -> None:
    form = (
        "#table(columns: 2, fill: (x, y) => if y == 0 { gray }, [指标], [值], [#highlight[合格]率], [=100%])"
    )
    assert texts(only_grid(drawn(form), "甲.pdf")) == [["指标", "值"], ["合格率", "=100%"]]


@pytest.mark.parametrize(
    ("data", "word", "hint"),
    [
        (one_page(b"0 0 m 9 9 l S"), "没有文字", "Word 或 Excel"),
        (b"%PDF-1.7\nnothing", "已损坏", "另存"),
        (objects(b"<</Type/Catalog>>"), "", ""),
        (
            one_page(b"", b"/Encrypt 5 0 R/ID[<00><00>]", b"<</Filter/Standard/V 1/R 2/P -4/O(%s)/U(%s)>>" % (b"o" * 32, b"u" * 32)),
            "密码", "取消密码",
        ),
    ],
    ids=["drawing", "damaged", "no pages", "encrypted"],
)  # fmt: skip
def test_what_cannot_be_read_is_said_with_what_to_do(data: bytes, word: str, hint: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        read_office_file(data, "甲.pdf")
    assert word in refused.value.message
    assert hint in refused.value.hint


@pytest.mark.parametrize("content", [b"0 0 m " * 200_000, b"\0" * 1_500_000])
def test_a_bomb_is_not_unfolded(content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_streams, "MOST_OF_CONTENT", 1_000_000)
    data = one_page(content)
    assert len(data) < 10_000
    with pytest.raises(UnreadableError, match="展开后太大"):
        read_office_file(data, "甲.pdf")


def test_a_damaged_file_is_read_or_refused_and_nothing_else() -> None:
    data = drawn(table("1fr, 1fr", "[甲]", "[乙]"))
    chance = random.Random(8)  # noqa: S311 - the same damage each time
    for _ in range(40):
        damaged = bytearray(data)
        for _ in range(chance.choice((1, 3, 30))):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        with suppress(UnreadableError):  # or it is read: not every byte matters
            read_office_file(bytes(damaged), "甲.pdf")


def chars(text: str, x: float, y: float, step: float = 10) -> list[Char]:
    """Characters of ten points beside each other."""
    return [Char(one, x + step * at, x + step * at + 10, y, y + 10) for at, one in enumerate(text)]


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (chars("产出指标", 0, 0), "产出指标"),
        (chars("甲", 0, 0) + chars("甲", 0.4, 0) + chars("乙", 10, 0), "甲乙"),
        (chars("单位", 0, 0) + chars("金额", 60, 0), "单位 金额"),
        (chars("ab", 0, 0) + chars("cd", 23, 0), "ab cd"),
        (chars("⻓期⾦额", 0, 0), "长期金额"),
        ([Char(one, 0, 10, 40 - 10 * at, 50 - 10 * at, 1) for at, one in enumerate("竖排字")], "竖排字"),
    ],
)
def test_characters_become_lines(given: list[Char], text: str) -> None:
    assert [line.text for line in lines_of_chars(reversed(given))] == [text]


def test_a_character_without_a_meaning_is_doubted() -> None:
    (line,) = lines_of_chars([Char("(cid:7)", 0, 10, 0, 10)])
    assert "没有编码" in line.doubt


def grid_of(columns: int, rows: int, *, height: float = 20, open_below: bool = False) -> Lattice:
    """A table of equal cells, 100 points wide each, on whose foot there may be no line."""
    width = 100.0 * columns
    level = [RulingLine(height * row, 0, width) for row in range(rows + 1 - open_below)]
    upright = [RulingLine(100.0 * column, 0, height * rows) for column in range(columns + 1)]
    (lattice,) = lattices(RulingLines(level, upright))
    return lattice


def part(texts_of_rows: list[list[str]], number: int, *, open_below: bool = False) -> PdfTable:
    lattice = grid_of(len(texts_of_rows[0]), len(texts_of_rows), open_below=open_below)
    written = [
        char
        for row, texts_of_row in enumerate(texts_of_rows)
        for column, text in enumerate(texts_of_row)
        for char in chars(text, 100 * column + 2, 20 * row + 5, 6)
    ]
    return table_of(lattice, lines_in_cells(lattice, written), f"第{number}页 表1")


def rows_of(joined: PdfTable) -> list[list[str]]:
    rows: list[list[str]] = [[] for _ in range(joined.rows)]
    for one in joined.cells:
        rows[one.top].append("".join(one.text.split()))
    return rows


def test_a_row_that_no_line_ends_goes_on_below() -> None:
    above = part([["甲", "指标一", "≥1"], ["乙", "指标二是", "≥2"]], 1, open_below=True)
    below = part([["", "很长的", ""], ["丙", "指标三", "≥3"]], 2)
    joined = one_table(above, below)
    assert rows_of(joined) == [["甲", "指标一", "≥1"], ["乙", "指标二是很长的", "≥2"], ["丙", "指标三", "≥3"]]
    assert not any(one.doubts for one in joined.cells)


def test_one_that_may_go_on_is_doubted_and_kept() -> None:
    above = part([["甲", "指标一", "≥1"], ["乙", "完。", "≥2"]], 1)
    below = part([["", "也许", ""], ["丙", "指标三", "≥3"]], 2)
    joined = one_table(above, below)
    assert rows_of(joined)[2] == ["也许", ""]
    assert [one.text for one in joined.cells if one.doubts] == ["也许"]
    assert [(one.top, one.bottom) for one in joined.cells if one.text == "乙"] == [(1, 2)]


def test_a_cell_over_several_rows_that_may_go_on_is_doubted_and_kept() -> None:
    above = part([["是否防止疫情疫病跨境传播、防", "是", "①"]], 1)
    joined = one_table(above, part([["止传入传出", "", "②"]], 2))
    assert rows_of(joined)[1] == ["止传入传出", "", "②"]
    assert [one.text for one in joined.cells if one.doubts] == ["止传入传出"]


def test_a_new_row_below_a_label_is_a_row() -> None:
    joined = one_table(part([["甲", "指标一", "≥1"]] * 2, 1), part([["", "指标二", "≥2"]] * 2, 2))
    assert rows_of(joined) == [
        ["甲", "指标一", "≥1"],
        ["甲", "指标一", "≥1"],
        ["指标二", "≥2"],
        ["", "指标二", "≥2"],
    ]


def test_places_without_lines_between_them_are_one_cell() -> None:
    level = [RulingLine(0, 0, 300), RulingLine(20, 100, 300), RulingLine(40, 0, 300)]
    upright = [RulingLine(0, 0, 40), RulingLine(100, 0, 40), RulingLine(200, 20, 40), RulingLine(300, 0, 40)]
    (lattice,) = lattices(RulingLines(level, upright))
    assert [tuple(area) for area in lattice.cells] == [(0, 0, 1, 0), (0, 1, 0, 2), (1, 1, 1, 1), (1, 2, 1, 2)]


def test_the_sides_of_a_table_need_no_line() -> None:
    level = [RulingLine(20.0 * row, 0, 300) for row in range(3)]
    (lattice,) = lattices(RulingLines(level, [RulingLine(100, 0, 40), RulingLine(200, 0, 40)]))
    assert (lattice.xs, len(lattice.cells)) == ((0, 100, 200, 300), 6)
