"""XLSX: read back by another library, it is the official form cell for cell, and no cell is a formula."""

from __future__ import annotations

import gc
import io
from pathlib import Path

import openpyxl
import xlsxwriter
from openpyxl.worksheet.worksheet import Worksheet

from perfdsl.formats.printed_form import printed_form
from perfdsl.formats.xlsx import xlsx
from perfdsl.formats.xlsx_layout import layout
from perfdsl.formats.xlsx_names import SheetNames
from perfdsl.model.table import Table
from perfdsl.site.build import build
from tests.formats.samples import EXAMPLES, FULL, read
from tests.site.grid import read_grid

HEAD = 2  # rows above the grid: title and year


def sheet(table: Table) -> Worksheet:
    return openpyxl.load_workbook(io.BytesIO(xlsx([table]))).active


def shown(cell: openpyxl.cell.cell.Cell) -> str:
    """What a person sees: a number by its format."""
    if isinstance(cell.value, int | float):
        places = len(cell.number_format.partition(".")[2])
        return f"{cell.value:.{places}f}"
    return cell.value or ""


def grid(read_back: Worksheet) -> list[list[str]]:
    """Every text in all the places that its cell covers."""
    texts = [[shown(cell) for cell in row] for row in read_back.iter_rows(min_row=HEAD + 1)]
    for area in read_back.merged_cells.ranges:
        for row in range(area.min_row, area.max_row + 1):
            for column in range(area.min_col, area.max_col + 1):
                if row > HEAD:
                    texts[row - HEAD - 1][column - 1] = shown(read_back.cell(area.min_row, area.min_col))
    return texts


def expected(table: Table) -> list[list[str]]:
    """The same from the form itself."""
    form = printed_form(table)
    placed = layout(form)
    texts = [[""] * len(form.widths) for _ in placed.heights]
    for place in placed.cells:
        for row in range(place.top, place.bottom + 1):
            for column in range(place.left, place.right + 1):
                texts[row][column] = place.cell.text
    return texts


def squeezed(rows: list[list[str]]) -> list[list[str]]:
    return [["".join(text.split()) for text in row] for row in rows]


def test_the_seed_is_the_form_of_its_page(tmp_path: Path) -> None:
    """The page and the sheet of the published table of 无锡市总工会, place for place."""
    build(EXAMPLES / "wuxi", tmp_path / "site", draft=True)
    page = next((tmp_path / "site").glob("*/*/form.html")).read_text("utf-8")
    source = (EXAMPLES / "wuxi/2022/zonggonghui.perf").read_text("utf-8")
    read_back = sheet(read(source, "2022/zonggonghui.perf"))
    assert squeezed(grid(read_back)) == squeezed(read_grid(page))
    assert read_back.dimensions == f"A1:G{len(read_grid(page)) + HEAD}"
    assert read_back["A1"].value == "江苏省省级部门整体预算绩效目标表"
    assert read_back["A2"].value == "2022年度"
    assert {"A1:G1", "A2:G2", "B3:G3"} <= {str(area) for area in read_back.merged_cells.ranges}


def test_every_table_reads_back_as_its_form(tables: list[Table]) -> None:
    for table in tables:
        assert grid(sheet(table)) == expected(table), table.path


def test_no_cell_is_a_formula_a_link_or_an_error(tables: list[Table]) -> None:
    targets = set()
    for table in tables:
        read_back = sheet(table)
        for row in read_back.iter_rows():
            for cell in row:
                assert cell.data_type in ("s", "n"), cell.value
                assert cell.hyperlink is None
                targets.add(cell.value)
    assert {"=100%", "≥-5%", "+1", '=A1\n"两行"', "=1+1", "长" * 500} <= targets


def test_money_is_a_number_that_shows_what_was_written(full: Table) -> None:
    numbers = [
        cell for row in sheet(full).iter_rows() for cell in row if cell.data_type == "n" and cell.value
    ]
    assert [(cell.value, cell.number_format) for cell in numbers[:2]] == [(100.5, "0.00"), (100.5, "0.00")]


def test_digits_that_a_number_would_lose_stay_text() -> None:
    text = FULL.replace("100.50", "1234567890123456.78")
    texts = [cell.value for row in sheet(read(text)).iter_rows() for cell in row]
    assert "1234567890123456.78" in texts


def test_prose_too_high_for_a_row_takes_several() -> None:
    long = "\n\n".join(f"第{i}项职责：" + "贯彻执行有关方针政策，" * 12 for i in range(60))
    table = read(FULL.replace("负责**技能**培训。", long))
    read_back = sheet(table)
    assert all(row.height is None or row.height <= 409 for row in read_back.row_dimensions.values())
    label = next(
        area
        for area in read_back.merged_cells.ranges
        if read_back.cell(area.min_row, area.min_col).value == "单位主要职能"
    )
    assert label.max_row - label.min_row >= 3
    assert grid(read_back) == expected(table)


def test_more_than_a_cell_can_hold_is_cut_and_said() -> None:
    table = read(FULL.replace("负责**技能**培训。", "长" * 40_000))
    text = next(
        cell.value for row in sheet(table).iter_rows() for cell in row if str(cell.value).startswith("长长")
    )
    assert len(text) == 32_767
    assert text.endswith("其余请看网页或 JSON）")


def test_it_prints_on_a4_as_wide_as_the_page(full: Table) -> None:
    read_back = sheet(full)
    assert read_back.page_setup.paperSize == 9
    assert (read_back.page_setup.fitToWidth or 1, read_back.page_setup.fitToHeight) == (1, 0)
    assert read_back.sheet_properties.pageSetUpPr.fitToPage


def test_several_tables_are_sheets_of_their_own(tables: list[Table]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx(tables)))
    assert len(book.sheetnames) == len(tables)
    assert len({name.casefold() for name in book.sheetnames}) == len(tables)


def test_a_workbook_that_was_made_is_let_go_at_once(tables: list[Table]) -> None:
    """Not only when Python looks for cycles in all that there is: a preview makes one after the other, all day."""
    parts = xlsxwriter.Workbook, xlsxwriter.worksheet.Worksheet
    gc.collect()
    gc.disable()
    try:
        xlsx(tables)
        left = [one for one in gc.get_objects() if type(one) in parts]
    finally:
        gc.enable()
    assert not left


def test_names_of_sheets_are_what_a_spreadsheet_allows() -> None:
    names = SheetNames()
    wanted = ["a/b[c]:*?\\", "'引号'", "", "长" * 500, "长" * 500, "示例单位", "示例单位", "A", "a", "\n\t"]
    given = [names.of(name) for name in wanted]
    assert given[:3] == ["a_b_c_____", "引号", "绩效目标表"]
    assert given[3:7] == ["长" * 31, "长" * 29 + "~2", "示例单位", "示例单位~2"]
    assert given[7:] == ["A", "a~2", "绩效目标表~2"]
