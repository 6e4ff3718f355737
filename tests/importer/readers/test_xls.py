"""XLS: the same as XLSX, as far as the format tells it."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import pytest
import xlwt

from perfdsl.importer.office import OfficeCell
from perfdsl.importer.reading import read_office_file
from tests.importer.readers.sheets import covers_each_place_once, grids, only_grid, texts


def saved(book: Any) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (1, "0%", "100%"),
        (0.955, "0%", "95.5%"),
        (897.334, "General", "897.334"),
        (1200, "#,##0.00", "1,200.00"),
        ("≥95%", "@", "≥95%"),
        ("一行\n二行", "General", "一行\n二行"),
        (True, "General", "TRUE"),
        (datetime(2022, 12, 31), 'yyyy"年"m"月"d"日"', "2022年12月31日"),  # noqa: DTZ001 - as in a spreadsheet
    ],
)
def test_a_cell_is_read_as_it_is_shown(value: object, number_format: str, shown: str) -> None:
    book = xlwt.Workbook()
    book.add_sheet("目标表").write(11, 2, value, xlwt.easyxf(num_format_str=number_format))
    assert only_grid(saved(book), "甲.xls").cells == (OfficeCell(0, 0, shown, "目标表!C12"),)


def test_a_number_that_does_not_end_is_doubted() -> None:
    book = xlwt.Workbook()
    book.add_sheet("目标表").write(0, 0, 1 / 3, xlwt.easyxf(num_format_str="0.0%"))
    (cell,) = only_grid(saved(book), "甲.xls").cells
    assert cell.text == "33.3%"
    assert "33.3333333333333%" in cell.doubt


def test_merged_cells_and_what_is_hidden() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("目标表")
    sheet.write_merge(0, 0, 0, 2, "部门整体绩效目标表")
    sheet.write_merge(1, 2, 0, 0, "产出")
    for row in (1, 2):
        sheet.write(row, 1, f"指标{row}")
        sheet.write(row, 2, f"≥{row}")
    sheet.row(2).hidden = True
    other = book.add_sheet("备份")
    other.write(0, 0, "丙")
    other.visibility = 1
    document = read_office_file(saved(book), "甲.xls")
    first, second = grids(document)
    assert covers_each_place_once(first)
    assert texts(first) == [["部门整体绩效目标表"] * 3, ["产出", "指标1", "≥1"], ["产出", "指标2", "≥2"]]
    assert second.name == "备份"
    assert document.notices == ("工作表“目标表”有隐藏的行或列，也读取了", "工作表“备份”是隐藏的，也读取了")
