"""Summaries: what is kept of a document, in which order, and how years and units are found."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import pytest

from perfdsl.pipeline import check_source, library
from perfdsl.site.document_context import document_context
from perfdsl.site.index.coverage import coverage
from perfdsl.site.index.site_index import SiteIndex, site_frame, site_index
from perfdsl.site.index.summary import Summary, summary
from perfdsl.site.info import SiteInfo
from perfdsl.syntax.source import decode
from tests.site.samples import TABLE

HEAD = "编码: 205001\n主管部门: 示例县局\n发布机构: 示例单位\n批复日期: 2024年1月26日\n公开日期: 2024.2.5\n"
DATED = TABLE.replace("体系:", f"{HEAD}体系:")


def sum_up(text: str, path: str = "2024/a.perf") -> Summary:
    checked = check_source(decode(text.encode(), path), library())
    assert checked.table is not None
    return summary(document_context(SiteInfo(), checked.table, checked.findings, draft=False))


def whole(texts: Iterable[tuple[str, str]]) -> SiteIndex:
    return site_index(SiteInfo(), [sum_up(text, path) for path, text in texts])


def of(year: int, code: str, kind: str = "部门") -> tuple[str, str]:
    text = TABLE.replace("年度: 2024", f"年度: {year}\n编码: {code}")
    if kind == "项目":
        text = f"项目: 示例\n年度: {year}\n编码: {code}\n体系: 项目支出三类\n"
    return f"{year}/{code}.perf", text


def test_what_is_kept_of_the_header() -> None:
    one = sum_up(DATED)
    assert (one.folder, one.unit, one.code, one.owner) == ("2024/205001", "205001", "205001", "示例县局")
    assert (one.publisher, one.source, one.framework) == ("示例单位", "2024/a.perf", "部门整体三类")
    assert (one.approved, one.published) == (("2024年1月26日", "2024-01-26"), ("2024.2.5", "2024-02-05"))


def test_a_day_that_is_none_is_shown_as_written() -> None:
    one = sum_up(DATED.replace("2024.2.5", "2024年2月"))
    assert (one.published.iso, one.published.shown) == ("", "2024年2月")


def test_what_is_kept_of_money_and_projects() -> None:
    one = sum_up(TABLE)
    assert (one.total, one.basic, one.project) == (Decimal(1_000_000), Decimal(400_000), Decimal(600_000))
    assert [(entry.name, entry.yuan) for entry in one.projects] == [("示范项目", Decimal(600_000))]
    assert one.projects[0].file.startswith("project-")
    assert [entry.name for entry in one.funding] == ["基本支出", "项目支出"]


def test_what_is_kept_of_an_indicator() -> None:
    one = sum_up(TABLE.replace("培训班次 >= 4期", "培训班次（期） >= 4期\n- 线上 >= 1期"))
    first, part = one.indicators[:2]
    assert (first.name, first.key, first.unit) == ("培训班次（期）", "培训班次", "期")
    assert (first.targets, first.number, first.measured) == (("≥4期",), Decimal(4), True)
    assert first.groups == ("产出指标", "数量指标")
    assert (part.parent, part.name) == ("培训班次（期）", "线上")
    assert one.indicator_count == len(one.indicators) - 1
    assert one.measured == 5


def test_a_common_indicator_is_the_one_of_the_framework() -> None:
    text = "部门: 甲\n年度: 2024\n体系: 江苏省部门整体\n# 指标\n## 过程\n### 预算执行\n预算执行率 = 100%\n自拟率 = 1%\n"
    assert [entry.common for entry in sum_up(text).indicators] == [True, False]


def test_equal_entries_are_one_object() -> None:
    one, other = sum_up(TABLE, "2024/a.perf"), sum_up(TABLE, "2024/b.perf")
    assert all(a is b for a, b in zip(one.indicators, other.indicators, strict=True))


@pytest.mark.parametrize(
    ("removed", "missing"),
    [
        ("# 部门职能\n\n负责技能培训。\n\n", "部门职能"),
        ("### 数量指标 <- 示范项目\n培训班次 >= 4期\n", "数量指标"),
        ("## 满意度指标\n### 服务对象满意度指标\n学员满意度 >= 95%\n", "满意度指标"),
    ],
)
def test_what_the_form_demands_and_the_table_lacks(removed: str, missing: str) -> None:
    assert sum_up(TABLE).missing == ()
    assert sum_up(TABLE.replace(removed, "")).missing == (missing,)


def test_corrections_are_told_with_their_rows() -> None:
    text = TABLE.replace("培训班次 >= 4期", "培训班次 >= 4期\n> 更正: 2024-05-06 由“≥3期”改为“≥4期”，误写")
    (entry,) = sum_up(text).corrections
    assert (entry.name, entry.correction.old, entry.correction.new) == ("培训班次", "≥3期", "≥4期")
    assert entry.href.startswith("index.html#i-")


def test_order_and_years() -> None:
    found = whole([of(2023, "2"), of(2024, "9", "项目"), of(2024, "2"), of(2024, "1")])
    assert [one.folder for one in found.summaries] == ["2024/1", "2024/2", "2024/9", "2023/2"]
    assert list(found.by_year) == [2024, 2023]


def test_last_year_is_the_same_unit_a_year_before() -> None:
    found = whole([of(2024, "1"), of(2023, "1"), of(2021, "1"), of(2023, "2")])
    this, last, old = (found.by_folder[f"{year}/1"] for year in (2024, 2023, 2021))
    assert found.previous(this) is last
    assert found.previous(last) is None
    assert found.previous(old) is None


def test_what_several_pages_need_is_made_once() -> None:
    found = whole([of(2024, "1")])
    asked: list[SiteIndex] = []

    def count(one: SiteIndex) -> int:
        asked.append(one)
        return len(one.summaries)

    assert [found.once(count), found.once(count)] == [1, 1]
    assert asked == [found]


def test_days_and_years_of_some_documents() -> None:
    found = whole([("2024/a.perf", DATED), of(2023, "1")])
    this, last = found.summaries
    assert found.coverage == coverage([this, last]) == (2, "2024-02-05", "2023—2024年度")
    assert coverage([last]) == (1, "", "2023年度")
    assert coverage([]) == (0, "", "未写年度")


def test_the_frame_of_a_page_about_many() -> None:
    found = whole([("2024/a.perf", DATED), of(2023, "1")])
    frame = site_frame(found, "2024/x.html", "甲")
    assert (frame.year, frame.dated, frame.source) == (
        "2023—2024年度",
        "公开截至 2024-02-05",
        "由 2 张表汇总",
    )
    assert [(link.label, link.href) for link in frame.crumbs] == [("首页", "../index.html"), ("甲", "")]
    undated = site_frame(found, "index.html", "首页", covers=coverage(found.by_year[2023]))
    assert (undated.dated, undated.crumbs, undated.year) == ("公开日期：表中未写", (), "2023年度")
