"""Units that are the same, multiplied ones, and what compares with what."""

from __future__ import annotations

from decimal import Decimal

import pytest

from perfdsl.model.units import MULTIPLIERS, SAME, SMALLER, base_unit, canonical_unit, in_smallest, same_unit
from perfdsl.model.values import read_value
from perfdsl.presentation.measure import measure_of


@pytest.mark.parametrize("words", SAME, ids=lambda words: words[0])
def test_every_word_of_a_unit_is_that_unit(words: tuple[str, ...]) -> None:
    for word in words:
        assert canonical_unit(word) == words[0]
        assert base_unit(word) == words[0]
        assert canonical_unit(f"万{word}") == f"万{words[0]}"
        assert canonical_unit(f"元/{word}") == f"元/{words[0]}"


def test_no_word_is_of_two_units() -> None:
    every = [word for words in SAME for word in words]
    assert len(every) == len(set(every))


def test_what_is_made_of_smaller_units_goes_by_its_first_name() -> None:
    for unit, (smaller, _) in SMALLER.items():
        assert canonical_unit(unit) == unit
        assert canonical_unit(smaller) == smaller


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("㎡", "平方米"),
        ("万平米", "万平方米"),
        ("千米", "公里"),
        ("百分比", "%"),
        ("名", "位"),
        ("元/名", "元/人"),
        ("千克", "公斤"),
    ],
)
def test_the_same_unit(one: str, other: str) -> None:
    assert same_unit(one, other)
    assert same_unit(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("元", "万元"),
        ("人", "人次"),
        ("米", "千米"),
        ("克", "千克"),
        ("", "人"),
        ("户", "家"),
        ("个", "人"),
        ("元/人", "元"),
        ("%", "‰"),
    ],
)
def test_other_units(one: str, other: str) -> None:
    assert not same_unit(one, other)
    assert not same_unit(other, one)


@pytest.mark.parametrize(
    ("unit", "base"),
    [
        ("万人", "人"), ("亿元", "元"), ("元/株", "元"), ("名", "人"), ("/株", ""), ("万", ""), ("千米", "公里"), ("万公里", "公里"),
        ("千克", "公斤"), ("百分比", "%"), ("百分点", "分点"), ("十万元", "元"),
    ],
)  # fmt: skip
def test_the_base_of_a_unit(unit: str, base: str) -> None:
    assert base_unit(unit) == base


@pytest.mark.parametrize(
    ("number", "unit", "smallest"),
    [
        ("8", "万亩", ("80000", "亩")), ("3", "千米", ("3000", "米")), ("3", "km", ("3000", "米")), ("2", "公顷", ("30", "亩")),
        ("2", "hm²", ("30", "亩")), ("5", "吨", ("5000", "公斤")), ("5", "万千克", ("50000", "公斤")), ("7", "名", ("7", "人")),
        ("1.5", "亿元", ("150000000", "元")), ("4", "元/亩", ("4", "元")), ("9", "方", ("9", "立方米")), ("1", "平方千米", ("1000000", "平方米")),
    ],
)  # fmt: skip
def test_in_the_smallest_unit(number: str, unit: str, smallest: tuple[str, str]) -> None:
    assert in_smallest(Decimal(number), unit) == (Decimal(smallest[0]), smallest[1])


def test_a_multiplier_is_a_power_of_ten() -> None:
    assert all(str(factor).strip("0") == "1" for factor in MULTIPLIERS.values())


COMPARES = [
    ("10人", "10名"), ("1公里", "1千米"), ("100平方米", "100㎡"), ("95%", "95百分比"), ("100-200人", "50-80名"), ("5元/人", "6元/名"),
    ("3年", "2年"), ("增长10%", "提升5%"), ("6期", "9期次"),
]  # fmt: skip
DIFFERS = [
    ("100-200人", "100人"), ("10人", "10人次"), ("10人", "10万人"), ("10%", "增长10%"), ("10人", "10"), ("1.5倍", "1.5"), ("1:3", "3"),
    ("前3名", "3名"), ("5元/人", "5元"), ("10人", "健全"), ("3年", "3个月"),
]  # fmt: skip


def same(text: str) -> str:
    found = measure_of("培训规模", read_value(text))
    return found.same if found else ""


@pytest.mark.parametrize("pair", COMPARES)
def test_these_values_compare(pair: tuple[str, str]) -> None:
    assert same(pair[0]) == same(pair[1]) != ""


@pytest.mark.parametrize("pair", DIFFERS)
def test_these_values_do_not(pair: tuple[str, str]) -> None:
    assert same(pair[0]) != same(pair[1])


def test_the_unit_in_the_name_counts_where_the_value_has_none() -> None:
    one, other = measure_of("培训班次（期）", read_value("9")), measure_of("培训班次", read_value("6期"))
    assert one
    assert other
    assert one.compares(other)
