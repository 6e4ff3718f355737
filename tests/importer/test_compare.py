"""The measure measures: a table beside itself is all right, and what is changed is missed by its name."""

from __future__ import annotations

import pytest

from perfdsl.model.table import Table
from perfdsl.pipeline import check_source
from perfdsl.syntax.source import Source
from tests.importer.compare import compare
from tests.importer.forms.cases import ROOT, Case, Truth, cases, shelf, table_of
from tests.importer.forms.layout import layouts

NAME = "tests/importer/tables/zibiao-yanglao"
TRUTH = Truth(table_of(NAME), layouts()["衔接资金自评"])


def changed(old: str, new: str) -> Table:
    text = (ROOT / f"{NAME}.perf").read_text("utf-8")
    assert old in text
    table = check_source(Source(f"{NAME}.perf", text.replace(old, new, 1)), shelf()).table
    assert table is not None
    return table


@pytest.mark.parametrize("case", list(cases("clean")), ids=lambda case: case.name)
def test_a_table_beside_itself_is_right(case: Case) -> None:
    for truth in case.truths:
        assert [fact for fact in compare(truth, truth.table) if not fact.right] == []


CHANGES = [
    ("项目: 居家养老服务补贴", "项目: 居家养老", "name", ""),
    ("体系: 项目支出三类", "体系: 项目支出四类", "framework", ""),
    ("主管部门: 青山县民政局", "主管部门: 民政局", "field", "主管部门"),
    ("新建社区助餐点8个。", "新建社区助餐点。", "section", "年初设定目标"),
    ("486.00 / 466.56", "466.56 / 486.00", "amount", "年度资金总额 1"),
    ("> 得分: 9.6", "", "note", "年度资金总额 得分"),
    ("= 8个", "= 8处", "value", "新建社区助餐点 年度"),
    (">= 1200人", "> 1200人", "value", "享受居家养老服务的老人数 年度"),
    ("<= 300元", "<= 300.5元", "value", "每人每月补贴标准 年度"),
    ("=> 1260人", "=> 126人", "actual", "享受居家养老服务的老人数"),
    ("[20分]", "[2分]", "points", "独居老人走访覆盖率"),
    ("### 时效指标\n", "", "path", "补贴按月发放及时率"),
    ("独居老人走访覆盖率 >= 95% [20分]\n=> 92%\n", "", "indicator", "独居老人走访覆盖率"),
    ("## 满意度指标", "多出来的: 1\n## 满意度指标", "extra", "多出来的"),
]


@pytest.mark.parametrize(("old", "new", "kind", "where"), CHANGES)
def test_what_is_changed_is_missed_by_name(old: str, new: str, kind: str, where: str) -> None:
    missed = [(fact.kind, fact.where) for fact in compare(TRUTH, changed(old, new)) if not fact.right]
    assert (kind, where) in missed


def test_a_blank_in_the_name_says_comparator_and_unit() -> None:
    """``公猪舍(≥**平方米)`` and 22.8 may be imported as they are, or as ≥22.8平方米; with another unit it is wrong."""
    name = "examples/provinces/2022/changning-gongxiao"
    truth = Truth(table_of(name), layouts()["湖北项目自评"])
    text = (ROOT / f"{name}.perf").read_text("utf-8")
    for value, is_right in (">= 22.8平方米", True), (">= 22.8亩", False), ("<= 22.8平方米", False):
        written = text.replace('平方米)": 22.8', f'平方米)" {value}')
        table = check_source(Source("a.perf", written), shelf()).table
        assert table is not None
        [fact] = [one for one in compare(truth, table) if one.where == "公猪舍(≥**平方米) 年度"]
        assert fact.right is is_right
