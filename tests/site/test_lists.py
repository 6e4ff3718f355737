"""The pages of a year and of the whole site, as the example of a county shows them."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from perfdsl.site.build import build
from perfdsl.site.errors import BadSettingError
from perfdsl.site.expected import Expected, expected_units
from perfdsl.site.views.glossary import chapters
from tests.site.samples import TABLE, Project


def text_of(site: Path, address: str) -> str:
    """What a reader sees of a page: words, with one space where a tag stood."""
    html = (site / address).read_text("utf-8")
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.split("<main", 1)[1])))


def rows_of(site: Path, address: str) -> list[str]:
    html = (site / address).read_text("utf-8")
    bodies = "".join(re.findall(r"<tbody>(.*?)</tbody>", html, re.DOTALL))
    rows = re.findall(r"<tr.*?</tr>", bodies, re.DOTALL)
    return [re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", row))).strip() for row in rows]


def test_home_has_search_four_numbers_the_newest_and_the_way_to_everything(county: Path) -> None:
    html, text = (county / "index.html").read_text("utf-8"), text_of(county, "index.html")
    assert '<form class="search" action="search.html" method="get" role="search">' in html
    tiles = re.findall(r'<li class="tile"><a href="([^"]+)"><span class="label">([^<]+)', html)
    assert tiles == [("units.html", "单位"), ("funding.html", "资金总额"), ("projects.html", "项目"), ("indicators.html", "绩效指标")]  # fmt: skip
    assert re.search(r"最新公开\s+青山县图书馆 2025年度 2025-02-12\s+青山县水务局 2025年度 2025-02-10", text)
    assert all(f'href="{page}"' in html for page in ("2024/index.html", "data.html", "glossary.html"))


def test_home_names_twenty_units_and_leads_to_the_others(project: Project, tmp_path: Path) -> None:
    build(project({f"{number:03}.perf": TABLE for number in range(21)}), tmp_path / "out")
    assert len(rows_of(tmp_path / "out", "index.html")) == 20
    assert "2024年度全部 21 张表" in text_of(tmp_path / "out", "index.html")


def test_the_units_of_each_year(county: Path) -> None:
    assert rows_of(county, "2024/index.html") == [
        "青山县教育局 15,580.5 6 45 26 2024-02-05",
        "青山县图书馆 主管：青山县文化体育和旅游局 459.2 3 41 21 2024-02-07",
        "青山县水务局 5,370 5 45 25 2024-02-06",
    ]


def test_the_newest_year_stands_at_two_addresses(county: Path) -> None:
    for name in ("units", "projects", "funding", "status"):
        year = f"2025/{'index' if name == 'units' else name}.html"
        assert rows_of(county, f"{name}.html") == rows_of(county, year)


def test_a_hundred_units_a_page(project: Project, tmp_path: Path) -> None:
    build(project({f"{number:03}.perf": TABLE for number in range(101)}), tmp_path / "out")
    for name in ("index", "projects", "funding", "status"):
        assert len(rows_of(tmp_path / "out", f"2024/{name}-2.html")) == 1, name
        assert f'href="../2024/{name}-2.html" rel="next"' in (tmp_path / f"out/2024/{name}.html").read_text()
    assert 'href="2024/index-2.html" rel="next"' in (tmp_path / "out/units.html").read_text("utf-8")
    assert "资金来源" not in text_of(tmp_path / "out", "2024/funding-2.html")


def test_projects_from_large_to_small(county: Path) -> None:
    rows = rows_of(county, "2025/projects.html")
    assert rows[0] == "义务教育学校公用经费补助 青山县教育局 5,400 34.1%"
    assert rows[-1] == "少儿阅读推广 青山县图书馆 32 0.2%"
    assert "共 14 个项目，合计 15,818 万元" in text_of(county, "2025/projects.html")


def test_money_by_source_by_unit_and_by_year(county: Path) -> None:
    rows = rows_of(county, "2025/funding.html")
    assert rows[:4] == [
        "一般公共预算资金 20,301.5 3 92.7%",
        "政府性基金 1,380 2 6.3%",
        "上年结转资金 210 1 1.0%",
        "其他资金 20 1 0.1%",
    ]
    assert "青山县水务局 5,085 1,285 3,800 74.7%" in rows
    assert rows[-2:] == ["2025年度 21,911.5 3 +2.3%", "2024年度 21,409.7 3 —"]


def test_a_single_project_counts_once_beside_its_department(project: Project, tmp_path: Path) -> None:
    """The starter has a department and the table of one of its projects."""
    single = "项目: 示范项目\n年度: 2024\n体系: 项目支出三类\n# 年度目标\n\n办班。\n\n# 资金（万元）\n本级财政资金 = 60\n# 指标\n## 产出指标\n### 数量指标\n班次 >= 4期\n## 效益指标\n### 社会效益指标\n企业数量 >= 5家\n## 满意度指标\n### 服务对象满意度指标\n满意度 >= 90%\n"
    build(project({"a.perf": TABLE, "b.perf": single}), tmp_path / "out", draft=True)
    tiles = text_of(tmp_path / "out", "units.html")
    assert re.search(r"单位 1 个 资金总额 100 万元", tiles)
    assert rows_of(tmp_path / "out", "funding.html")[-1].startswith("示例单位 100")


def test_who_has_published_when_and_who_has_not(county: Path) -> None:
    assert rows_of(county, "2025/status.html") == [
        "青山县审计局 211001 未公开 — — — —",
        "青山县教育局 205001 已公开 2025-01-24 2025-02-08 15 —",
        "青山县图书馆 207003 已公开 2025-01-26 2025-02-12 17 —",
        "青山县水务局 213001 已公开 2025-01-24 2025-02-10 17 —",
    ]
    assert "另有 1 个单位尚未公开" in text_of(county, "2025/status.html")


def test_late_and_incomplete_tables_are_marked(project: Project, tmp_path: Path) -> None:
    text = TABLE.replace("体系:", "批复日期: 2024-01-01\n公开日期: 2024-02-05\n体系:")
    build(
        project({"a.perf": text.replace("# 部门职能\n\n负责技能培训。\n\n", "")}),
        tmp_path / "out",
        draft=True,
    )
    (row,) = rows_of(tmp_path / "out", "status.html")
    assert row.endswith("2024-01-01 2024-02-05 35 超期 部门职能")
    assert "1 处错误" in row


@pytest.mark.parametrize(
    ("units", "read"),
    [
        (["205001 青山县教育局"], [Expected("205001", "青山县教育局")]),
        (["青山县教育局", " "], [Expected("", "青山县教育局")]),
        (["205001"], [Expected("205001", "205001")]),
        (["第三 小学"], [Expected("", "第三 小学")]),
    ],
)
def test_units_that_ought_to_publish(units: list[str], read: list[Expected]) -> None:
    assert list(expected_units({"units": units})) == read


@pytest.mark.parametrize("units", ["205001", [205001], {"a": 1}])
def test_units_written_otherwise(units: object) -> None:
    with pytest.raises(BadSettingError, match="units"):
        expected_units({"units": units})


def test_corrections_on_their_list_and_on_the_page(county: Path) -> None:
    rows = rows_of(county, "corrections.html")
    assert rows == [
        "维修养护小型水库数 2024年度 青山县水务局 2024-04-15 ≥40座 ≥42座 漏计年初移交的2座水库",
        "参加活动的未成年人数 2024年度 青山县图书馆 2024-03-20 ≥2600人次 ≥2600人 单位误写",
    ]
    page = (county / "2024/213001/index.html").read_text("utf-8")
    assert re.search(r'<h2 id="corrections">更正</h2>.*href="index.html#i-[0-9a-f]{8}"', page, re.DOTALL)
    assert '<h2 id="corrections">' not in (county / "2025/213001/index.html").read_text("utf-8")


def test_a_correction_in_words_of_its_own_is_told_whole(project: Project, tmp_path: Path) -> None:
    text = TABLE.replace("培训班次 >= 4期", "培训班次 >= 4期\n> 更正: 笔误")
    build(project({"a.perf": text}), tmp_path / "out")
    assert rows_of(tmp_path / "out", "corrections.html") == ["培训班次 2024年度 示例单位 — — — 笔误"]


def test_no_corrections_is_said(corrected: Path) -> None:
    assert "没有更正。" in text_of(corrected, "corrections.html")


def test_the_glossary_explains_every_term_once(county: Path) -> None:
    names = [term.name for chapter in chapters() for term in chapter.terms]
    assert len(names) == len(set(names)) > 30
    assert all(term.text.endswith("。") for chapter in chapters() for term in chapter.terms)
    html = (county / "glossary.html").read_text("utf-8")
    assert all(f'id="{term.anchor}"' in html for chapter in chapters() for term in chapter.terms)
