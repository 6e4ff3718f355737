"""What names say: their core, what they count, the unit in their bracket."""

from __future__ import annotations

import pytest

from perfdsl.checks.counted import counted, is_rate
from perfdsl.model.indicator_names import core_name, unit_in_name


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("苗木成活率(≥**%)", "苗木成活率"),
        ("受益人口数≥**人", "受益人口数"),
        ("质量达标率100%", "质量达标率"),
        ("结余率（计算方法为:结余数/预算数）", "结余率"),
        ("困难(特困)职工人数", "困难(特困)职工人数"),
        ("88", ""),
    ],
)
def test_the_core_is_what_the_name_ends_in(name: str, core: str) -> None:
    assert core_name(name) == core


def test_counts_and_rates() -> None:
    assert [kind and kind.unit for kind in map(counted, ("培训人数(人)", "培训人次", "场次", "课程数"))] == [
        "人",
        "人次",
        "场",
        None,
    ]
    assert is_rate("到位率(%)")
    assert not is_rate("资金使用效率")
    assert not is_rate("率先垂范")


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("保障人数(人)", "人"), ("公猪舍(≥**平方米)", "平方米"), ("补助成本（≤**元/株）", "元/株"), ("湿地(万亩)", "万亩"),
        ("困难(特困)", ""), ("消毒机", ""),
    ],
)  # fmt: skip
def test_the_unit_in_a_bracket(name: str, unit: str) -> None:
    assert unit_in_name(name) == unit
