"""DOCX: what stands in the body when all tracked changes are accepted, in its order, a merged cell once."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from perfdsl.importer.office import OfficeGrid, OfficeLine, UnreadableError
from perfdsl.importer.reading import read_office_file
from tests.importer.readers.sheets import covers_each_place_once, grids, only_grid, texts


def saved(document: Any) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def body(xml: str) -> bytes:
    """A document of these elements (the prefix ``w`` is known)."""
    document = docx.Document()
    root = parse_xml(f"<w:body {nsdecls('w', 'm', 'r', 'wp', 'a')}>{xml}</w:body>")
    for number, element in enumerate(list(root)):
        document.element.body.insert(number, element)
    return saved(document)


def paragraph(text: str, more: str = "") -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r>{more}</w:p>'


def cell(text: str, look: str = "") -> str:
    return f"<w:tc><w:tcPr>{look}</w:tcPr>{paragraph(text)}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def test_paragraphs_and_tables_come_in_their_order() -> None:
    document = docx.Document()
    document.add_paragraph("部门整体绩效目标表")
    document.add_paragraph("")
    document.add_paragraph("（2026年度）")
    document.add_table(1, 2).cell(0, 0).text = "甲"
    document.add_paragraph("注：单位为万元")
    document.add_table(1, 1).cell(0, 0).text = "乙"
    first, second, grid, note, other = read_office_file(saved(document), "甲.docx").parts
    assert (first, second, note) == (
        OfficeLine("部门整体绩效目标表", "正文第1段"),
        OfficeLine("（2026年度）", "正文第2段"),
        OfficeLine("注：单位为万元", "正文第3段"),
    )
    assert isinstance(grid, OfficeGrid)
    assert isinstance(other, OfficeGrid)
    assert [grid.name, other.name] == ["表1", "表2"]
    assert [one.place for one in grid.cells] == ["表1 第1行第1列", "表1 第1行第2列"]


def test_merged_cells_stand_once_at_their_corner() -> None:
    document = docx.Document()
    made = document.add_table(4, 4)
    made.cell(0, 0).merge(made.cell(0, 3)).text = "绩效指标"
    made.cell(1, 0).merge(made.cell(3, 0)).text = "产出"
    made.cell(1, 1).merge(made.cell(2, 2)).text = "数量"
    made.cell(3, 3).text = "≥5个\n≥6个"
    grid = only_grid(saved(document), "甲.docx")
    assert covers_each_place_once(grid)
    assert [(one.row, one.column, one.rows, one.columns, one.text) for one in grid.cells if one.text] == [
        (0, 0, 1, 4, "绩效指标"),
        (1, 0, 3, 1, "产出"),
        (1, 1, 2, 2, "数量"),
        (3, 3, 1, 1, "≥5个\n≥6个"),
    ]
    assert (grid.height, grid.width) == (4, 4)


def test_another_reader_sees_the_same_cells() -> None:
    document = docx.Document()
    made = document.add_table(30, 6)
    for row in range(30):
        for column in range(6):
            made.cell(row, column).text = f"{row}之{column}"
    for row in range(0, 30, 3):
        made.cell(row, 0).merge(made.cell(row + 2, 0)).text = f"二级指标{row}"
        made.cell(row, 2).merge(made.cell(row, 4)).text = f"说明{row}"
    data = saved(document)
    other = docx.Document(io.BytesIO(data)).tables[0]
    assert texts(only_grid(data, "甲.docx")) == [[one.text for one in row.cells] for row in other.rows]


def test_rows_that_begin_or_end_within_the_table_leave_places_free() -> None:
    before = '<w:trPr><w:gridBefore w:val="1"/></w:trPr>'
    grid = only_grid(body(table(cell("甲") + cell("乙") + cell("丙"), before + cell("丁"))), "甲.docx")
    assert grid.rows[1][0] is None
    assert grid.rows[1][1] == grid.cells[3]
    assert grid.cells[3].text == "丁"


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r>", "甲\n乙"),
        ("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r>", "甲 乙"),
        ("<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>控件</w:t></w:r></w:sdtContent></w:sdt>", "控件"),
        ('<w:hyperlink r:id="rId9"><w:r><w:t>链接</w:t></w:r></w:hyperlink>', "链接"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t>95%</w:t></w:r>', "≥95%"),
        ('<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r>', "²"),
        ('<w:fldSimple w:instr="DATE"><w:r><w:t>2026</w:t></w:r></w:fldSimple>', "2026"),
        ('<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>条目</w:t></w:r>', "条目"),
    ],
)
def test_the_text_of_a_cell(inside: str, text: str) -> None:
    data = body(table(f"<w:tc><w:tcPr/><w:p>{inside}</w:p></w:tc>"))
    document = read_office_file(data, "甲.docx")
    assert [one.text for one in grids(document)[0].cells] == [text]
    assert document.notices == ()


@pytest.mark.parametrize(
    "inside",
    ['<w:r><w:sym w:font="Webdings" w:char="F0B3"/></w:r>', "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>"],
)
def test_what_cannot_be_read_for_sure_is_doubted(inside: str) -> None:
    (one,) = only_grid(body(table(f"<w:tc><w:tcPr/><w:p>{inside}</w:p></w:tc>")), "甲.docx").cells
    assert "请对照原件" in one.doubt
    assert one.text


def test_tracked_changes_are_accepted_and_said() -> None:
    changed = "<w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
    deleted = '<w:trPr><w:del w:id="1" w:author="甲"/></w:trPr>' + cell("整行删去")
    document = read_office_file(body(paragraph("目标", changed) + table(cell("甲"), deleted)), "甲.docx")
    line, grid = document.parts
    assert line == OfficeLine("目标新", "正文第1段")
    assert isinstance(grid, OfficeGrid)
    assert texts(grid) == [["甲"]]
    assert document.notices == ("文档里有修订：插入的内容读取了，删除的没有",)


def test_hidden_text_is_left_out_and_said() -> None:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r>"
    document = read_office_file(body(paragraph("看得见", hidden)), "甲.docx")
    assert [part.text for part in document.parts if isinstance(part, OfficeLine)] == ["看得见"]
    assert document.notices == ("文档里有隐藏文字，没有读取",)


def test_a_table_in_a_cell_is_a_grid_of_its_own() -> None:
    outer = table(f"<w:tc><w:tcPr/>{paragraph('外面')}{table(cell('里面'))}<w:p/></w:tc>" + cell("旁边"))
    first, second = grids(read_office_file(body(outer), "甲.docx"))
    assert texts(first) == [["外面", "旁边"]]
    assert (second.name, texts(second)) == ("表1 第1行第1列里的表", [["里面"]])


def test_a_table_in_a_content_control_and_rows_in_one() -> None:
    rows = f"<w:tbl><w:tblPr/><w:sdt><w:sdtContent><w:tr>{cell('甲')}</w:tr></w:sdtContent></w:sdt></w:tbl>"
    data = body(f"<w:sdt><w:sdtContent>{rows}</w:sdtContent></w:sdt>")
    assert texts(only_grid(data, "甲.docx")) == [["甲"]]


def test_text_boxes_are_lines() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{paragraph('框里')}</w:txbxContent></w:pict></w:r>"
    document = read_office_file(body(paragraph("框外", box)), "甲.docx")
    assert [part.text for part in document.parts if isinstance(part, OfficeLine)] == ["框外", "框里"]


def test_a_text_below_a_merged_cell_is_doubted() -> None:
    restart, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    (one,) = only_grid(body(table(cell("甲", restart), cell("乙", goes_on))), "甲.docx").cells
    assert (one.text, one.rows) == ("甲", 2)
    assert "表1 第2行第1列“乙”" in one.doubt


def test_a_merge_that_goes_on_from_nowhere_is_a_cell() -> None:
    wide = '<w:gridSpan w:val="2"/><w:vMerge/>'
    rows = (
        cell("甲", '<w:vMerge w:val="restart"/>') + cell("乙"),
        cell("丙", wide),
        cell("丁", "<w:vMerge/>"),
    )
    grid = only_grid(body(table(*rows)), "甲.docx")
    assert texts(grid) == [["甲", "乙"], ["丙", "丙"], ["丁", ""]]


def test_page_headers_are_said() -> None:
    document = docx.Document()
    document.add_paragraph("甲")
    document.sections[0].header.paragraphs[0].text = "某某局"
    document.sections[0].footer.paragraphs[0].text = "第 1 页"
    assert read_office_file(saved(document), "甲.docx").notices == ("页眉里的文字没有读入：“某某局”",)


def test_an_empty_document_is_said() -> None:
    with pytest.raises(UnreadableError, match="没有文字和表格"):
        read_office_file(saved(docx.Document()), "甲.docx")
