"""Next year's table says of every indicator what the old one said, and of every line that changed that it did."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given

from perfdsl.model.table import Indicator, Table
from perfdsl.pipeline import Checked, check_all, check_source, library, library_of, open_workspace
from perfdsl.starting.next_year import NextYear, next_year
from perfdsl.starting.years import with_years_moved, years_in
from perfdsl.syntax.nodes import Bad
from perfdsl.syntax.source import Source, decode
from tests.laws.corpus import slips

ROOT = Path(__file__).resolve().parents[2]
SHELF = library([ROOT / "examples/provinces/体系"])
EXAMPLES = sorted((ROOT / "examples").rglob("20*/*.perf"))


class Carried(NamedTuple):
    """A table of the examples, and what was made of it."""

    old: Checked
    new: NextYear
    checked: Checked


@cache
def everything() -> dict[Path, Carried]:
    found = {}
    for root in sorted({file.parents[1] for file in EXAMPLES}):
        workspace = open_workspace(root)
        shelf = library_of(workspace)
        for old in check_all(workspace):
            assert old.table
            assert old.table.year
            new = next_year(old.document, old.table, old.table.year + 1)
            path = old.path.replace(str(old.table.year), str(old.table.year + 1))
            found[root / old.path] = Carried(old, new, check_source(Source(path, new.text), shelf))
    return found


def moved(text: str, table: Table) -> str:
    return with_years_moved(text, 1, table.year)


def of(indicator: Indicator, table: Table, *, old: bool) -> tuple[object, ...]:
    """Path, name, links, points and targets; of an old one with its year moved on."""

    def said(text: str) -> str:
        return moved(text, table) if old else text

    return (
        tuple(map(said, indicator.path)),
        said(indicator.name),
        tuple(said(link.name) for link in indicator.linked_projects),
        indicator.points,
        indicator.flags,
        [(said(one.period), one.comparator, said(one.value.text)) for one in indicator.targets],
    )


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: "/".join(file.parts[-3:]))
def test_every_indicator_is_in_it(file: Path) -> None:
    carried = everything()[file]
    old, new = carried.old.table, carried.checked.table
    assert old
    assert new
    assert old.year
    assert (new.year, new.kind, new.framework.name) == (old.year + 1, old.kind, old.framework.name)
    assert new.framework_known
    wanted = [of(one, old, old=True) for one in old.with_parts()]
    assert [of(one, new, old=False) for one in new.with_parts()] == wanted


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: "/".join(file.parts[-3:]))
def test_every_line_is_in_it_or_told(file: Path) -> None:
    """A line stays, is left out with a reason, or its old wording stands below it."""
    old, new, checked = everything()[file]
    left_out = {n for one in new.left_out for n in range(one.first, one.last + 1)}
    kept = new.text.splitlines()
    remarks = [line for line in kept if line.startswith("// 上年")]
    changed = 0
    for line in old.document.lines:
        if line.number in left_out or line.text in kept:
            continue
        changed += 1
        assert (
            line.comment
            or line.text.startswith("年度")
            or any(_says(remark, line.text) for remark in remarks)
        )
    assert all(one.reason for one in new.left_out)
    assert changed <= sum(new.changes.values()) + 1
    assert _bad(checked) == _bad(old)


def _says(remark: str, text: str) -> bool:
    """Whether a remark holds what a line says: the values, or what was reached."""
    said = remark.split(": ", 1)[1]
    said = said.split("（没有达到")[0].split("（与目标")[0].split("（比目标")[0]
    return said in text or said in text.replace("=> ", "")


def _bad(checked: Checked) -> int:
    return sum(isinstance(line.node, Bad) for line in checked.document.lines)


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: "/".join(file.parts[-3:]))
def test_no_amount_and_no_result_of_the_old_year_is_published(file: Path) -> None:
    new = everything()[file].checked.table
    assert new
    amounts = [
        amount
        for item in (*new.funding.items, *new.projects)
        for one in (item, *item.parts)
        for amount in (*one.amounts, *one.actuals)
    ]
    assert not [amount for amount in amounts if amount.number is not None]
    assert not [one for one in new.with_parts() if one.actuals]
    head = new.head
    assert {head.approved.value, head.published.value, head.document_number.value} == {""}


TABLE = """﻿项目: 2026年公园改造
年度：２０２６年度
体系: 项目支出三类
文号: 青财〔2026〕3号
填表日期: 2026年1月5日
项目期: 2025年3月-2027年12月
公开日期: 2026-02-01

# 年度目标

2026年改造公园2026平方米。

# 完成情况

已完成。

# 资金（万元）
> 列: 2025年执行数, 2026年预算数

财政拨款 = 20 / 30 // 允许 B401: 原表如此
=> 28
资金总额 = - / 30

# 指标

## 产出指标
### 数量指标
改造面积 >= 2026平方米 [10分]
> 得分: 8
> 数据来源: 2026年验收单
=> 1980平方米
> 偏差原因: 雨天
### 时效指标
完成时间: 2026年11月底前      // 合同约定
比2025年增加 >= 3处
这一行 读不懂 的
"""
WANTED = """项目: 2027年公园改造
// 上年: 项目: 2026年公园改造
年度：2027
体系: 项目支出三类
项目期: 2025年3月-2027年12月

# 年度目标

2026年改造公园2026平方米。
// 核对年份：上面一行照上年的写，没有改

# 资金（万元）
> 列: 2026年执行数, 2027年预算数
// 上年: > 列: 2025年执行数, 2026年预算数

财政拨款 = - / ____ // 上年允许 B401: 原表如此
// 上年: 20 / 30
// 上年实际: 28
资金总额 = - / ____
// 上年: - / 30

# 指标

## 产出指标
### 数量指标
改造面积 >= 2026平方米 [10分]
> 数据来源: 2027年验收单
// 上年: > 数据来源: 2026年验收单
// 上年实际: 1980平方米（没有达到目标）
### 时效指标
完成时间: 2027年11月底前      // 合同约定
// 上年: 2026年11月底前
比2025年增加 >= 3处
这一行 读不懂 的
"""


def carried(text: str, year: int = 2027) -> NextYear:
    old = check_source(decode(text.encode(), "a.perf"), SHELF)
    assert old.table
    return next_year(old.document, old.table, year)


def test_line_by_line() -> None:
    new = carried(TABLE.replace("\n", "\r\n"))
    assert new.text == WANTED
    assert [(one.first, one.last, one.reason) for one in new.left_out] == [
        (4, 4, "上年的批复和公开"),
        (5, 5, "上年填报的日期"),
        (7, 7, "上年的批复和公开"),
        (13, 15, "上年的自评"),
        (29, 29, "上年的得分"),
        (32, 32, "上年没有完成的原因和措施"),
    ]
    assert new.changes == {
        "moved": 4, "to_check": 1, "blanked": 2, "actual": 2, "left_out": 5, "missed": 1, "no_longer_allowed": 1,
    }  # fmt: skip


def test_a_remark_behind_what_was_reached_stays() -> None:
    text = "项目: 甲\n年度: 2026\n体系: 项目支出三类\n\n# 指标\n\n## 产出指标\n### 数量指标\n甲 >= 9人\n"
    for line in ("=> 9人 // 复核过", "> 实际完成值: 9人 // 复核过"):
        assert carried(f"{text}{line}\n").text.endswith("\n// 上年实际: 9人 // 复核过\n")


@pytest.mark.parametrize(
    ("target", "actual", "said"),
    [
        ("甲 >= 10人", "9人", "（没有达到目标）"),
        ("甲 >= 10人", "10名", ""),
        ("甲 >= 10人", "13人", "（比目标多 30%，目标可能偏低）"),
        ("甲 >= 10人", "12.9人", ""),
        ("甲 <= 95%", "96%", "（没有达到目标）"),
        ("甲 <= 95%", "20%", ""),
        ("甲 < 3次", "3次", "（没有达到目标）"),
        ("甲 > 3次", "3次", "（没有达到目标）"),
        ("甲 = 12所", "13所", "（与目标不一致）"),
        ("甲 >= 10人", "9万人", ""),
        ("甲 >= 10人", "9至12人", ""),
        ("甲: 10人", "9人", ""),
        ("甲: 健全", "健全", ""),
        ("甲 >= 0件", "5件", ""),
    ],
)
def test_how_a_target_fared_stands_beside_what_was_reached(target: str, actual: str, said: str) -> None:
    """Only where the two compare: the same unit, plain numbers."""
    text = f"项目: 甲\n年度: 2026\n体系: 项目支出三类\n\n# 指标\n\n## 产出指标\n### 数量指标\n{target}\n=> {actual}\n"
    new = carried(text)
    assert new.text.endswith(f"{target}\n// 上年实际: {actual}{said}\n")
    assert new.changes["missed"] + new.changes["exceeded"] == bool(said)


def test_of_two_periods_the_year_s_counts() -> None:
    text = "部门: 甲\n年度: 2026\n体系: 江苏省部门整体\n\n# 指标\n\n## 履职\n### 乙\n#### 丙\n丁 >= 5人 / 10人\n=> {}\n"
    assert "实际: 9人（没有达到目标）\n" in carried(text.format("9人")).text
    assert "实际: 5人 / 9人（没有达到目标）\n" in carried(text.format("5人 / 9人")).text
    assert "实际: 4人 / 11人\n" in carried(text.format("4人 / 11人")).text


def test_two_years_on() -> None:
    assert "完成时间: 2028年11月底前" in carried(TABLE, 2028).text


def test_a_table_without_its_year_gets_one_and_no_year_in_it_is_moved() -> None:
    new = carried("// 备注\n\n项目: 甲\n体系: 项目支出三类\n\n# 年度目标\n\n2026年完成。\n")
    assert new.text == "// 备注\n\n项目: 甲\n年度: 2027\n体系: 项目支出三类\n\n# 年度目标\n\n2026年完成。\n"


def test_a_section_of_results_that_the_form_demands_stays_as_a_blank() -> None:
    framework = "体系: 自评\n标题: 自评表\n# 栏目\n完成情况: 必填\n"
    text = "部门: 甲\n年度: 2026\n体系: 自评\n\n# 完成情况\n\n都完成了。\n\n# 指标\n"
    from perfdsl.model.bind import bind
    from perfdsl.model.read_framework import read_framework
    from perfdsl.syntax.parser import parse

    form, _ = read_framework(parse(Source("体系/自评.perf", framework)))
    document = parse(Source("a.perf", text))
    new = next_year(document, bind(document, form)[0], 2027)
    assert "# 完成情况\n\n____\n\n# 指标" in new.text
    assert [one.text for one in new.left_out] == ["# 完成情况"]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2026年12月底前", [2026]),
        ("2025-2027年", [2025, 2027]),
        ("2026年1月至2026年12月", [2026, 2026]),
        ("2026.12.31前", [2026]),
        ("2026-03-01", [2026]),
        ("２０２６年", [2026]),
        ("2026人", []),
        ("2026.5万元", []),
        ("12026年", []),
        ("2026平方米", []),
        ("1:2026", []),
    ],
)
def test_years_are_told_from_numbers(text: str, years: list[int]) -> None:
    assert [mention.year for mention in years_in(text)] == years


def test_years_move_only_where_all_are_the_old_one() -> None:
    assert with_years_moved("2026年1月-2026年12月", 1, 2026) == "2027年1月-2027年12月"
    assert with_years_moved("2025年1月-2026年12月", 1, 2026) == "2025年1月-2026年12月"
    assert with_years_moved("2025年执行数, 2026年预算数", 1) == "2026年执行数, 2027年预算数"


@given(slips())
def test_whatever_was_typed_no_indicator_is_lost(text: str) -> None:
    """A table that cannot be read everywhere is carried on with what can, and with what cannot."""
    old = check_source(decode(text.encode(), "2026/a.perf"), SHELF)
    if old.table is None:
        return
    new = check_source(Source("2031/a.perf", next_year(old.document, old.table, 2031).text), SHELF)
    assert new.table
    assert new.table.year == 2031
    assert len([*new.table.with_parts()]) == len([*old.table.with_parts()])
    assert _bad(new) == _bad(old)
