"""Family T, one line at a time: which rules speak about a target, and which stay silent."""

from __future__ import annotations

import pytest

from perfdsl.diagnostics import Diagnostic, Fix
from perfdsl.pipeline import check_source, library
from perfdsl.syntax.source import Source

SHELF = library()
HEAD = "部门: 示例单位\n年度: 2024\n体系: 江苏省部门整体\n# 指标\n"
GROUPS = {
    "履职": "## 履职\n### 职工权益维护\n",
    "成本": "## 成本指标\n### 经济成本指标\n",
    "数量": "## 产出指标\n### 数量指标\n",
    "效益": "## 效益\n### 社会效益\n",
}


def findings(lines: str, group: str = "履职", head: str = HEAD) -> list[Diagnostic]:
    """The findings of family T about these lines."""
    found = check_source(Source("例.perf", f"{head}{GROUPS[group]}{lines}"), SHELF).findings
    return [one for one in found if one.code.startswith("T")]


def codes(lines: str, group: str = "履职") -> list[str]:
    return [one.code for one in findings(lines, group)]


def apply(line: str, fix: Fix) -> str:
    """The one line of the table with the fix made."""
    for span, new in sorted(fix.edits, reverse=True):
        line = line[: span.start] + new + line[span.end :]
    return line


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        # T501: what adds up over the year
        ("培训人数 >= 3000人 / 2000人", ["T501"]),
        ("培训人数 >= 2万人 / 3万人", []),
        ("投诉人数 <= 3000人 / 2000人", []),
        ("培训人数 >= 3000人 / 1万人次", ["T502"]),
        ("信息库保有量 >= 3000条 / 2000条", []),
        ("培训合格率 >= 98% / 95%", []),
        ("预警响应度 = 3级 / 2级", []),
        ("改造长度 >= 30米 / 20米", ["T501"]),
        ("培训人数 >= - / 2000人", []),
        # T502
        ("补助资金 >= 5000元 / 2万元", ["T502"]),
        ("培训人数 >= 1000 / 2000人", []),
        ("绿化面积 >= 100㎡ / 200平方米", []),
        # T503
        ("培训人数 >= 1000个", ["T503"]),
        ("培训人数 >= 1万个", ["T503"]),
        ("培训人数 = 100%", ["T503"]),
        ("培训人数: 较多", []),
        ("受益人口数 >= 10户", ["T503"]),
        ("活动场次 >= 3次", []),
        ("活动次数 >= 3个", ["T503"]),
        ("开设课程数 >= 3个", []),
        ("到位率 >= 95", ["T503"]),
        ("到位率 >= 95\n> 计量单位: %", []),
        ("到位率(%) >= 95", []),
        ("差错率 = 0", []),
        ("孕产妇死亡率 <= 10/10万", []),
        ("保障人数（人） >= 10人", []),
        ("管护面积（公顷） >= 10亩", ["T503"]),
        ("免费开放天数 = 300天", []),
        # T505
        ("合格率 >= 100%", ["T505"]),
        ("合格率 = 100%", []),
        ("合格率 = 120%", ["T505"]),
        ("产值增长率 >= 120%", []),
        ("税收完成率 >= 105%", []),
        ("床位使用率 >= 100%", []),
        ("按期完成率 >= 100%", ["T505"]),
        # T506, T507
        ("在线率 >= 0.97比例", ["T506"]),
        ("补助标准 <= 28.40/株", ["T507"]),
        ("补助标准 <= 28.40元/株", []),
        ("安排金额 = 28.8万元\n> 单位: %", ["T507"]),
        ("安排金额 = 28.8万元\n> 单位: 万元", []),
        ("水质类别: 优良\n> 单位: 级", []),
        ("完成时间: 2024年6月\n> 单位: 月", []),
        # T508, T516
        ("培训人数 >= **人", ["T508"]),
        ("培训人数: XX人", ["T508"]),
        ('"受益人数(≥**人)" >= 3人', ["T516"]),
        ('"消毒机(≥台)": 1', ["T516"]),
        # T509, T510
        ("秩序: 明显改善", ["T509"]),
        ("秩序: 提升", []),
        ("秩序: 健全", []),
        ("秩序: 效果明显\n> 评(扣)分标准: 按调查结果", []),
        ("影响程度 = 100%", ["T510"]),
        ("满意程度 >= 90%", []),
        # T511
        ("达标率100% >= 98%", ["T511"]),
        ("达标率(100%) >= 98%", ["T511"]),
        ("达标率100% = 100%", []),
        ("完好率不低于95% >= 98%", []),
        ("超标率不超过5% <= 8%", ["T511"]),
        ("负荷率80%以上设备占比 >= 95%", []),
        ("完成率90%-95% >= 92%", []),
        ("有机肥（每亩50公斤） >= 3000公斤", []),
        ("有机肥（袋装50公斤） >= 3000公斤", []),
        ("采购有机肥50公斤 >= 30公斤", ["T511"]),
        # T512
        ("完成时间: 2023年12月底前", ["T512"]),
        ("完成时间: 12月底前", []),
        ("实施时间: 2023年9月-2024年6月", []),
        ("实施时间: 2024年9月-2024年6月", ["T512"]),
        ("实施时间: 2021-2023年", ["T512"]),
        # T514
        ("建设长度: 985米", ["T514"]),
        ("建设长度: 约985米", ["T514", "T520"]),
        ("建设长度: 985米以上", []),
        ("建设长度: 300~500米", []),
        # T515
        ("健全性: 健全/健全", ["T515"]),
        ("健全性: 健全／健全", ["T515"]),
        ("健全性: 健全/完善", []),
        ("健全性: 健全/健全 / 健全/健全", []),
    ],
)
def test_a_line_has_these_findings(line: str, expected: list[str]) -> None:
    assert codes(line) == expected


@pytest.mark.parametrize(
    ("group", "line", "expected"),
    [
        ("成本", "项目总投入 >= 6070万元", ["T504"]),
        ("成本", "项目总投入 >= 6070", ["T504"]),
        ("成本", "设备购置支出 >= 30万元", ["T504"]),
        ("成本", "贫困户补助金额 >= 1000元", []),
        ("成本", "成本节约率 >= 5%", []),
        ("成本", "资金使用效率 >= 95%", []),
        ("效益", "带动社会投资 >= 30万元", []),
        ("效益", "减少企业用工成本 >= 30万元", []),
        ("数量", "建设数量 <= 4个", ["T504"]),
        ("数量", "建设数量 <= 0个", []),
        ("数量", "事故数量 <= 4次", []),
        ("效益", "投诉次数 <= 4次", []),
        ("履职", "服务对象满意度 = 95%", ["T504"]),
        ("履职", "服务对象满意度 >= 95%", []),
        ("履职", "服务对象满意度 = 优", []),
        ("履职", "公用经费控制率 >= 90%", ["T504"]),
        ("履职", "血压控制率 >= 60%", []),
        ("履职", "“三公经费”变动率 >= 0%", ["T504"]),
        ("履职", "收入变动率 >= 5%", []),
        ("履职", "发病率 >= 5%", ["T504"]),
        ("履职", "发病率下降 >= 5%", []),
        ("履职", "课程覆盖率 <= 95%", ["T504"]),
    ],
)
def test_comparators_have_a_direction(group: str, line: str, expected: list[str]) -> None:
    assert codes(line, group) == expected


@pytest.mark.parametrize(
    ("line", "fixed"),
    [
        ("培训人数 >= 1000个 / 2000个", "培训人数 >= 1000人 / 2000人"),
        ("培训人数\t≥1000个\t≥2000个", "培训人数\t≥1000人\t≥2000人"),
        ("  培训人数 ≥ １０００个 [5分] // 个？", "  培训人数 ≥ １０００人 [5分] // 个？"),
        ("到位率 >= 85 / 95", "到位率 >= 85% / 95%"),
        ('"合格率" >= 100% / >= 100% [5分]', '"合格率" = 100% / 100% [5分]'),
        ("合格率：≥100百分比", "合格率 = 100百分比"),
        ("合格率\t≥100%\t≥100%", "合格率 = 100% / 100%"),
        ("在线率 >= 0.9比例 / 0.975比例", "在线率 >= 90% / 97.5%"),
        ('"补助标准(≤元/株)" <= 28.40/株', '"补助标准(≤元/株)" <= 28.40元/株'),
        ("健全性: 健全／健全", "健全性: 健全 / 健全"),
    ],
)
def test_a_fix_repairs_every_cell(line: str, fixed: str) -> None:
    fix = next(one.fix for one in findings(line) if one.fix)
    assert apply(line, fix) == fixed


@pytest.mark.parametrize(
    "line",
    [
        "培训人数 >= 1000个 / 100%",
        "到位率 >= 100",
        "到位率 >= 0.9",
        "到位率 >= 95分",
        "居民满意度 >= 100%",
        "合格率 >= 95% / 100%",
        "合格率 >= 120%",
        "在线率 >= 1比例",
        "补助标准 <= 28.40/株",
    ],
)
def test_what_is_not_certain_has_no_fix(line: str) -> None:
    found = findings(line)
    assert found
    assert not any(one.fix for one in found)


def test_the_second_cell_alone_is_wrong() -> None:
    found = findings("培训人数 >= 1000人 / 2000个")
    assert [(one.code, one.span) for one in found] == [("T502", (7, 16, 21)), ("T503", (7, 16, 21))]


@pytest.mark.parametrize(
    ("header", "lines", "expected"),
    [
        ("项目期: 2022年3月-2025年11月", "完成时间: 2025年底", []),
        ("项目期: 2022年3月-2025年11月", "完成时间: 2026年底", ["T512"]),
        ("项目期: 3年", "完成时间: 2026年底", []),
        ("项目起止时间: 2025年3月-2024年11月", "", ["T512"]),
        ("计划开始日期: 2026/1/1\n计划完成日期: 2027/12/31", "完成时间: 2027年底", []),
        ("开始时间: 2024年\n完成时间: 2023年", "", ["T512"]),
        ("填报日期: 2023年10月9日", "完成时间: 2023年底", ["T512"]),
    ],
)
def test_the_header_says_when_a_project_runs(header: str, lines: str, expected: list[str]) -> None:
    head = f"部门: 示例单位\n年度: 2024\n体系: 江苏省部门整体\n{header}\n# 指标\n"
    assert [one.code for one in findings(lines, head=head)] == expected


def test_a_year_is_part_of_the_whole_project() -> None:
    head = "部门: 示例单位\n年度: 2024\n体系: 江苏省部门整体\n周期: 实施期, 年度\n# 指标\n"
    assert [one.code for one in findings("造林面积 >= 3万亩 / 8万亩", head=head)] == ["T501"]
    assert not findings("造林面积 >= 8万亩 / 3万亩\n完成时间: 2026年底 / 2024年底", head=head)


@pytest.mark.parametrize(
    ("goal", "expected"),
    [
        ("全年培训XX人次。", ["T508"]),
        ("（填写说明：写清数量。）", ["T508"]),
        ("完成____项", ["T508"]),
        ("**重点**帮扶张××同志", []),
        ("高" * 2001, ["T513"]),
        ("高" * 2000, []),
    ],
)
def test_goals_in_prose(goal: str, expected: list[str]) -> None:
    text = f"部门: 示例单位\n年度: 2024\n体系: 江苏省部门整体\n# 年度目标\n{goal}\n"
    found = check_source(Source("例.perf", text), SHELF).findings
    assert [one.code for one in found if one.code.startswith("T")] == expected


def test_a_value_longer_than_sixty_characters() -> None:
    assert codes("秩序: " + "好" * 61) == ["T513"]
    assert codes("秩序: " + "好" * 60) == []
