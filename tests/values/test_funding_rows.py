"""The rows of the field: what offices write, and the row of the form that it is."""

from __future__ import annotations

import pytest

from perfdsl.model.framework import Framework
from perfdsl.model.funding_rows import is_below, row_name
from perfdsl.pipeline import library

SHELF = library()
PROJECT = ("项目支出三类", "项目支出四类")
DEPARTMENT = ("部门整体三类", "部门整体四类")
JIANGSU = ("江苏省部门整体", "江苏省项目支出")
ALL = (*PROJECT, *DEPARTMENT, *JIANGSU)

# written: the form's rows that it may be called
EVERYWHERE = {
    "资金总额": "资金总额",
    "年度资金总额": "资金总额",
    "（一）财政拨款小计": "财政拨款",
    "财政拨款（小计）": "财政拨款",
    "其中：财政拨款": "财政拨款",
    "其中，财政资金": "财政拨款",
    "其中财政拨款": "财政拨款",
    "本年财政拨款": "财政拨款",
    "当年财政拨款": "财政拨款",
    "1、一般公共预算": "一般公共预算资金",
    "1.一般公共预算拨款": "一般公共预算资金",
    "(1)一般公共预算财政拨款": "一般公共预算资金",
    "①一般公共预算资金": "一般公共预算资金",
    "1.1 一般公共预算资金": "一般公共预算资金",
    "一般公共预算资金（万元）": "一般公共预算资金",
    "公共财政拨款": "一般公共预算资金",
    "2、政府性基金预算": "政府性基金",
    "政府性基金预算财政拨款": "政府性基金",
    "财政专户管理资金": "财政专户管理资金",
    "三、上年结转": "上年结转资金",
    "上年结转结余资金": "上年结转资金",
    "上年结转、结余": "上年结转资金",
    "结转结余资金": "上年结转资金",
    "其它资金": "其他资金",
    "其他资金小计": "其他资金",
}
OF_PROJECTS = {
    "项目预算金额": "资金总额",
    "项目资金总额": "资金总额",
    "总额": "资金总额",
    "县级资金": "县区财政资金",
    "区级资金": "县区财政资金",
    "区级财政资金": "县区财政资金",
    "县（区）级资金": "县区财政资金",
    "镇级资金": "乡镇财政资金",
    "市级资金": "市级财政资金",
    "市本级": "市级财政资金",
    "市县资金": "本级财政资金",
    "地方资金": "本级财政资金",
    "本级安排": "本级财政资金",
    "省级资金": "省级财政资金",
    "省级补助资金": "省级财政资金",
    "自治区补助": "省级财政资金",
    "自治区本级资金": "省级财政资金",
    "中央补助": "中央财政资金",
    "中央补助（万元）": "中央财政资金",
    "中央、省、市补助": "上级财政资金",
    "上级转移支付资金": "上级财政资金",
    "二、自有资金": "自有资金",
    "单位自筹": "自有资金",
    "自筹资金": "自有资金",
    "单位资金": "自有资金",
    "3、国有资本经营预算": "国有资本经营预算",
}
OF_DEPARTMENTS = {
    "收入合计": "资金总额",
    "支出合计": "支出合计",
    "支出总额": "支出合计",
    "基本支出小计": "基本支出",
    "人员类": "人员经费",
    "日常公用经费": "公用经费",
    "特定目标类项目": "项目支出",
    "单位资金": "单位资金",
    "事业收入": "事业收入",
    "经营收入": "事业单位经营收入",
    "上级补助收入": "上级补助收入",
    "对个人和家庭的补助": "对个人和家庭的补助",
}
CASES = [
    (framework, written, row)
    for frameworks, rows in ((ALL, EVERYWHERE), (PROJECT, OF_PROJECTS), (DEPARTMENT, OF_DEPARTMENTS))
    for framework in frameworks
    for written, row in rows.items()
]


def form(name: str) -> Framework:
    entry = SHELF.get(name)
    assert entry
    return entry.framework


def rows(framework: Framework, written: str) -> list[str]:
    return [row for rule in framework.blocks if (row := row_name(rule, written)) is not None]


@pytest.mark.parametrize(("framework", "written", "row"), CASES)
def test_what_offices_write_is_a_row_of_the_form(framework: str, written: str, row: str) -> None:
    assert row in rows(form(framework), written)


@pytest.mark.parametrize("written", ["县级资金", "市级资金", "区级资金", "镇级资金", "市县资金"])
def test_money_of_the_own_level(written: str) -> None:
    _is_or_is_below(written, "本级财政资金")


@pytest.mark.parametrize("written", ["省级资金", "自治区补助", "中央补助", "上级补助"])
def test_money_from_above(written: str) -> None:
    _is_or_is_below(written, "上级财政资金")


def _is_or_is_below(written: str, total: str) -> None:
    for framework in PROJECT:
        (rule,) = form(framework).blocks
        row = row_name(rule, written)
        assert row is not None
        assert row == total or is_below(rule, row, total)


@pytest.mark.parametrize("framework", ALL)
@pytest.mark.parametrize(
    "written", ["彩票公益金", "财政投款", "2024年预算", "合计数说明", "年", "（一）", "其中："]
)
def test_what_is_no_row_is_none(framework: str, written: str) -> None:
    assert rows(form(framework), written) == []


@pytest.mark.parametrize("framework", ALL)
def test_no_name_means_two_rows_of_a_block(framework: str) -> None:
    for rule in form(framework).blocks:
        names = [alias for alias, _ in rule.aliases]
        assert len(names) == len(set(names))
        assert not set(names) & set(rule.roots)


@pytest.mark.parametrize("framework", ALL)
def test_every_form_names_its_main_column(framework: str) -> None:
    for rule in form(framework).blocks:
        assert rule.headline in rule.columns
