"""A sum with a term that nobody can read is not to be told: in the tree, in the key figures, in every data file."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import jsonschema
import pytest

from perfdsl.checks.funding.b407_unknown_row import check as unknown_rows
from perfdsl.formats.csv_rows import csv_head, csv_rows
from perfdsl.formats.records.of_table import records
from perfdsl.formats.sheets import FUNDING
from perfdsl.formats.table_json import table_json
from perfdsl.model.bind import bind
from perfdsl.model.read_framework import read_framework
from perfdsl.model.table import NOT_SUMMED, FundingLine, Table
from perfdsl.pipeline import check_source, library
from perfdsl.presentation.figures import figures
from perfdsl.syntax.parser import parse
from perfdsl.syntax.source import Source

SHELF = library()
DEPARTMENT = "部门: 示例单位\n年度: 2024\n体系: 江苏省部门整体\n# 资金（万元）\n"
PROJECT = "项目: 示例项目\n年度: 2024\n体系: 项目支出三类\n# 资金（万元）\n"


def read(text: str) -> Table:
    table = check_source(Source("例.perf", text), SHELF).table
    assert table
    return table


def row(table: Table, name: str) -> FundingLine:
    found = table.funding.find(name)
    assert found
    return found


def total(text: str) -> str | None:
    """The headline: a number, 无法合计, or None."""
    found = figures(read(text)).total
    return found and (f"{found.number:f}" if found.number is not None else found.text)


@pytest.mark.parametrize(
    "cell",
    ["2860。50", "286,30", "12O", "l20", "￥120", "壹佰贰拾", "100+20", "120（含上年）", "约120", ">= 120"],
)
def test_a_sum_of_what_is_no_number_is_not_to_be_told(cell: str) -> None:
    table = read(f"{DEPARTMENT}一般公共预算资金 = {cell}\n其他资金 = 5\n".replace("= >=", ">="))
    for name in ("资金总额", "财政拨款"):
        (amount,) = row(table, name).amounts
        assert (amount.number, amount.text, amount.as_term) == (None, NOT_SUMMED, NOT_SUMMED)
    assert figures(table).total is not None
    assert figures(table).parts[0][1].is_unknown or figures(table).parts == ()


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        pytest.param("一般公共预算资金 = 100\n其他资金 = 5", "105", id="all read"),
        pytest.param("一般公共预算资金 100\n其他资金 = 5", NOT_SUMMED, id="an unread line of a row"),
        pytest.param("随便写 100\n其他资金 = 5", NOT_SUMMED, id="an unread line of no row"),
        pytest.param("其他资金 = 5\n> 备注 甲", "5", id="an unread note"),
        pytest.param("其他资金 = 5\n- 某项 3", "5", id="an unread part"),
        pytest.param("资金总额 = 105\n一般公共预算资金 = 100\n其他资金 = 5", "105", id="proved"),
        pytest.param("资金总额 = 110\n一般公共预算资金 = 100\n其他资金 = 5", NOT_SUMMED, id="contradicted"),
        pytest.param(
            "财政拨款 = 90\n一般公共预算资金 = 100\n其他资金 = 5", NOT_SUMMED, id="contradicted below"
        ),
        pytest.param("资金总额 = 105\n一般公共预算资金 = 1OO\n其他资金 = 5", NOT_SUMMED, id="not proved"),
        pytest.param("资金总额 = 105", "105", id="only the total"),
        pytest.param("资金总额 = 105\n彩票公益金 = 7", "105", id="a stranger beside the total"),
        pytest.param("其他资金 = 5\n彩票公益金 = 7", "5", id="a stranger beside a term"),
        pytest.param(
            "资金总额 = 12\n其他资金 = 5\n彩票公益金 = 7",
            NOT_SUMMED,
            id="a stranger that a total may count in",
        ),
        pytest.param("彩票公益金 = 7", NOT_SUMMED, id="only a stranger"),
        pytest.param("财政拨款 = 100\n当年财政拨款 = 90", NOT_SUMMED, id="one row, two amounts"),
        pytest.param("财政拨款 = 100\n当年财政拨款 = 100", "100", id="one row, twice the same"),
        pytest.param("一般公共预算资金 = 100 / 200\n其他资金 = 5", NOT_SUMMED, id="two values in one column"),
        pytest.param("基本支出 = 90 / 226.124", "226.124", id="only spending"),
        pytest.param(
            "基本支出 = 90 / 226.124\n项目支出 300 / 5", NOT_SUMMED, id="an unread line of spending"
        ),
        pytest.param("一般公共预算资金 = -", None, id="nothing"),
        pytest.param("一般公共预算资金 = 0", "0", id="zero"),
    ],
)
def test_the_headline_is_proved_or_is_none(rows: str, said: str | None) -> None:
    assert total(DEPARTMENT + rows) == said


def test_a_stranger_is_in_no_sum_and_is_not_lost() -> None:
    table = read(f'{PROJECT}年度资金总额 = 2279.048\n"其中:财政投款" = 2279.048万元\n- 设备 = 3\n')
    (block,) = table.funding.blocks
    assert [line.name for line in block.lines] == ["资金总额"]
    assert [line.name for line in block.unlisted] == ["其中:财政投款"]
    assert [line.name for line in block.unlisted[0].children] == ["设备"]
    assert total(f'{PROJECT}年度资金总额 = 2279.048\n"其中:财政投款" = 2279.048万元\n') == "2279.048"


def test_a_stranger_stands_in_the_block_of_the_lines_around_it() -> None:
    table = read(f"{DEPARTMENT}其他资金 = 5\n彩票公益金 = 7\n基本支出 = 1 / 5\n还贷支出 = 1 / 2\n")
    apart = {block.name: [line.name for line in block.unlisted] for block in table.funding.blocks}
    assert apart == {"收入": ["彩票公益金"], "支出": ["还贷支出"]}


def test_a_total_among_the_projects_is_no_project() -> None:
    table = read(f"{DEPARTMENT}其他资金 = 5\n# 项目（万元）\n甲 = 1 / 3\n乙 = 0 / 2\n合计 = 1 / 5\n")
    found = figures(table)
    assert (found.projects, found.project_total and found.project_total.text) == (2, "5")
    assert [amount.text for amount in row(table, "项目支出").amounts] == ["1", "5"]


def test_an_unread_project_leaves_no_sum_of_the_others() -> None:
    table = read(f"{DEPARTMENT}其他资金 = 5\n# 项目（万元）\n甲 = 1 / 3\n乙 0 / 2\n")
    found = figures(table)
    assert found.project_total is not None
    assert found.project_total.is_unknown
    assert [amount.text for amount in row(table, "项目支出").amounts] == [NOT_SUMMED, NOT_SUMMED]


@pytest.mark.parametrize(
    ("columns", "amounts", "said"),
    [
        ("金额, 2022年实际执行数, 2023年实际执行数", "814 / 662.98 / 794.55", "814"),
        ("年初预算数, 全年预算数, 全年执行数", "202.64 / 132.912 / 130", "132.912"),
        ("2023年, 2024年, 2025年", "1 / 2 / 3", "2"),
        ("申报数, 核定数", "80 / 60", NOT_SUMMED),
        ("申报数, 核定数\n> 主列: 核定数", "80 / 60", "60"),
    ],
)
def test_the_headline_is_of_the_year_or_of_no_column(columns: str, amounts: str, said: str) -> None:
    assert total(f"{PROJECT}> 列: {columns}\n资金总额 = {amounts}\n") == said


def test_an_amount_has_the_unit_that_its_name_says() -> None:
    table = read("项目: 甲\n年度: 2024\n体系: 项目支出三类\n# 资金（元）\n年度金额（万元） = 397\n")
    found = figures(table).total
    assert found is not None
    assert found.yuan == 3_970_000


def test_rows_may_be_added_where_the_form_says_so() -> None:
    """They are no finding, and in no sum either."""
    form = (
        "体系: 某县\n标题: 某县表\n适用: 项目\n# 资金（万元）\n> 列: 金额\n> 可增行: 是\n"
        "资金总额 = 财政拨款 + 其他资金\n# 指标\n## 产出\n"
    )
    framework, _ = read_framework(parse(Source("某县.perf", form)))
    text = "项目: 甲\n年度: 2024\n体系: 某县\n# 资金（万元）\n财政拨款 = 5\n村集体出资 = 7\n"
    table, _ = bind(parse(Source("甲.perf", text)), framework)
    (block,) = table.funding.blocks
    assert [line.name for line in block.unlisted] == ["村集体出资"]
    found = figures(table).total
    assert found is not None
    assert found.text == "5"
    assert unknown_rows.check
    assert list(unknown_rows.check(table)) == []


@pytest.mark.parametrize(
    ("rows", "said", "codes"),
    [
        pytest.param("资金总额 = 12\n财政拨款 = 5\n村集体出资 = 7", "12", [], id="counted in"),
        pytest.param("资金总额 = 15\n财政拨款 = 5\n村集体出资 = 7\n捐款 = 3", "15", [], id="all counted in"),
        pytest.param("资金总额 = 5\n财政拨款 = 5\n村集体出资 = 7", "5", [], id="not counted in"),
        pytest.param("资金总额 = 9\n财政拨款 = 5\n村集体出资 = 7", NOT_SUMMED, ["B410"], id="some of it"),
        pytest.param("资金总额 = 20\n财政拨款 = 5\n村集体出资 = 7", NOT_SUMMED, ["B401"], id="more than all"),
        pytest.param(
            "资金总额 = 9\n财政拨款 = 5\n其他资金 = 1\n村集体出资 = 7",
            NOT_SUMMED, ["B401"], id="some of it, where no row of the form is missing",
        ),
        pytest.param("资金总额 = 12\n财政拨款 = 5\n村集体出资 = 约7", NOT_SUMMED, ["B405", "B410"], id="unread"),
        pytest.param("资金总额 = 10\n财政拨款 = 5\n财政拨款 = 5", NOT_SUMMED, ["B410", "R603"], id="one row twice"),
    ],
)  # fmt: skip
def test_a_written_total_beside_added_rows_is_proved_with_all_or_without(
    rows: str, said: str, codes: list[str], tmp_path: Path
) -> None:
    form = (
        "体系: 某县\n标题: 某县表\n适用: 项目\n# 资金（万元）\n> 可增行: 是\n资金总额 = 财政拨款 + 其他资金\n"
    )
    (tmp_path / "某县.perf").write_text(form, "utf-8")
    text = f"项目: 甲\n年度: 2024\n体系: 某县\n# 资金（万元）\n{rows}\n"
    checked = check_source(Source("甲.perf", text), library([tmp_path]))
    assert checked.table
    found = figures(checked.table).total
    assert found
    assert found.text == said
    assert sorted({one.code for one in checked.findings if one.code[0] in "BR"}) == codes


def test_data_files_have_no_number_for_it(root: Path) -> None:
    table = read(f"{DEPARTMENT}一般公共预算资金 = 12O\n其他资金 = 5\n彩票公益金 = 7\n")
    data = table_json(table)
    schema = json.loads((root / "perfdsl/formats/table.schema.json").read_text("utf-8"))
    jsonschema.validate(data, schema)
    income = data["funding"]["blocks"][0]
    (top,) = income["rows"]
    assert top["amounts"] == [{"column": "全年预算数", "number": None, "unit": "万元", "text": NOT_SUMMED}]
    assert [one["name"] for one in income["unlisted"]] == ["彩票公益金"]
    rows = list(
        csv.DictReader(
            io.StringIO((csv_head(FUNDING) + csv_rows(FUNDING, records(table))).decode("utf-8-sig"))
        )
    )
    found = {one["资金名称"]: (one["金额（元）"], one["原文"], one["未列入表式"]) for one in rows}
    assert found == {
        "资金总额": ("", NOT_SUMMED, "否"),
        "财政拨款": ("", NOT_SUMMED, "否"),
        "一般公共预算资金": ("", "12O", "否"),
        "其他资金": ("50000", "5", "否"),
        "彩票公益金": ("70000", "7", "是"),
    }
