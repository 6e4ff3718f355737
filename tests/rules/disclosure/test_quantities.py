"""Amounts and counts in prose, and what only looks like one."""

from __future__ import annotations

from decimal import Decimal

import pytest

from perfdsl.checks.disclosure.quantities import quantities
from perfdsl.model.units import in_smallest


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("放流425万粒鱼苗", "4250000", "粒"),
        ("营造林8万亩", "80000", "亩"),
        ("湿地 20 公顷", "300", "亩"),
        ("作业道30公里", "30000", "米"),
        ("投入22,614.51万元", "226145100", "元"),
        ("投入2.26亿元", "226000000", "元"),
        ("满意度95%以上", "95", "%"),
        ("满意度达到９５％", "95", "%"),
        ("召开会议2次。", "2", "次"),
        ("营造林（新造3万亩）", "30000", "亩"),
        ("（1）帮扶63名独生子女家庭", "63", "人"),
    ],
)
def test_a_quantity_in_the_smallest_unit(text: str, number: str, unit: str) -> None:
    (found,) = quantities(text)
    assert (found.number, found.unit) == (Decimal(number), unit)
    assert text[found.start : found.end] == found.text


@pytest.mark.parametrize(
    "text",
    [
        "2024年12月31日前", "2021-2025年", "第20次会议", "5G基站", "3A级景区", "“4个意识”", "〔2022〕3号", "（3）完善制度", "1.加强学习",
        "约100人", "近200户", "50余家", "300人左右", "12个月", "30个工作日", "2个百分点", "5个方面", "1+3模式", "12345热线", "3:1",
        "3-5家企业",
    ],
)  # fmt: skip
def test_no_quantity(text: str) -> None:
    assert list(quantities(text)) == []


@pytest.mark.parametrize(
    ("number", "unit", "same"),
    [
        ("8", "万亩", ("80000", "亩")),
        ("475", "元/亩", ("475", "元")),
        ("3", "千克", ("3", "公斤")),
        ("5", "", ("5", "")),
    ],
)
def test_units_of_indicators(number: str, unit: str, same: tuple[str, str]) -> None:
    assert in_smallest(Decimal(number), unit) == (Decimal(same[0]), same[1])
