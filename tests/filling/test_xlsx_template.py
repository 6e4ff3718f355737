"""An office's own workbook, filled: rows for indicators and projects, with its formulas, merged cells and looks."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from perfdsl.filling.fields import fields_of
from perfdsl.filling.template import template_format
from perfdsl.filling.xlsx_filling import fill_xlsx
from perfdsl.formats.errors import ExportError
from perfdsl.model.table import Table
from tests.formats.printed import CONTROLS, with_name
from tests.formats.samples import FULL, hostile, read

TEXT = """项目: 养老服务
年度: 2024
体系: 项目支出三类
主管部门: 民政局

# 年度目标

服务老人1200名。

# 资金（万元）
> 列: 全年预算数, 全年执行数

资金总额 = 10 / 9.50
> 得分: 9.5

# 指标

## 产出指标
### 数量指标
班次 >= 4期 [50分]
=> 5期
> 得分: 50
人次 >= 90人 [20分]
> 得分: 20
### 质量指标
合格率 = 100% [20分]
> 得分: 19.5
## 满意度指标
### 服务对象满意度指标
满意度 >= 95% [10分]
> 得分: 10
"""


def template() -> openpyxl.Workbook:
    """As an office would have it: a title over all columns, a row to be repeated, a sum and a signature below."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "自评表"
    for row in (
        ["{{ 年度 }}年 {{名称}} 自评表"],
        ["主管部门", "{{ 主管部门 }}", "电话", "{{ 联系电话 }}", "资金", "{{ 资金总额 }}", "{{ 资金总额/全年执行数 }}"],
        ["目标", "{{ 年度目标 }}"],
        ["一级", "二级", "三级指标", "指标值", "分值", "得分", "扣分"],
        ["{{ 一级指标 }}", "{{ 二级指标 }}", "{{ 序号 }}. {{ 三级指标 }}", "{{ 指标值 }}", "{{ 分值 }}", "{{ 得分 }}", "=E5-F5"],
        ["合计", None, None, None, "=SUM(E5:E5)", "=SUM(F5:F5)", "=E6-F6"],
        ["签字：", None, '=F6&"分，见F5"'],
    ):  # fmt: skip
        sheet.append(row)
    sheet.merge_cells("A1:G1")
    sheet.merge_cells("B3:G3")
    sheet.merge_cells("A6:D6")
    sheet["A1"].font = Font(name="黑体", size=18)
    sheet["E5"].fill = PatternFill("solid", fgColor="FFFF00")
    sheet["C5"].border = Border(bottom=Side(style="double"))
    sheet.row_dimensions[5].height = 33
    sheet.row_dimensions[7].height = 55
    sheet.print_area = "A1:G7"
    other = book.create_sheet("汇总")
    other.append(["=自评表!F6", "='自评表'!E5", "=SUM(自评表!E5:E6)", "{{ 表名 }}"])
    return book


def filled(book: openpyxl.Workbook, table: Table) -> openpyxl.Workbook:
    stream = io.BytesIO()
    book.save(stream)
    return openpyxl.load_workbook(io.BytesIO(fill_xlsx(stream.getvalue(), fields_of(table))))


def values(sheet: Worksheet) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_fields_are_filled_and_rows_repeated() -> None:
    sheet = filled(template(), read(TEXT))["自评表"]
    assert values(sheet) == [
        ["2024年 养老服务 自评表", None, None, None, None, None, None],
        ["主管部门", "民政局", "电话", None, "资金", 10, 9.5],
        ["目标", "服务老人1200名。", None, None, None, None, None],
        ["一级", "二级", "三级指标", "指标值", "分值", "得分", "扣分"],
        ["产出指标", "数量指标", "1. 班次", "≥4期", 50, 50, "=E5-F5"],
        [None, None, "2. 人次", "≥90人", 20, 20, "=E6-F6"],
        [None, "质量指标", "3. 合格率", "=100%", 20, 19.5, "=E7-F7"],
        ["满意度指标", "服务对象满意度指标", "4. 满意度", "≥95%", 10, 10, "=E8-F8"],
        ["合计", None, None, None, "=SUM(E5:E8)", "=SUM(F5:F8)", "=E9-F9"],
        ["签字：", None, '=F9&"分，见F5"', None, None, None, None],
    ]
    assert sheet["D7"].data_type == "s"
    assert {str(area) for area in sheet.merged_cells.ranges} == {"A1:G1", "B3:G3", "A5:A7", "B5:B6", "A9:D9"}


def test_looks_stay_and_are_those_of_the_repeated_row() -> None:
    sheet = filled(template(), read(TEXT))["自评表"]
    assert (sheet["A1"].font.name, sheet["A1"].font.size) == ("黑体", 18)
    for row in range(5, 9):
        assert sheet.cell(row, 5).fill.fgColor.rgb == "00FFFF00"
        assert sheet.cell(row, 3).border.bottom.style == "double"
        assert sheet.row_dimensions[row].height == 33
    assert sheet["E9"].fill.fill_type is None
    assert sheet.row_dimensions[10].height == 55
    assert sheet.print_area == "'自评表'!$A$1:$G$10"


def test_formulas_of_other_sheets_follow_the_rows() -> None:
    (row,) = values(filled(template(), read(TEXT))["汇总"])
    assert row == ["=自评表!F9", "='自评表'!E5", "=SUM(自评表!E5:E9)", "项目支出绩效自评表"]


def test_a_label_beside_the_repeated_row_grows_with_it() -> None:
    book = openpyxl.Workbook()
    for row in (["绩效指标", "名称"], [None, "{{ 指标名称 }}"], ["备注", "{{ 备注 }}"]):
        book.active.append(row)
    book.active.merge_cells("A1:A2")
    sheet = filled(book, read(TEXT)).active
    assert [row[1] for row in values(sheet)] == ["名称", "班次", "人次", "合格率", "满意度", None]
    assert {str(area) for area in sheet.merged_cells.ranges} == {"A1:A5"}


def test_projects_and_their_parts_are_rows() -> None:
    book = openpyxl.Workbook()
    book.active.append(["{{ 项目/名称 }}", "{{ 项目/全年预算数 }}", "{{ 项目/立项依据 }}", "{{ 单位名称 }}"])
    assert values(filled(book, read(FULL)).active) == [
        ["示范项目", 60, "某号文件", "示例单位"],
        ["其中：设备购置", 20, None, "示例单位"],
    ]


def test_no_value_becomes_a_formula_whatever_it_looks_like() -> None:
    book = openpyxl.Workbook()
    book.active.append(["{{ 名称 }}", "{{ 年度目标 }}"])
    book.active.append(["{{ 指标名称 }}", "{{ 指标值 }}"])
    sheet = filled(book, hostile()).active
    assert sheet["A1"].value == '=HYPERLINK("http://x.example","点这里")'
    assert all(cell.data_type == "s" for row in sheet.iter_rows() for cell in row)
    control = filled(book, with_name(CONTROLS)).active
    assert control["A2"].value == "a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ 主管部们 }}", "模板里的“{{ 主管部们 }}”不是字段：是不是“主管部门”？"),
        ("{{ 三级指标 }} {{ 得芬 }}", "模板里的“{{ 得芬 }}”不是字段：是不是“得分”？"),
        ("{{ zzz }}", "模板里的“{{ zzz }}”不是字段：字段的名称见 docs/formats.md 的“用自己的表样”。"),
        ("{{ ''.__class__ }}", "模板里的“{{ ''.__class__ }}”不是字段：字段的名称见"),
        ("{% for x in y %}", "模板里有“{%”：这里只认“{{ 字段 }}”"),
    ],
)
def test_what_is_no_field_is_told_with_the_nearest_name(text: str, said: str) -> None:
    book = openpyxl.Workbook()
    book.active.append([text])
    with pytest.raises(ExportError) as caught:
        filled(book, read(TEXT))
    assert str(caught.value).startswith(said)


def test_a_table_without_indicators_leaves_the_row_blank() -> None:
    book = openpyxl.Workbook()
    book.active.append(["{{ 三级指标 }}", "{{ 名称 }}"])
    bare = read("项目: 单项\n年度: 2024\n体系: 项目支出三类\n")
    assert values(filled(book, bare).active) == [[None, "单项"]]


def test_what_would_be_lost_is_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    chart = openpyxl.chart.BarChart()
    chart.add_data(openpyxl.chart.Reference(book.active, 1, 1, 1, 2))
    book.active.add_chart(chart)
    with pytest.raises(ExportError, match="模板里有图表，填好以后会丢失"):
        filled(book, read(TEXT))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"<html>"])
def test_a_template_that_is_none_is_told(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "表样.xlsx"
    file.write_bytes(content)
    with pytest.raises(ExportError, match=r"^模板打不开"):
        template_format(file).made_of(read(TEXT))


def test_old_kinds_of_files_are_told_how_to_save(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"请用 WPS 或 Office 另存为 \.xlsx。"):
        template_format(tmp_path / "表样.et")


def test_the_same_bytes_each_time() -> None:
    stream = io.BytesIO()
    template().save(stream)
    first, second = (fill_xlsx(stream.getvalue(), fields_of(read(TEXT))) for _ in range(2))
    assert first == second
