"""Numbers, money, shares and targets as a reader sees them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from perfdsl.diagnostics import Span
from perfdsl.model.money import read_amount
from perfdsl.model.table import Target
from perfdsl.model.values import Comparator, read_value
from perfdsl.presentation import display
from perfdsl.site.views.bars import bar


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("22614.50", "22,614.50"),
        ("20.10", "20.10"),
        ("0", "0"),
        ("-5", "-5"),
        ("-", "—"),
        ("854万854万", "854万854万"),
        ("1,234", "1,234"),
    ],
)
def test_money_keeps_its_scale(text: str, shown: str) -> None:
    assert display.money(read_amount(text, "万元", None)) == shown


@pytest.mark.parametrize(
    ("yuan", "shown"), [("8973340", "897.334"), ("3000000", "300"), ("226145100.00", "22,614.51"), ("0", "0")]
)
def test_yuan_in_wan_without_needless_zeros(yuan: str, shown: str) -> None:
    assert display.wan_yuan(Decimal(yuan)) == shown


@pytest.mark.parametrize(
    ("operator", "comparator", "text", "shown"),
    [
        (">=", ">=", "1000人", "≥1000人"),
        ("=", "=", "100%", "=100%"),
        ("<", "<", "5‰", "<5‰"),
        (":", None, "健全", "健全"),
        (":", None, "-", "—"),
        (":", None, "不适用", "不适用"),
        (":", ">=", "95%以上", "95%以上"),
        (">=", ">=", "95%以上", "≥95%以上"),
        (":", ">=", "5%", "≥5%"),
    ],
)
def test_targets_as_written(operator: str, comparator: Comparator | None, text: str, shown: str) -> None:
    assert display.target(Target("全年", comparator, read_value(text), Span(1, 0, 0)), operator) == shown


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [("1", "3", "33.3%"), ("2", "3", "66.7%"), ("3", "3", "100%"), ("0", "3", "0%"), ("1", "0", "")],
)
def test_shares(part: str, whole: str, shown: str) -> None:
    assert display.percent(Decimal(part), Decimal(whole)) == shown


def test_a_bar_fills_its_length() -> None:
    segments = bar([("甲", Decimal(1)), ("乙", Decimal(2)), ("丙", Decimal(0))])
    assert [segment.share for segment in segments] == ["33.3%", "66.7%", "0%"]
    assert segments[0].start == 0
    assert all(segment.width >= 0 and segment.start + segment.width <= 1000 for segment in segments)


@pytest.mark.parametrize("parts", [[], [("甲", Decimal(0))], [("甲", Decimal(5)), ("乙", Decimal(-1))]])
def test_nothing_to_share_out(parts: list[tuple[str, Decimal]]) -> None:
    assert bar(parts) == ()
