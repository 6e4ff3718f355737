"""A unit or project in other years, and a project's own table: found, linked both ways, never guessed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from perfdsl.site.build import build
from tests.site.samples import TABLE, Project

OWN_TABLE = """项目: 示范项目
年度: 2024
体系: 项目支出三类
{}

# 年度目标

办好示范项目。

# 指标

## 产出指标
### 数量指标
培训班次 >= 4期
"""


def page(out: Path, folder: str, file: str = "index.html") -> str:
    """The part of a page about other documents, ``""`` where there is none."""
    html = min((out / folder).glob(file)).read_text("utf-8")
    return html.partition('<h2 id="other-years">')[2].partition("</section>")[0]


def years(part: str) -> list[list[str]]:
    body = part.partition("<tbody>")[2].partition("</tbody>")[0]
    return [
        [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row)]
        for row in body.splitlines()
        if row.startswith("<tr>")
    ]


@pytest.fixture
def out(project: Project, tmp_path: Path) -> Path:
    """One unit in 2022, 2024 and 2025; its project has a code and in the last year a new name."""
    coded = TABLE.replace("示范项目 = 60", "示范项目 = 60\n> 编码: P1")
    newest = (
        coded.replace("2024", "2025").replace("示范项目", "示范工程").replace("60", "90").replace("40", "60")
    )
    oldest = coded.replace("2024", "2022").replace("60", "50").replace("40", "50")
    build(
        project({"2022/a.perf": oldest, "2024/a.perf": coded, "2025/a.perf": newest}),
        tmp_path / "out",
        draft=True,
    )
    return tmp_path / "out"


def test_every_year_of_a_project_on_every_years_page(out: Path) -> None:
    assert years(page(out, "2024/a", "project-*.html")) == [
        ["2025年度当年名称 示范工程", "90", "+50.0%"],
        ["2024年度（本页）", "60", "+20.0%"],
        ["2022年度", "50", ""],
    ]
    part = page(out, "2022/a", "project-*.html")
    assert 'href="../../2025/a/project-p1.html"' in part
    assert "2022年度 50 万元；2024年度 60 万元；2025年度 90 万元。" in part
    assert 'class="gap"' in part


def test_every_year_of_a_unit(out: Path) -> None:
    rows = years(page(out, "2024/a"))
    assert [row[0] for row in rows] == ["2025年度", "2024年度（本页）", "2022年度"]
    assert [row[1] for row in rows] == ["150", "100", "100"]
    assert [row[2] for row in rows] == ["+50.0%", "持平", ""]


def test_a_unit_of_one_year_has_no_such_part(project: Project, tmp_path: Path) -> None:
    build(project({"2024/a.perf": TABLE, "2024/b.perf": TABLE}), tmp_path / "out")
    assert page(tmp_path / "out", "2024/a") == page(tmp_path / "out", "2024/a", "project-*.html") == ""


@pytest.mark.parametrize(
    ("header", "linked"),
    [
        ("编码: 301-2", True),
        ("主管部门: 示例单位", True),
        ("发布机构: 示例单位", True),
        ("主管部门: 另一单位", False),
        ("", False),
    ],
)
def test_a_table_of_a_project_and_the_departments_project(
    header: str, linked: bool, project: Project, tmp_path: Path
) -> None:
    department = TABLE.replace("年度:", "编码: 301\n年度:")
    build(
        project({"2024/a.perf": department, "2024/p.perf": OWN_TABLE.format(header)}),
        tmp_path / "out",
        draft=True,
    )
    own = "2024/301-2" if header.startswith("编码") else "2024/p"
    table, part = page(tmp_path / "out", own), page(tmp_path / "out", "2024/301", "project-*.html")
    assert ("部门整体表中的项目" in table) is linked
    assert ("单独的绩效目标表" in part) is linked
    if linked:
        assert f'href="../../{own}/index.html">示范项目' in part
        assert re.search(r'href="\.\./\.\./2024/301/project-[0-9a-f]{10}\.html">示例单位', table)


def test_a_template_without_the_slot_stays_as_it_is(project: Project, tmp_path: Path) -> None:
    own = '{% extends "base.html" %}{% block main %}<h1>{{ page.name }}</h1>{% endblock %}'
    files = {
        "2023/a.perf": TABLE.replace("2024", "2023"),
        "2024/a.perf": TABLE,
        "templates/project.html": own,
    }
    build(project(files), tmp_path / "out")
    html = min((tmp_path / "out/2024/a").glob("project-*.html")).read_text("utf-8")
    assert "其他年度" not in html
    assert "各年度" not in html
