"""CSV: a fact in each cell, nothing that a spreadsheet could run, nothing lost."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdsl.formats.csv_cells import GUARD, guard
from perfdsl.formats.csv_rows import BOM, csv_head, csv_rows
from perfdsl.formats.records.of_table import Records, records
from perfdsl.formats.sheets import COMPARATORS, FUNDING, INDICATORS, PROJECTS, SHEETS, UNITS, Sheet
from perfdsl.model.table import Table


def csv_file(sheet: Sheet, tables: Iterable[Table]) -> bytes:
    return csv_head(sheet) + b"".join(csv_rows(sheet, records(table)) for table in tables)


def unguard(text: str) -> str:
    """What ``guard`` was given, as a reader gets it back."""
    return text.removeprefix(GUARD)


def rows(sheet: Sheet, *tables: Table) -> list[dict[str, str]]:
    text = csv_file(sheet, tables).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def picked(row: dict[str, str], titles: str) -> list[str]:
    return [row[title] for title in titles.split()]


def facts(sheet: Sheet, found: Records) -> list[dict[str, object]]:
    """The fields of the records that a sheet shows, by name."""
    whose = {"unit_name": found.unit.name, "year": found.unit.year}
    if sheet is INDICATORS:
        return [one._asdict() | target._asdict() | whose for one, all_ in found.indicators for target in all_]
    shown = {UNITS: (found.unit,), FUNDING: found.funding, PROJECTS: found.projects}[sheet]
    return [one._asdict() | (whose if sheet.unit else {}) for one in shown]


def test_every_cell_is_that_of_its_column(tables: list[Table]) -> None:
    words = {True: "是", False: "否", None: "", **COMPARATORS}
    for sheet in SHEETS:
        for table in tables:
            for row, fact in zip(rows(sheet, table), facts(sheet, records(table)), strict=True):
                for column in sheet.columns:
                    value = fact[column.name]
                    is_word = column.kind in ("boolean", "comparator") or value is None
                    expected = words[value] if is_word else str(value)  # type: ignore[index]
                    assert row[column.title] in (expected, guard(expected)), column


def test_one_row_for_each_indicator_and_period(full: Table) -> None:
    first, second, part, *_ = rows(INDICATORS, full)
    shown = "名称 一级指标 二级指标 重点工作 对应项目 三级指标 期 比较 数值 计量单位 指标值 分值 标记"
    assert picked(first, shown) == [
        "示例单位", "履职", "技能培训", "开展培训", "示范项目", "培训人数", "半年", "大于等于", "1000", "人", "1000人", "5", "核心",
    ]  # fmt: skip
    assert picked(second, "期 数值 实际数值 实际完成值 说明") == [
        "全年",
        "2000",
        "2100",
        "2100人",
        "数据来源：登记表",
    ]
    assert picked(part, "三级指标 上级指标编号") == ["女职工", first["指标编号"]]


def test_a_range_has_both_ends_and_a_described_value_no_number(full: Table) -> None:
    by_name = {row["三级指标"]: row for row in rows(INDICATORS, full)}
    assert picked(by_name["每亩成本"], "比较 数值 数值上限 计量单位") == ["小于等于", "100", "200", "元"]
    assert picked(by_name["满意度"], "比较 数值 计量单位 指标值 是否定量") == [
        "等于",
        "100",
        "%",
        "100%",
        "是",
    ]


def test_money_in_the_written_unit_and_in_yuan(full: Table) -> None:
    money = {(row["资金名称"], row["栏"]): row for row in rows(FUNDING, full)}
    whole = money["资金总额", "全年预算数"]
    assert picked(whole, "收支 级次 金额 金额单位 金额（元） 合计得出") == [
        "收入",
        "1",
        "100.50",
        "万元",
        "1005000",
        "是",
    ]
    source = money["一般公共预算资金", "全年预算数"]
    assert picked(source, "级次 金额 合计得出") == ["3", "100.50", "否"]
    assert money["财政拨款", "全年预算数"]["上级编号"] == whole["资金编号"]
    assert money["基本支出", "半年计划执行数"]["说明"] == "说明：含人员经费"
    assert ("政府性基金", "全年预算数") not in money


def test_projects_and_their_parts(full: Table) -> None:
    project, _, part, _ = rows(PROJECTS, full)
    assert picked(project, "项目名称 所属项目编号 金额（元） 对应重点工作 说明") == [
        "示范项目", "", "300000", "开展培训", "立项依据：某号文件",
    ]  # fmt: skip
    assert picked(part, "项目名称 所属项目编号 金额") == ["设备购置", project["项目编号"], "10"]


def test_a_unit_with_its_header(full: Table) -> None:
    (unit,) = rows(UNITS, full)
    shown = "表编号 类别 名称 年度 编码 发布机构 公开日期 其他表头 资金总额（元） 项目数 指标数 定量指标数"
    assert picked(unit, shown) == [
        "2024/320200", "部门", "示例单位", "2024", "320200", "示例市财政局", "2024年2月5日", "填报人：张三", "1005000", "1", "3", "3",
    ]  # fmt: skip


def test_a_file_for_excel(full: Table) -> None:
    for sheet in SHEETS:
        data = csv_file(sheet, [full])
        assert data.startswith(BOM.encode())
        assert data.count(BOM.encode()) == 1
        assert data.count(b"\r\n") == data.count(b"\n")


def test_nothing_is_a_formula_and_every_name_comes_back(tables: list[Table]) -> None:
    for sheet in SHEETS:
        kinds = {column.title: column.kind for column in sheet.columns}
        for row in rows(sheet, *tables):
            for title, text in row.items():
                if kinds[title] != "number":
                    assert not text.lstrip().startswith(tuple("=+-@＝＋－＠\t\r")), (title, text)
    names = {name for table in tables for name in (one.name for one in table.with_parts())}
    assert {unguard(row["三级指标"]) for row in rows(INDICATORS, *tables)} == names


def test_the_hostile_table(hostile: Table) -> None:
    names = [row["三级指标"] for row in rows(INDICATORS, hostile)]
    assert names == ['\'=A1\n"两行"', "'+1", "''已有撇号", "'－1", "长" * 500]
    (unit,) = rows(UNITS, hostile)
    assert unit["名称"] == "'" + hostile.name
    assert rows(FUNDING, hostile)[0]["金额"] == "-5"


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@x", "\tx", "\r=x", "＝1", "  =1", "　＝1", "'", "'=1"]
)
def test_what_gets_a_guard(text: str) -> None:
    assert guard(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "100%", "健全", "1-2", "a=b", "“三公经费”变动率", " x"])
def test_what_gets_none(text: str) -> None:
    assert guard(text) == text


@given(st.text())
def test_the_guard_loses_nothing(text: str) -> None:
    assert unguard(guard(text)) == text
