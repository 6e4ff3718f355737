"""The spellings of a day."""

from __future__ import annotations

import pytest

from perfdsl.model.days import read_day

DAY = "2024-02-05"


@pytest.mark.parametrize(
    "text",
    [
        "2024-02-05", "2024-2-5", "2024/2/5", "2024.2.5", "2024.02.05", "2024年2月5日", "2024年02月05号",
        "２０２４年２月５日", "2024 年 2 月 5 日", "20240205", "二〇二四年二月五日", "二○二四年二月五日", "2024年2月5日公开",
        "2024-02-05 09:30",
    ],
)  # fmt: skip
def test_a_day_is_read(text: str) -> None:
    assert str(read_day(text)) == DAY


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("二〇二三年十二月三十一日", "2023-12-31"),
        ("二〇二三年十月二十日", "2023-10-20"),
        ("二〇二三年十一月十日", "2023-11-10"),
    ],
)
def test_han_numerals(text: str, day: str) -> None:
    assert str(read_day(text)) == day


@pytest.mark.parametrize(
    "text",
    ["", "2024", "2024年", "2024年2月", "2024-02", "2024年2月30日", "2024年13月1日", "年初", "20241340"],
)
def test_what_is_no_day_is_not_read(text: str) -> None:
    assert read_day(text) is None
