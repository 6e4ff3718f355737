"""What stands in a file is in the source, or is kept as a remark; a word that may mean two things is no comparator."""

from __future__ import annotations

import pytest

from perfdsl.importer.file_import import import_bytes
from perfdsl.importer.importing import ImportedTable
from perfdsl.pipeline import check_source, library
from perfdsl.syntax.source import Source

HEAD = "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t改造公园\t≥2个\n"


def imported(text: str) -> ImportedTable:
    (table,) = import_bytes(text.encode(), "表.tsv", library()).tables
    return table


def test_a_line_above_that_is_no_title_is_kept() -> None:
    table = imported(f"项目支出绩效目标表\n2025年度\n县长批示：从严控制\n项目名称\t公园改造\n{HEAD}")
    assert "县长批示：从严控制" in table.text
    assert [use.cell.text for use in table.leftovers] == ["县长批示：从严控制"]


def test_a_department_stays_one_whatever_its_title_says() -> None:
    table = imported(f"2025年度专项资金绩效目标表\n部门名称\t某某局\n{HEAD}")
    assert table.text.startswith("部门: 某某局\n")


def test_two_words_before_an_amount_are_both_kept() -> None:
    table = imported(
        f"项目名称\t公园改造\n项目资金（万元）\t资金来源\t年度预算数\n\t其他资金\t5\n\t捐赠\t自筹资金\t6\n{HEAD}"
    )
    assert all(word in table.text for word in ("其他资金", "捐赠", "自筹资金"))


def test_money_in_a_unit_that_no_heading_has_says_it_itself() -> None:
    table = imported(f"项目名称\t公园改造\n项目资金（亿元）\t资金来源\t年度预算数\n\t资金总额\t1.2\n{HEAD}")
    assert "资金总额 = 1.2亿元" in table.text
    read = check_source(Source("a.perf", table.text), library()).table
    assert read is not None
    total = read.funding.find("资金总额")
    assert total is not None
    assert total.amounts[0].yuan == 120_000_000


@pytest.mark.parametrize("word", ["正向", "反向", "正向指标"])
def test_a_direction_is_no_comparator(word: str) -> None:
    head = "一级指标\t二级指标\t三级指标\t计算符号\t指标值\n产出指标\t数量指标\t改造公园\t"
    table = imported(f"项目名称\t公园改造\n{head}{word}\t2个\n")
    assert f"改造公园: 2个\n> 计算符号: {word}\n" in table.text
