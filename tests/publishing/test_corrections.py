"""Notes of correction, as people write them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdsl.model.corrections import read_correction

DAY = dt.date(2024, 5, 6)


@pytest.mark.parametrize(
    ("text", "date", "old", "new", "reason"),
    [
        ("2024-05-06 由“≥1000个”改为“≥1000人”，单位误写", DAY, "≥1000个", "≥1000人", "单位误写"),
        ("2024年5月6日，由1000个改为1000人，单位误写", DAY, "1000个", "1000人", "单位误写"),
        ("２０２４．５．６　由５改为６", DAY, "５", "６", ""),
        ("2024.5.6 原为“1,000万元”，现为“22,614.51万元”（录入错误）", DAY, "1,000万元", "22,614.51万元", "录入错误"),
        ("单位误写，2024/05/06 由“2024-01-01前”改为“2024-06-30前”", DAY, "2024-01-01前", "2024-06-30前", "单位误写"),
        ("20240506：≥1000个 → ≥1000人；原因：单位误写", DAY, "≥1000个", "≥1000人", "单位误写"),
        ("由5改为6", None, "5", "6", ""),
        ("2024年13月6日 “5”改为“6”", None, "5", "6", "2024年13月6日"),
        ("原值“1000个”，单位误写", None, "1000个", "", "单位误写"),
        ("“1000个”应为“1000人”", None, "1000个", "1000人", ""),
        ("误写为1000个，2024-05-06更正", DAY, "1000个", "", "更正"),
        ("2024-05-06 单位误写", DAY, "", "", "单位误写"),
        ('将"3"调整为"4"。理由是漏填', None, "3", "4", "漏填"),
        ("由22,614.5万元改为22,614.51万元,四舍五入", None, "22,614.5万元", "22,614.51万元", "四舍五入"),
        ("单位误写 由10 万元改为10 元", None, "10 万元", "10 元", "单位误写"),
        ("因笔误，由“健全”改为“基本健全”", None, "健全", "基本健全", "因笔误"),
        ("由 “a，b” 改为 “c，d” ，因 e", None, "a，b", "c，d", "因 e"),
        ("2024-05-06 由“5”改为“6”（经财政局〔2024〕5号批复）", DAY, "5", "6", "经财政局〔2024〕5号批复"),
        ("更正原因：笔误", None, "", "", "笔误"),
        ("", None, "", "", ""),
    ],
)  # fmt: skip
def test_what_a_note_says(text: str, date: dt.date | None, old: str, new: str, reason: str) -> None:
    found = read_correction(text)
    assert (found.date, found.old, found.new, found.reason) == (date, old, new, reason)
    assert found.text == text


@given(st.text(alphabet=st.sampled_from('由改为从原值“”"「」，,;；。:：→ 12024-05年月日a误写因(（')))
def test_any_text_is_read_without_failing(text: str) -> None:
    assert read_correction(text).text == text


@given(
    st.dates(min_value=dt.date(1990, 1, 1), max_value=dt.date(2099, 12, 31)),
    st.text(alphabet="≥≤=0123456789.,人个万元%健全，；（ ", min_size=1).map(str.strip).filter(bool),
    st.text(alphabet="≥≤=0123456789.,人个万元%健全，；（ ", min_size=1).map(str.strip).filter(bool),
)
def test_the_form_that_we_propose_is_always_read(date: dt.date, old: str, new: str) -> None:
    found = read_correction(f"{date} 由“{old}”改为“{new}”，录入错误")
    assert (found.date, found.old, found.new, found.reason) == (date, old, new, "录入错误")


@pytest.mark.parametrize(
    "text", ["由" * 50_000, "“" * 50_000, "，由“" * 20_000, "1,000" * 20_000, "->" * 50_000]
)
def test_a_very_long_note_takes_no_time(text: str) -> None:
    assert read_correction(text).text == text
