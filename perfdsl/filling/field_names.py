"""The names of fields that every template may use, whether a table has anything for them or not."""

from __future__ import annotations

INDICATOR = "指标名称"
PROJECT = "项目/名称"
ORDINAL = "序号"
# A row of a template with one of these stands for as many rows as there are indicators.
OF_INDICATORS = frozenset((INDICATOR, "一级指标", "二级指标", "三级指标", "四级指标", "指标值", "实际完成值"))
ENDS_OF_INDICATORS = ("指标值", "实际完成值")
OF_PROJECTS = "项目/"
# Alike in rows below one another, they become one cell.
GROUPED = ("一级指标", "二级指标", "重点工作", "对应项目")
# What tables write as notes; one that does not is blank there.
NOTES = (
    "得分", "自评得分", "偏差原因", "偏差原因分析", "未完成原因", "改进措施", "原因说明", "执行情况", "全年预计完成情况", "完成目标可能性",
    "数据来源", "评分标准", "指标解释", "指标说明", "备注",
)  # fmt: skip
MONEY_NOTES = ("分值", "执行率", "得分", "说明", "备注")
# Written as numbers where they are some, so that the formulas of a template can use them.
NUMBERS = frozenset((ORDINAL, "年度", "分值", "得分", "自评得分", "数值"))
