"""One indicator across units and years, and the list of all: what stands together, what does not compare, and why."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from pathlib import Path

import pytest

from perfdsl.site.build import build
from perfdsl.site.views.indicator_uses import indicator_address
from tests.site.samples import TABLE, Project


def table(name: str, year: int = 2024, **values: str) -> str:
    """The sample table of a unit with other values."""
    text = TABLE.replace("示例单位", name).replace("2024", str(year))
    for old, new in values.items():
        text = re.sub(rf"^{old}.*$", new, text, flags=re.MULTILINE)
    return text


def make(project: Project, tmp_path: Path, files: Mapping[str, str]) -> Path:
    build(project(files), tmp_path / "out", draft=True)
    return tmp_path / "out"


def rows(page: str) -> list[list[str]]:
    """The cells of the first table's body as text."""
    body = page.partition("<tbody>")[2].partition("</tbody>")[0]
    found = re.findall(r"<tr.*?</tr>", body, re.DOTALL)
    return [[text(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)] for row in found]


def text(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def indicator(out: Path, key: str) -> str:
    return (out / indicator_address(key)).read_text("utf-8")


def test_every_unit_and_year_is_a_row_that_leads_to_its_own(project: Project, tmp_path: Path) -> None:
    out = make(
        project,
        tmp_path,
        {
            "2023/a.perf": table("甲单位", 2023),
            "2024/a.perf": table("甲单位", 培训班次="培训班次 >= 6期"),
            "2024/b.perf": table("乙单位", 培训班次="培训班次（期） >= 9"),
        },
    )
    page = indicator(out, "培训班次")
    assert rows(page) == [
        ["甲单位", "2024", "≥6期"],
        ["乙单位 表中写作 培训班次（期）", "2024", "≥9"],
        ["甲单位", "2023", "≥4期"],
    ]
    assert "2 个单位的 3 张表写有这一指标。" in page
    assert re.search(r'href="\.\./2024/b/index\.html#i-[0-9a-f]{8}"', page)
    assert "不可比" not in page
    assert "2024年度　2 个单位，中位数 7.5期" in page
    assert "2023年度 4 期；2024年度 7.5 期。" in page


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("培训班次 >= 6次", "这里按“次”计，别的表有按“期”计的"),
        ("培训班次 >= 6", "这里是没有写单位的数，别的表有按“期”计的数"),
        ("培训班次: 完成全部班次", "这里是文字要求，别的表有按“期”计的数"),
        ("培训班次: 增长10%", "这里是增减幅度，别的表有按“期”计的数"),
    ],
)
def test_what_does_not_compare_says_why(line: str, why: str, project: Project, tmp_path: Path) -> None:
    files = {f"2024/{name}.perf": table(f"{name}单位") for name in "abc"}
    out = make(project, tmp_path, {**files, "2024/d.perf": table("d单位", 培训班次=line)})
    page = indicator(out, "培训班次")
    assert [row[0] for row in rows(page) if "不可比" in row[0]] == [f"d单位 不可比 {why}"]
    assert "其中 1 个值与别的表计量方式不同" in page
    assert "各表的指标值相同：≥4期。" in page
    assert "<svg" not in page


@pytest.mark.parametrize(("value", "marked"), [("6学时", 1), ("100%", 1), ("6期次", 0), ("6～8期", 1)])
def test_units_of_two_tables(value: str, marked: int, project: Project, tmp_path: Path) -> None:
    """期次 is another word for 期; a range is no single number."""
    other = table("乙", 培训班次=f"培训班次 >= {value}")
    out = make(project, tmp_path, {"2024/a.perf": table("甲"), "2024/b.perf": other})
    assert indicator(out, "培训班次").count('<span class="tag">不可比</span>') == marked


def test_a_value_that_is_not_there_is_no_difference(project: Project, tmp_path: Path) -> None:
    files = {f"2024/{name}.perf": table(name, 培训班次="培训班次 >= -") for name in ("甲", "乙")}
    out = make(project, tmp_path, {**files, "2024/丙.perf": table("丙")})
    page = indicator(out, "培训班次")
    assert "不可比" not in page
    assert '<span class="tag">定量</span>' in page
    assert sorted(row[2] for row in rows(page)) == ["—", "—", "≥4期"]


def test_words_are_counted(project: Project, tmp_path: Path) -> None:
    lines = ["完成时间: 2024年12月底前", "完成时间: 2024年12月底前", "完成时间: 年内"]
    files = {f"2024/{n}.perf": table(f"单位{n}", 完成时间=line) for n, line in enumerate(lines)}
    page = indicator(make(project, tmp_path, files), "完成时间")
    assert "各表写的是：2024年12月底前 2 张，年内 1 张。" in page
    assert '<span class="tag">定性</span>' in page


def test_periods_of_different_forms_meet_in_the_last(project: Project, tmp_path: Path) -> None:
    other = table("乙").replace("年度: 2024\n", "年度: 2024\n周期: 半年, 全年\n", 1)
    other = other.replace("培训班次 >= 4期", "培训班次 >= 1期 / 5期")
    page = indicator(make(project, tmp_path, {"2024/a.perf": table("甲"), "2024/b.perf": other}), "培训班次")
    assert [text(head) for head in re.findall(r"<th scope=\"col\".*?</th>", page)] == [
        "单位", "年度", "半年指标值", "年度／全年指标值",
    ]  # fmt: skip
    assert rows(page) == [["甲", "2024", "", "≥4期"], ["乙", "2024", "≥1期", "≥5期"]]


def test_an_indicator_of_one_table_has_no_page_of_its_own(project: Project, tmp_path: Path) -> None:
    other = table("乙", 2024, 培训班次="只此一项 >= 3项")
    out = make(project, tmp_path, {"2024/a.perf": table("甲"), "2024/b.perf": other})
    assert not (out / indicator_address("只此一项")).exists()
    listed = (out / "indicators.html").read_text("utf-8")
    assert re.search(r'<a href="2024/b/index\.html#i-[0-9a-f]{8}">只此一项</a>', listed)
    assert f'<a href="{indicator_address("学员满意度")}">学员满意度</a>' in listed


def test_a_common_indicator_has_one_always(corrected: Path) -> None:
    page = indicator(corrected, "预算执行率")
    assert "只有无锡市总工会（本级）的一张表写有这一指标。" in page
    assert '<span class="tag">共性指标</span>' in page


def test_the_address_comes_from_the_name_alone(project: Project, tmp_path: Path) -> None:
    assert re.fullmatch(r"indicators/[0-9a-f]{10}\.html", indicator_address("../../etc"))
    assert indicator_address("满意度(%)") == indicator_address("满意度（％）")


def test_the_list_goes_by_group(project: Project, tmp_path: Path) -> None:
    out = make(
        project,
        tmp_path,
        {"2024/a.perf": table("甲"), "2023/a.perf": table("甲", 2023, 学员="学员满意度 >= 90%")},
    )
    page = (out / "indicators.html").read_text("utf-8")
    heads = [text(head) for head in re.findall(r'<th colspan="5".*?</th>', page)]
    assert heads[0] == "产出指标 › 数量指标"
    assert heads[-1] == "满意度指标 › 服务对象满意度指标"
    assert '<td class="y">2023—2024</td><td>≥90% 至 ≥95%</td>' in page
    first = re.findall(r'<a href="indicators\.html#(g-[0-9a-f]+)">产出指标 4</a>', page)
    assert f'<tbody id="{first[0]}">' in page


def test_no_page_grows_with_the_country(project: Project, tmp_path: Path) -> None:
    many = "".join(f"第{number}类服务人次 >= {number}人次\n" for number in range(150))
    files = {
        f"2024/{number:03}.perf": table(f"单位{number}", 培训班次=f"培训班次 >= {number}期")
        for number in range(120)
    }
    files["2024/z.perf"] = TABLE.replace("培训班次 >= 4期\n", many)
    out = make(project, tmp_path, files)
    own = indicator_address("培训班次")
    first, second = (out / own).read_text("utf-8"), (out / own.replace(".html", "-2.html")).read_text("utf-8")
    assert (len(rows(first)), len(rows(second))) == (100, 20)
    assert "第 2 页，共 2 页" in second
    assert "<svg" in first
    assert "<svg" not in second
    assert (out / own).stat().st_size < 40_000
    assert len(list(out.glob("indicators*.html"))) == 2
