"""XLSX: what a cell shows is what is read, with all decimals, and every doubt is said."""

from __future__ import annotations

import io
from datetime import datetime

import openpyxl
import pytest
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from perfdsl.importer.office import OfficeCell, UnreadableError
from perfdsl.importer.reading import read_office_file
from tests.importer.readers.sheets import (
    covers_each_place_once,
    edited,
    grids,
    one_cell,
    only_grid,
    texts,
    workbook,
)

# Without a zone, as in a spreadsheet.
DAY = datetime(2022, 12, 31)  # noqa: DTZ001
AFTERNOON = datetime(2022, 12, 31, 14, 5)  # noqa: DTZ001


def only_cell(data: bytes) -> OfficeCell:
    (cell,) = only_grid(data).cells
    return cell


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        ("=100%", "General", "=100%"),
        ("=100%", "0%", "=100%"),
        ("= 95.5%", "General", "=95.5%"),
        ("=5", "General", "=5"),
        (1, "0%", "100%"),
        (0.955, "0.0%", "95.5%"),
        (0.955, "0%", "95.5%"),
        (0.9, "0.00%", "90.00%"),
        (0.07, "0%", "7%"),
        (897.334, "General", "897.334"),
        (671.2099999999999, "General", "671.21"),
        (0.1 + 0.2, "General", "0.3"),
        (1200, "#,##0.00", "1,200.00"),
        (1234567.891, "#,##0", "1,234,567.891"),
        (-3.5, "0.00;[Red]-0.00", "-3.50"),
        (-3.5, "0.00_);(0.00)", "(3.50)"),
        (0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        (95, '"≥"0"%"', "≥95%"),
        (12, '0"万元"', "12万元"),
        (7, "000", "007"),
        (1e15, "General", "1000000000000000"),
        (1e-7, "General", "0.0000001"),
        ("≥95%", "@", "≥95%"),
        ("12", "@", "12"),
        ("95", '"≥"@', "≥95"),
        ("", "General", None),
        ("一行\n二行", "General", "一行\n二行"),
        (True, "General", "TRUE"),
        (DAY, 'yyyy"年"m"月"d"日"', "2022年12月31日"),
        (DAY, "yyyy-mm-dd", "2022-12-31"),
        (DAY, "yyyy/m/d", "2022/12/31"),
        (DAY, "[$-F800]dddd, mmmm dd, yyyy", "2022年12月31日"),
        (DAY, '[$-804]yyyy"年"m"月";@', "2022年12月"),
        (AFTERNOON, "yyyy/m/d h:mm", "2022/12/31 14:05"),
        (AFTERNOON, '上午/下午h"时"mm"分"', "下午2时05分"),
    ],
)
def test_a_cell_is_read_as_it_is_shown(value: object, number_format: str, shown: str | None) -> None:
    data = one_cell(value, number_format)
    if shown is None:
        with pytest.raises(UnreadableError, match="都是空的"):
            read_office_file(data, "甲.xlsx")
    else:
        assert only_cell(data) == OfficeCell(0, 0, shown, "目标表!C12")


@pytest.mark.parametrize(
    ("formula", "number_format", "result", "shown", "doubt"),
    [
        ("=SUM(A1:A3)", "0.00", 12.5, "12.50", ""),
        ('="≥"&95&"%"', "General", "≥95%", "≥95%", ""),
        ("=1/3", "0.0%", 1 / 3, "33.3%", "33.3333333333333%，"),
        ("=SUM(A1:A3)", "General", None, "=SUM(A1:A3)", "没有存下结果"),
        ("=A1", "General", "#REF!", "#REF!", "错误值 #REF!"),
    ],
)
def test_a_formula_gives_what_it_came_to(
    formula: str, number_format: str, result: object, shown: str, doubt: str
) -> None:
    cell = only_cell(one_cell(formula, number_format, result))
    assert cell.text == shown
    assert doubt in cell.doubt
    assert bool(cell.doubt) is bool(doubt)


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [(123456, "0!.0000", "123456"), (0.5, "# ?/?", "0.5"), (5, ";;;", "5"), (-1, "yyyy-mm-dd", "-1")],
)
def test_a_format_that_is_not_understood_is_said(value: object, number_format: str, shown: str) -> None:
    cell = only_cell(one_cell(value, number_format))
    assert cell.text == shown
    assert "格式" in cell.doubt


def test_days_are_counted_from_1904_where_the_workbook_says_so() -> None:
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active["C12"] = DAY
    book.active["C12"].number_format = "yyyy-mm-dd"
    assert only_cell(saved(book)).text == "2022-12-31"


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_pieces_of_several_looks_are_one_text() -> None:
    def fill(book: Workbook, sheet: Worksheet) -> None:
        red = book.add_format({"font_color": "red"})
        sheet.write_rich_string(0, 0, "产出", red, "指标", "（50分）")

    assert texts(only_grid(workbook(fill))) == [["产出指标（50分）"]]


def test_merged_cells_stand_once_at_their_corner() -> None:
    def fill(_: Workbook, sheet: Worksheet) -> None:
        sheet.merge_range("B2:D2", "部门整体绩效目标表")
        sheet.merge_range("B3:B4", "产出")
        sheet.write_row(2, 2, ["数量", "≥5个"])
        sheet.write_row(3, 2, ["质量", "=100%"])

    grid = only_grid(workbook(fill))
    assert [
        (cell.text, cell.row, cell.column, cell.rows, cell.columns, cell.place) for cell in grid.cells
    ] == [
        ("部门整体绩效目标表", 0, 0, 1, 3, "目标表!B2"),
        ("产出", 1, 0, 2, 1, "目标表!B3"),
        ("数量", 1, 1, 1, 1, "目标表!C3"),
        ("≥5个", 1, 2, 1, 1, "目标表!D3"),
        ("质量", 2, 1, 1, 1, "目标表!C4"),
        ("=100%", 2, 2, 1, 1, "目标表!D4"),
    ]


def test_of_overlapping_areas_the_larger_one_is_kept_and_all_texts_too() -> None:
    def fill(_: Workbook, sheet: Worksheet) -> None:
        sheet.write_column(0, 0, ["目标", "", "压着的"])
        sheet.write(0, 3, "旁边")

    areas = (
        b'<mergeCells><mergeCell ref="A1:C2"/><mergeCell ref="A1:C3"/><mergeCell ref="C3:D4"/></mergeCells>'
    )
    data = edited(workbook(fill), "xl/worksheets/sheet1.xml", b"</sheetData>", b"</sheetData>" + areas)
    document = read_office_file(data, "甲.xlsx")
    (grid,) = grids(document)
    assert covers_each_place_once(grid)
    assert grid.cells[0][:6] == (0, 0, "目标", "目标表!A1", 3, 3)
    assert "目标表!A3“压着的”" in grid.cells[0].doubt
    assert document.notices == ("工作表“目标表”有 2 处合并单元格互相重叠，只保留了大的",)


def test_what_is_hidden_is_read_and_said() -> None:
    def fill(book: Workbook, sheet: Worksheet) -> None:
        sheet.write_column(0, 0, ["甲", "乙"])
        sheet.set_row(1, options={"hidden": True})
        other = book.add_worksheet("备份")
        other.write(0, 0, "丙")
        other.hide()
        book.add_worksheet("空的")

    document = read_office_file(workbook(fill), "甲.xlsx")
    assert [(grid.name, texts(grid)) for grid in grids(document)] == [
        ("目标表", [["甲"], ["乙"]]),
        ("备份", [["丙"]]),
    ]
    assert document.notices == ("工作表“目标表”有隐藏的行或列，也读取了", "工作表“备份”是隐藏的，也读取了")


def test_comments_and_pictures_are_said() -> None:
    def fill(_: Workbook, sheet: Worksheet) -> None:
        sheet.write(0, 0, "甲")
        sheet.write_comment(0, 0, "请核实")

    assert read_office_file(workbook(fill), "甲.xlsx").notices == ("单元格的批注没有读取",)


def test_another_reader_sees_the_same_cells() -> None:
    def fill(book: Workbook, sheet: Worksheet) -> None:
        percent = book.add_format({"num_format": "0%"})
        for row in range(0, 60, 2):
            sheet.merge_range(row, 0, row + 1, 0, f"二级指标{row}")
            sheet.write_row(row, 1, [f"指标{row}", f"≥{row}个", row * 1.25])
            sheet.write(row, 4, row / 100, percent)
            sheet.write_row(row + 1, 1, ["其中：", "", row])

    data = workbook(fill)
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    read = only_grid(data)
    for cell in read.cells:
        value = sheet.cell(cell.row + 1, cell.column + 1).value
        if cell.column == 4 and value is not None:
            assert cell.text == f"{round(value * 100)}%"
        else:
            assert cell.text == ("" if value is None else f"{value}")
    areas = {area.coord for area in sheet.merged_cells.ranges}
    assert {cell.place for cell in read.cells if cell.rows > 1} == {
        f"目标表!{area.partition(':')[0]}" for area in areas
    }
