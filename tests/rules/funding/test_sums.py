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


def codes(text: str) -> set[str]:
    """The codes of all findings."""
    return {one.code for one in check_source(Source("例.perf", text), SHELF).findings}


@pytest.mark.parametrize(
    ("total", "terms", "adds_up"),
    [
        ("671.21", ("650", "20.01", "1.2"), True),
        ("671.22", ("650", "20.01", "1.2"), False),
        ("671.2", ("650", "20.01", "1.2"), False),
        ("671", ("650", "20.01", "1.2"), False),
        ("670", ("650", "20.01", "1.2"), False),
        ("671.214", ("671.21", "0", "0"), True),
        ("671.216", ("671.21", "0", "0"), False),
        ("0", ("0", "0", "0.3"), False),
        ("300", ("0", "0", "0"), False),
        ("0", ("0", "0", "0"), True),
        ("6,923.36", ("69233552元", "0", "0"), False),
        ("6,923.3552", ("69233552元", "0", "0"), True),
        ("2.26亿元", ("22614.51", "0", "0"), False),
        ("2980", ("2,980.50", "0", "0"), False),
        ("897.343", ("897.334", "0", "0"), False),
        ("100.3", ("40", "60", "0"), True),
        ("100.03", ("60.1", "40", "0"), False),
        ("100.004", ("60", "40.0", "0"), True),
    ],
)
def test_the_tolerance_is_half_of_the_last_digit_of_the_finest_term(
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
        pytest.param("资金总额 = 100\n自有资金 = 5\n财政拔宽 = 95", id="a row that nobody knows"),
        pytest.param("资金总额 = 100\n自有资金 = 5\n补助款 95", id="an unread line of unknown name"),
    ],
)
def test_what_cannot_be_judged_is_not_and_is_said(rows: str) -> None:
    found = codes(PROJECT + rows)
    assert not found & {"B401", "B402", "B403"}
    assert "B410" in found or "P109" in found


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param("资金总额 = 100", id="no term at all"),
        pytest.param("资金总额 = -\n财政拨款 = 50", id="a total without a number"),
        pytest.param(
            "资金总额 = 105\n财政拨款 = 100\n自有资金 = 5\n> 备注 甲", id="a note that cannot be read"
        ),
    ],
)
def test_where_there_is_nothing_to_judge_nothing_is_said(rows: str) -> None:
    assert not codes(PROJECT + rows) & {"B401", "B402", "B403", "B410"}


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param("资金总额 = 100\n财政拨款 100\n自有资金 = 105", id="beside a line that cannot be read"),
        pytest.param(
            "资金总额 = 100\n财政拨款 = 约100\n自有资金 = 105", id="beside a term that is no amount"
        ),
        pytest.param("资金总额 = 100\n自有资金 = 105\n财政拔宽 = 95", id="beside a row that nobody knows"),
        pytest.param(
            "财政拨款 = 10\n上级财政资金 = 12\n自有资金 = 1O",
            id="in a subtotal that has nothing to do with it",
        ),
        pytest.param(
            "资金总额 = 100\n财政拨款 = 60\n财政专户管理资金 = 1\n上年结转资金 = 2\n自有资金 = 3\n其他资金 = 4\n"
            "财政拔宽 = 30",
            id="with every term written",
        ),
    ],
)
def test_what_can_be_judged_is_judged(rows: str) -> None:
    assert "B401" in codes(PROJECT + rows)


def test_parts_are_judged_beside_what_cannot_be_read() -> None:
    assert "B401" in codes(f"{PROJECT}财政拨款 = 20\n- 设备 = 15\n- 培训 = 1O\n- 差旅 = 8\n随便写 3")


def test_projects_are_judged_beside_one_that_cannot_be_read() -> None:
    rows = "项目支出 = 0 / 300\n# 项目（万元）\n甲 = 0 / 200\n乙 = 0 / 2OO\n"
    assert "B401" not in codes(DEPARTMENT + rows)
    assert "B401" in codes(DEPARTMENT + rows.replace("甲 = 0 / 200", "甲 = 0 / 301"))


def test_the_two_sides_are_judged_beside_what_has_no_part_in_them() -> None:
    """A stranger below a written total, and a part that is no amount, change nothing of the balance."""
    rows = "资金总额 = 100\n彩票公益金 = 3\n- 其中 = 1O\n基本支出 = 40 / 90\n"
    assert "B403" in codes(DEPARTMENT + rows)


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
