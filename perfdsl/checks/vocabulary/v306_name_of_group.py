"""V306: an indicator that is called like its group (社会成本指标) says nothing to measure."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.row import Row
from perfdsl.checks.rule import Finding, row_rule
from perfdsl.model.table import Indicator
from perfdsl.model.values import is_blank
from perfdsl.text.patterns import lazy

_CATEGORY = lazy(
    r"(?:经济|社会|生态|环境|生态环境|可持续|项目|部门)?(?:成本|效益|影响|发展|数量|质量|时效|进度|产出|满意度)指标\Z"
)


@row_rule("V306", "指标与分组同名", "warning")
def check(row: Row) -> Iterator[Finding]:
    """Names of categories, or equal to a group above. A 满意度 is left alone: it can be measured under that name."""
    name = row.indicator.name
    if row.is_part or is_blank(name):
        return
    if _is_category(name) or (not name.endswith("满意度") and _is_group(name, row.indicator)):
        message = f"指标“{name}”只是分组的名称，看不出考核什么"
        yield Finding(row.indicator.span, message, "写成具体的指标，例如“受益群众人数”“污水处理达标率”")


def _is_category(name: str) -> bool:
    return name.endswith("指标") and _CATEGORY.match(name) is not None


def _is_group(name: str, indicator: Indicator) -> bool:
    bare = name.removesuffix("指标")
    above = indicator.path + indicator.groups
    return bare in above or f"{bare}指标" in above
