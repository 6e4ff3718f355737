"""The words that lines begin with out of habit: each is known wherever the notation knows it."""

from __future__ import annotations

import pytest

from perfdsl.model import framework_language as language
from perfdsl.syntax import habits
from perfdsl.syntax.habits import KEYS, read_habit

_SAID = {
    "单位": "万元",
    "金额单位": "万元",
    "一级指标": "产出",
    "二级指标": "数量指标",
    "三级指标": "人数 >= 5人",
}


@pytest.mark.parametrize("key", [key for key in KEYS if key not in habits._OF_VALUES])
def test_a_line_that_begins_with_the_key_is_no_indicator(key: str) -> None:
    assert read_habit(f"{key}：{_SAID.get(key, '甲')}")


@pytest.mark.parametrize("first", habits._OF_VALUES)
@pytest.mark.parametrize("label", habits._VALUES)
def test_a_label_of_values_is_no_indicator(first: str, label: str) -> None:
    assert read_habit(f"{first}{label}：5人")


def test_the_columns_that_frameworks_draw_are_known() -> None:
    assert {choice.name for choice in language.GROUP_COLUMNS.value.choices} <= set(KEYS)
