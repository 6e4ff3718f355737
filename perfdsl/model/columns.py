"""Columns of money: which of them holds the year's budget (主列)."""

from __future__ import annotations

from perfdsl.memo import cached_call
from perfdsl.text.folding import squeeze
from perfdsl.text.patterns import lazy

_OTHER = (
    "执行",
    "决算",
    "实际",
    "完成",
    "支付",
    "支出数",
    "到位",
    "半年",
    "季度",
    "截至",
    "累计",
    "上年",
    "去年",
)
_WHOLE = ("全周期", "中期", "实施期", "项目期", "总投资", "总预算", "总概算", "规划期")
_COMPARED = ("增减", "变动", "差额", "比例", "占比", "%", "率")
_YEARLY = (
    ("全年", "预算"),
    ("年度", "预算"),
    ("本年", "预算"),
    ("当年", "预算"),
    ("调整", "预算"),
    ("预算",),
)
_NAMES_OF_YEAR = (*_YEARLY, ("全年",), ("年度",), ("本年",), ("当年",))
_YEAR = lazy(r"(?:19|20)\d\d")


@cached_call()
def headline_column(columns: tuple[str, ...], named: str, year: int | None) -> int | None:
    """The index of the column that ``named`` names, or else of the only one that can be the budget of ``year``.

    None where several can: what was planned for half a year, what was executed, another year and the whole project
    period are no budget of the year; the last column is no better a guess than any other.
    """
    if named and squeeze(named) in map(squeeze, columns):
        return [squeeze(column) for column in columns].index(squeeze(named))
    if len(columns) < 2:
        return 0
    possible = [i for i, column in enumerate(columns) if _may_be_budget(column, year)]
    for words in ((), *_NAMES_OF_YEAR):
        found = [i for i in possible if all(word in columns[i] for word in words)]
        if len(found) == 1:
            return found[0]
    return None


def _may_be_budget(column: str, year: int | None) -> bool:
    name = squeeze(column)
    years = set(map(int, _YEAR.findall(name)))
    if years and year is not None and years != {year}:
        return False
    return not any(word in name for word in (*_OTHER, *_WHOLE, *_COMPARED))
