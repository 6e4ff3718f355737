"""V305: an indicator whose name says that it belongs to another class: 成活率 is quality, not quantity."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from perfdsl.checks.row import Row
from perfdsl.checks.rule import Finding, row_rule
from perfdsl.memo import cached_by_identity
from perfdsl.model.framework import Framework
from perfdsl.model.table import Indicator
from perfdsl.text.patterns import lazy

_CLASSES = ("数量", "质量", "时效", "成本", "满意度", "效益", "可持续")
_BRACKETS = lazy(r"[(（][^()（）]*[)）]")
_MONEY = ("元", "万元", "亿元")


class _Sign(NamedTuple):
    """Names of this form belong to ``home``; ``wrong`` are the classes where they are a mistake."""

    form: re.Pattern[str]
    home: str
    wrong: tuple[str, ...]


_OUTPUTS = ("数量", "质量", "时效")
_SIGNS = (
    _Sign(lazy(r"满意[度率]\Z"), "满意度", ("数量", "质量", "时效", "成本", "效益", "可持续")),
    _Sign(lazy(r"(?:成活|合格|达标|优良|优秀|完好|准确|正确)率\Z"), "质量", ("数量", "时效")),
    _Sign(lazy(r"(?:及时|按时|按期|准时|如期)\w{0,4}[率性]\Z"), "时效", ("数量", "质量")),
    _Sign(lazy(r"(?:人数|人次|人次数|户数|场次|次数|个数|数量)\Z"), "数量", ("质量", "时效")),
    _Sign(
        lazy(r"(?<!企业)(?<!降低)(?<!减少)(?<!节约)成本(?:控制\w{0,30}|标准|数|总额|额)?\Z"),
        "成本",
        _OUTPUTS,
    ),
)
_SPENDING = lazy(r"(?:费|费用|支出|投入|投资|投入资金)(?:安排)?(?:金额|总额|数额)?\Z")


@row_rule("V305", "指标放错类别", "warning")
def check(row: Row) -> Iterator[Finding]:
    """Indicators under a class that their name contradicts, where the framework has the right one."""
    indicator = row.indicator
    here = _classes(row.framework).get(indicator.groups[-1], "") if indicator.groups else ""
    if not here or row.is_part:
        return
    homes = _homes(row.framework)
    name = _BRACKETS.sub("", indicator.name)
    home = next((sign.home for sign in _SIGNS if here in sign.wrong and sign.form.search(name)), "")
    if home in homes:
        message = f"“{indicator.name}”是{home}方面的指标，写在了“{indicator.path[-1]}”下"
        yield Finding(indicator.span, message, f"移到“{homes[home]}”下")
    elif here == "数量" and _is_spending(name, indicator):
        message = f"“{indicator.name}”是花掉的钱，不是产出，写在了“{indicator.path[-1]}”下"
        where = f"金额写到“{homes['成本']}”下" if "成本" in homes else "金额写在资金里"
        yield Finding(indicator.span, message, f"{where}，这里写用这笔钱办成了什么")


@cached_by_identity
def _classes(framework: Framework) -> dict[str, str]:
    return {group.name: _class_of(group.name) for group in framework.all_groups()}


@cached_by_identity
def _homes(framework: Framework) -> dict[str, str]:
    """The framework's group for each class: the first one that has no groups below."""
    homes: dict[str, str] = {}
    for group in framework.all_groups():
        if not group.children and (kind := _class_of(group.name)):
            homes.setdefault(kind, group.name)
    return homes


def _class_of(group: str) -> str:
    """What a group of the framework is about; one that the writer has named is not asked."""
    return next((kind for kind in _CLASSES if kind in group), "")


def _is_spending(name: str, indicator: Indicator) -> bool:
    if not _SPENDING.search(name):
        return False
    return any(target.value.unit in _MONEY for target in indicator.targets)
