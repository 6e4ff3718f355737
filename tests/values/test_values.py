"""Real values, each through the real parser and binder: what kind it is, its number, unit, comparator and dates.

``indicators.csv`` holds the rows of published tables (name, value, and what the value must be read as, reviewed
row by row; ``半年`` and ``实际`` mark a row's mid-year and observed value); ``written.csv`` further ways of writing.
"""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdsl.model import values
from perfdsl.model.bind import bind
from perfdsl.model.table import Target
from perfdsl.model.values import Value, is_placeholder, read_value
from perfdsl.syntax.parser import parse
from perfdsl.syntax.source import Source

HERE = Path(__file__).parent
COMPARATOR = re.compile(r"[≥≤≧≦<>=]")
STRUCTURE = re.compile(r"[:：=<>≥≤]|//")

Row = dict[str, str]


def rows(file: str) -> list[Row]:
    with (HERE / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def target(name: str, value: str, *, observed: bool = False) -> Target:
    """The target that the line ``name value`` is read as; a finding of the parser fails the test."""
    quoted = f'"{name}"' if STRUCTURE.search(name) else name
    mark = " " if COMPARATOR.match(value) else ": "
    line = f"{quoted}: -\n=> {value}" if observed else f"{quoted}{mark}{value or '-'}"
    document = parse(Source("表.perf", f"项目: 表\n年度: 2024\n\n# 指标\n{line}\n"))
    assert document.diagnostics == ()
    (indicator,) = bind(document, None)[0].indicators
    assert indicator.name == name
    return (indicator.actuals if observed else indicator.targets)[-1]


def described(read: Target) -> Row:
    """The columns of the tables, as read."""
    value = read.value
    return {
        "kind": value.kind,
        "comparator": read.comparator or "",
        "number": "" if value.number is None else str(value.number),
        "unit": value.unit,
        "dates": f"{month(value.start)}/{month(value.end)}" if value.start or value.end else "",
    }


def month(date: tuple[int | None, int | None] | None) -> str:
    """``2022-12``; ``?`` for a year or month that is not named."""
    return "" if date is None else "-".join("?" if part is None else str(part) for part in date)


@pytest.mark.parametrize(
    "row", rows("indicators.csv"), ids=lambda row: f"{row['row']} {row['value'] or '空'}"
)
def test_published_value(row: Row) -> None:
    name = row["name"].lstrip("★")  # read as a flag
    read = target(name, row["value"], observed=row["row"].endswith("实际"))
    assert described(read) == {key: row[key] for key in ("kind", "comparator", "number", "unit", "dates")}


@pytest.mark.parametrize("row", rows("written.csv"), ids=lambda row: row["value"])
def test_way_of_writing(row: Row) -> None:
    read = target("指标", row["value"])
    expected = {key: row[key] for key in ("kind", "comparator", "number", "unit", "dates")}
    assert described(read) == expected
    assert ("" if read.value.upper is None else str(read.value.upper)) == row["upper"]


@pytest.mark.parametrize("text", ["**人", "≥**%", "XX个", "____", "（填写说明：按实际填写）", "＊＊亩"])
def test_placeholder(text: str) -> None:
    assert is_placeholder(text)
    assert read_value(text).kind == "text"


@pytest.mark.parametrize(
    "text", ["", " ", "1" * 5000, "一" * 5000, "提升" * 40, "1/" * 30, "(" * 60, "较上年" * 20]
)
def test_no_text_fails(text: str) -> None:
    assert read_value(text).kind


VALUES = [row["value"] for file in ("indicators.csv", "written.csv") for row in rows(file)]
NUMBERS = st.from_regex(r"[0-9]{1,5}(,[0-9]{3})?(\.[0-9]{1,2})?", fullmatch=True)
UNITS = st.one_of(
    st.sampled_from(sorted({re.sub(r"^[\d.,+-]*", "", text) for text in VALUES})),
    st.text(
        "人个%％‰倍天元/亩·每()（）以上下内左右余多至-~:：.*×X_Aa级类等万亿小时工作日年月 \u200b。",
        max_size=6,
    ),
)


@given(NUMBERS, UNITS)
def test_a_number_with_a_known_unit_is_read_quickly_and_alike(number: str, unit: str) -> None:
    quick = values._read_counted(number + unit)
    assert quick is None or quick == values._read(number + unit)


def test_most_numbers_are_read_quickly() -> None:
    assert values._read_counted("2000人") == Value("quantity", "2000人", Decimal(2000), None, "人")
    assert values._read_counted("95.5%")
    assert not values._read_counted("2022年")
