"""Which column holds the year's budget, and when nobody can tell."""

from __future__ import annotations

import pytest

from perfdsl.model.columns import headline_column


@pytest.mark.parametrize(
    ("columns", "named", "year", "headline"),
    [
        ("年度预算数", "", 2024, "年度预算数"),
        ("半年计划执行数, 全年预算数", "全年预算数", 2024, "全年预算数"),
        ("半年计划执行数, 全年预算数", "", 2024, "全年预算数"),
        ("全年预算数, 半年计划执行数", "", 2024, "全年预算数"),
        ("年初预算数, 全年预算数, 全年执行数", "年度预算数", 2024, "全年预算数"),
        ("年初预算, 调整后预算数, 预算执行数", "", 2023, "调整后预算数"),
        ("预算数, 执行数", "", 2024, "预算数"),
        ("年初预算数, 全年执行数", "", 2024, "年初预算数"),
        ("项目全周期, 年度", "年度预算数", 2024, "年度"),
        ("中期, 年度", "", 2024, "年度"),
        ("金额, 2020年实际执行数, 2021年实际执行数", "年度预算数", 2022, "金额"),
        ("2021年, 2022年, 2023年", "", 2022, "2022年"),
        ("2021年预算, 2022年预算", "", 2022, "2022年预算"),
        ("上年预算数, 本年预算数, 增减额", "", 2024, "本年预算数"),
        ("本年预算数, 上年预算数", "", 2024, "本年预算数"),
        ("申报数, 核定数", "核定数", 2024, "核定数"),
        ("申报数, 核定数", " 核 定 数 ", 2024, "核定数"),
        ("申报数, 核定数", "", 2024, None),
        ("申报数, 核定数", "年度预算数", 2024, None),
        ("2021年, 2022年", "", 2024, None),
        ("2021年预算, 2022年预算", "", None, None),
        ("财政资金, 自筹资金", "", 2024, None),
        ("全年执行数, 半年执行数", "", 2024, None),
    ],
)
def test_the_column_of_the_year(columns: str, named: str, year: int | None, headline: str | None) -> None:
    names = tuple(columns.split(", "))
    found = headline_column(names, named, year)
    assert (None if found is None else names[found]) == headline
