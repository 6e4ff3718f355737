"""The official form follows the year: 目标表, 监控表 and 自评表 differ in title and columns."""

from __future__ import annotations

import pytest

from perfdsl.formats.printed_form import printed_form
from perfdsl.model.table import Table
from tests.formats.printed import expected
from tests.formats.samples import FULL, read

PLAN = """项目: 单项
年度: 2024
体系: 项目支出三类

# 资金（万元）
> 列: 全年预算数, 全年执行数

资金总额 = 10 / 9{money}

# 指标

## 产出指标
### 数量指标
班次 >= 4期 [50分]{first}
人次 >= 90人 [40分]{second}
- 女职工 >= 30人
"""


def table(money: str = "", first: str = "", second: str = "") -> Table:
    return read(PLAN.format(money=money, first=first, second=second))


def rows(one: Table) -> list[list[str]]:
    """The texts of each row, a cell once, those that began above left out."""
    found: dict[int, list[str]] = {}
    for area in expected(one):
        found.setdefault(area.top, []).append(area.text)
    return [found[top] for top in sorted(found)]


def test_a_plan_has_targets_only() -> None:
    plan = table()
    assert printed_form(plan).title == "项目支出绩效目标表"
    assert ["一级指标", "二级指标", "三级指标", "年度指标值", "分值"] in rows(plan)
    assert ["项目资金（万元）", "资金来源", "全年预算数", "全年执行数"] in rows(plan)


def test_a_self_evaluation_has_what_was_reached_and_its_scores() -> None:
    """Money too: the points of the execution rate, the rate, and what was scored."""
    evaluated = table(
        money=" [10分]\n> 执行率: 90%\n> 得分: 9",
        first="\n=> 5期\n> 得分: 50",
        second="\n=> 80人\n> 得分: 35\n> 偏差原因: 有人请假",
    )
    assert printed_form(evaluated).title == "项目支出绩效自评表"
    found = rows(evaluated)
    money = found.index(
        ["项目资金（万元）", "资金来源", "全年预算数", "全年执行数", "分值", "执行率", "得分"]
    )
    assert found[money + 1] == ["资金总额", "10", "9", "10", "90%", "9"]
    assert found[-4:] == [
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因"],
        ["产出指标", "数量指标", "班次", "≥4期", "5期", "50", "50", ""],
        ["人次", "≥90人", "80人", "40", "35", "有人请假"],
        ["其中：女职工", "≥30人", "", "", "", ""],
    ]


def test_notes_of_points_and_points_in_brackets_are_one_column() -> None:
    evaluated = table(money="\n> 分值: 10\n> 得分: 9")
    assert ["项目资金（万元）", "资金来源", "全年预算数", "全年执行数", "分值", "得分"] in rows(evaluated)


def test_observed_values_of_each_period_have_a_column() -> None:
    full = read(FULL)
    headings = next(row for row in rows(full) if "重点工作" in row)
    assert headings[5:] == [
        "半年指标值", "全年指标值", "半年实际完成值", "全年实际完成值", "分值", "标记", "备注",
    ]  # fmt: skip
    assert ["履职", "技能培训", "开展培训", "示范项目", "培训人数", "≥1000人", "≥2000人", "900人", "2100人",
            "5", "核心", "数据来源：登记表"] in rows(full)  # fmt: skip


@pytest.mark.parametrize(
    ("notes", "stage"),
    [
        ("", "目标"),
        ("\n> 数据来源: 登记表", "目标"),
        ("\n=> 5期", "自评"),
        ("\n> 得分: 9", "自评"),
        ("\n> 执行情况: 3期\n> 完成目标可能性: 确定能", "监控"),
        ("\n> 全年预计完成情况: 4期\n> 得分: 9", "自评"),
    ],
)
def test_what_a_table_holds_tells_its_stage(notes: str, stage: str) -> None:
    title = {"目标": "绩效目标表", "监控": "绩效运行监控表", "自评": "绩效自评表"}[stage]
    assert printed_form(table(first=notes)).title == f"项目支出{title}"


def test_values_of_half_a_year_are_monitored() -> None:
    half = FULL.replace("=> 900人 / 2100人", "=> 900人 / -")
    assert printed_form(read(half)).title == "江苏省省级部门整体预算绩效运行监控表"
    headings = next(row for row in rows(read(half)) if "重点工作" in row)
    assert headings[7:9] == ["半年实际完成值", "分值"]


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("项目支出绩效目标申报表", "项目支出绩效自评表"),
        ("项目绩效公开表", "项目绩效自评表"),
        ("部门整体绩效目标", "部门整体绩效自评表"),
        ("部门整体绩效自评表", "部门整体绩效自评表"),
        ("绩效自评情况", "绩效自评情况"),
        ("一览", "一览（自评）"),
    ],
)
def test_a_title_that_names_its_stage_stays(title: str, shown: str) -> None:
    evaluated = table(first="\n=> 5期")
    evaluated = evaluated._replace(framework=evaluated.framework._replace(title=title))
    assert printed_form(evaluated).title == shown


def test_parts_of_projects_are_rows() -> None:
    listed = read(
        "项目: 单项\n年度: 2024\n体系: 项目支出三类\n\n# 项目（万元）\n\n甲 = 3\n- 乙 = 1\n> 说明: 一\n"
    )
    assert rows(listed)[-2:] == [["甲", "3", ""], ["其中：乙", "1", "一"]]


def test_money_in_another_unit_than_that_of_the_form_names_it() -> None:
    mixed = read(
        "部门: 单项\n年度: 2024\n体系: 部门整体三类\n\n# 资金（万元）\n\n基本支出 = 400000元\n项目支出 = 60\n\n"
        "# 项目（元）\n\n甲 = 600000\n"
    )
    assert rows(mixed)[-3:] == [["基本支出", "400000元"], ["项目支出", "60"], ["甲", "600000元"]]
    listed = read("项目: 单项\n年度: 2024\n体系: 项目支出三类\n\n# 项目（元）\n\n甲 = 3\n")
    assert rows(listed)[-2:] == [["项目", "年度预算数"], ["甲", "3"]]
    assert any(row[0] == "项目资金（元）" for row in rows(listed))
