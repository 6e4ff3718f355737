"""When a total adds up, and when nobody can tell."""

from __future__ import annotations

import pytest

from perfdsl.pipeline import check_source, library
from perfdsl.syntax.source import Source

SHELF = library()
PROJECT = "项目: 示例项目\n年度: 2024\n体系: 项目支出三类\n# 资金（万元）\n"
DEPARTMENT = "部门: 示例单位\n年度: 2024\n体系: 江苏省部门整体\n# 资金（万元）\n"


def sums(text: str) -> list[str]:
    """The codes of the findings about sums, in file order."""
    found = check_source(Source("例.perf", text), SHELF).findings
    return [one.code for one in found if one.code in ("B401", "B402", "B403")]


@pytest.mark.parametrize(
    ("total", "terms", "adds_up"),
    [
        ("671.21", ("650", "20.01", "1.2"), True),
        ("671.22", ("650", "20.01", "1.2"), False),
        ("671.2", ("650", "20.01", "1.2"), True),
        ("671", ("650", "20.01", "1.2"), True),
        ("670", ("650", "20.01", "1.2"), False),
        ("671.214", ("671.21", "0", "0"), True),
        ("671.216", ("671.21", "0", "0"), False),
        ("0", ("0", "0", "0.3"), False),
        ("300", ("0", "0", "0"), False),
        ("0", ("0", "0", "0"), True),
        ("6,923.36", ("69233552元", "0", "0"), True),
        ("2.26亿元", ("22614.51", "0", "0"), True),
    ],
)
def test_the_tolerance_is_half_of_the_last_written_digit(
    total: str, terms: tuple[str, ...], adds_up: bool
) -> None:
    rows = zip(("财政拨款", "自有资金", "其他资金"), terms, strict=True)
    text = f"{PROJECT}资金总额 = {total}\n" + "\n".join(f"{name} = {amount}" for name, amount in rows)
    assert sums(text) == ([] if adds_up else ["B401"])


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param("资金总额 = 100\n财政拨款 100\n自有资金 = 5", id="a line that cannot be read"),
        pytest.param("资金总额 = 100\n财政拨款 = 约100\n自有资金 = 5", id="a term that is no amount"),
        pytest.param("资金总额 = 100 / 200\n财政拨款 = 50", id="more values than columns"),
        pytest.param("资金总额 = 100", id="no term at all"),
        pytest.param("资金总额 = -\n财政拨款 = 50", id="a total without a number"),
        pytest.param("资金总额 = 100\n自有资金 = 5\n财政拔宽 = 95", id="a row that nobody knows"),
    ],
)
def test_what_cannot_be_judged_is_not(rows: str) -> None:
    assert sums(PROJECT + rows) == []


def test_one_wrong_number_is_one_finding() -> None:
    """The subtotal is wrong; the total above it and the balance with what is spent are not blamed for it."""
    rows = "资金总额 = 100\n财政拨款 = 90\n一般公共预算资金 = 100\n基本支出 = 40 / 100"
    assert sums(DEPARTMENT + rows) == ["B401"]


def test_a_column_of_nothing_does_not_excuse_the_other() -> None:
    rows = "项目支出 = 0 / 300\n# 项目（万元）\n甲 = 0 / 200\n"
    assert sums(DEPARTMENT + rows) == ["B401"]


def test_what_was_executed_need_not_balance() -> None:
    columns = "> 列: 全年预算数, 全年执行数\n"
    rows = "财政拨款 = 100 / 100\n基本支出 = 100 / 93.5\n"
    text = DEPARTMENT.replace("江苏省部门整体", "部门整体三类") + columns + rows
    assert sums(text) == []
    assert sums(text.replace("100 / 93.5", "99 / 93.5")) == ["B403"]
