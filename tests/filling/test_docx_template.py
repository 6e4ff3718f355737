"""An office's own Word document, filled: paragraphs, tables, headers; rows for indicators and projects."""

from __future__ import annotations

import io

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table as WordTable

from perfdsl.filling.docx_filling import fill_docx
from perfdsl.filling.fields import fields_of
from perfdsl.formats.errors import ExportError
from perfdsl.model.table import Table
from tests.filling.test_xlsx_template import TEXT
from tests.formats.printed import HOSTILE_WORDS, with_name
from tests.formats.samples import FULL, read


def template() -> Document:
    document = docx.Document()
    title = document.add_paragraph()
    for piece, bold in (
        ("{{ 年", True),
        ("度 }", False),
        ("}年", False),
        ("{{ 名称 }}", True),
        ("自评表", False),
    ):
        title.add_run(piece).bold = bold
    document.sections[0].header.paragraphs[0].text = "{{ 主管部门 }}"
    table = document.add_table(4, 5)
    table.style = "Table Grid"
    rows = (
        ("绩效\n指标", "一级", "二级", "三级", "得分"),
        ("", "{{ 一级指标 }}", "{{ 二级指标 }}", "{{ 三级指标 }}（{{ 指标值 }}）", "{{ 得分 }}"),
        ("目标", "{{ 年度目标 }}", "", "", ""),
        ("资金", "{{ 资金总额/全年执行数 }}", "", "", ""),
    )
    for cells, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, texts, strict=True):
            cell.text = text
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(2, 1).merge(table.cell(2, 4))
    table.cell(1, 4).paragraphs[0].runs[0].font.size = Pt(7)
    return document


def filled(document: Document, table: Table) -> Document:
    stream = io.BytesIO()
    document.save(stream)
    return docx.Document(io.BytesIO(fill_docx(stream.getvalue(), fields_of(table))))


def rows(table: WordTable) -> list[list[str]]:
    """The text of each cell; ``^`` where one continues that above."""
    return [
        ["^" if cell.vMerge == "continue" and not text(cell) else text(cell) for cell in row.tc_lst]
        for row in table._tbl.tr_lst
    ]


def text(cell: object) -> str:
    return "\n".join(paragraph.text for paragraph in cell.p_lst)


def test_fields_are_filled_and_rows_repeated() -> None:
    document = filled(template(), read(TEXT))
    assert document.paragraphs[0].text == "2024年养老服务自评表"
    assert document.sections[0].header.paragraphs[0].text == "民政局"
    assert rows(document.tables[0]) == [
        ["绩效\n指标\n", "一级", "二级", "三级", "得分"],
        ["^", "产出指标", "数量指标", "班次（≥4期）", "50"],
        ["^", "^", "^", "人次（≥90人）", "20"],
        ["^", "^", "质量指标", "合格率（=100%）", "19.5"],
        ["^", "满意度指标", "服务对象满意度指标", "满意度（≥95%）", "10"],
        ["目标", "服务老人1200名。\n\n\n"],
        ["资金", "9.50", "", "", ""],
    ]


def test_looks_stay_and_are_those_of_the_repeated_row() -> None:
    document = filled(template(), read(TEXT))
    runs = [(run.text, run.bold) for run in document.paragraphs[0].runs if run.text]
    assert runs == [("2024", True), ("年", False), ("养老服务", True), ("自评表", False)]
    for row in document.tables[0].rows[1:5]:
        assert row.cells[4].paragraphs[0].runs[0].font.size == Pt(7)
    assert document.tables[0].style.name == "Table Grid"


def test_marks_of_a_cell_stand_where_word_wants_them() -> None:
    cell = filled(template(), read(TEXT)).tables[0]._tbl.tr_lst[1].tc_lst[1]
    assert [child.tag for child in cell.tcPr] == [qn("w:tcW"), qn("w:vMerge")]


def test_projects_are_rows_and_lines_are_broken() -> None:
    document = docx.Document()
    document.add_paragraph("职能：{{ 单位主要职能 }}")
    document.add_table(1, 2)
    for cell, name in zip(document.tables[0].rows[0].cells, ("名称", "全年预算数"), strict=True):
        cell.text = f"{{{{ 项目/{name} }}}}"
    shown = filled(document, read(FULL))
    assert shown.paragraphs[0].text == "职能：负责技能培训。\n· 一\n· 二"
    assert len(shown.paragraphs[0]._p.findall(f".//{qn('w:br')}")) == 2
    assert rows(shown.tables[0]) == [["示范项目", "60"], ["其中：设备购置", "20"]]


@pytest.mark.parametrize("name", HOSTILE_WORDS)
def test_a_value_is_text_and_never_a_field(name: str) -> None:
    """What was put in is not looked through again."""
    document = docx.Document()
    document.add_paragraph("甲{{ 名称 }}乙{{ 名称 }}丙")
    table = with_name("x")._replace(name=name)
    assert filled(document, table).paragraphs[0].text == f"甲{name}乙{name}丙"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("{{ 年度目票 }}", "模板里的“{{ 年度目票 }}”不是字段：是不是“年度目标”？"),
        ("{%tr for a in b %}", "模板里有“{%”：这里只认“{{ 字段 }}”"),
        ("{{ cycler.__init__.__globals__ }}", "模板里的“{{ cycler.__init__.__globals__ }}”不是字段"),
    ],
)
def test_what_is_no_field_is_told_and_nothing_is_carried_out(written: str, said: str) -> None:
    document = docx.Document()
    document.add_paragraph(written)
    with pytest.raises(ExportError) as caught:
        filled(document, read(TEXT))
    assert str(caught.value).startswith(said)


def test_a_copy_has_no_id_of_its_own() -> None:
    document = template()
    identity = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"
    for number, paragraph in enumerate(document.element.body.iter(qn("w:p"))):
        paragraph.set(identity, f"{number:08X}")
    shown = filled(document, read(TEXT)).element.body.iter(qn("w:p"))
    ids = [paragraph.get(identity) for paragraph in shown if paragraph.get(identity)]
    assert len(ids) == len(set(ids))


def test_the_same_bytes_each_time() -> None:
    stream = io.BytesIO()
    template().save(stream)
    first, second = (fill_docx(stream.getvalue(), fields_of(read(TEXT))) for _ in range(2))
    assert first == second
