"""A table's page shows the change on last year, wherever last year's file stands in the order of files."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfdsl.site.build import build
from tests.site.samples import TABLE, Project

CODED = TABLE.replace("年度: 2024", "年度: 2024\n编码: 1")
BEFORE = CODED.replace("2024", "2023").replace("基本支出 = 40", "基本支出 = 20")


@pytest.mark.parametrize(("this", "last"), [("b.perf", "a.perf"), ("a.perf", "b.perf")])
def test_the_order_of_files_does_not_matter(this: str, last: str, project: Project, tmp_path: Path) -> None:
    result = build(project({this: CODED, last: BEFORE}), tmp_path / "out")
    page = (tmp_path / "out/2024/1/index.html").read_text("utf-8")
    assert '<a href="../../2023/1/index.html"><span class="label">比上年</span>' in page
    assert "<b>+25.0%</b>" in page
    assert "2023年度为 80 万元" in page
    assert result.figures.pages == len(list((tmp_path / "out").rglob("*.html")))
    assert ">比上年<" not in (tmp_path / "out/2023/1/index.html").read_text("utf-8")


def test_the_same_money_is_no_change(project: Project, tmp_path: Path) -> None:
    same = CODED.replace("2024", "2023")
    build(project({"a.perf": CODED, "b.perf": same}), tmp_path / "out")
    assert "<b>持平</b>" in (tmp_path / "out/2024/1/index.html").read_text("utf-8")


def test_two_years_ago_is_not_last_year(project: Project, tmp_path: Path) -> None:
    build(project({"a.perf": CODED, "b.perf": BEFORE.replace("2023", "2022")}), tmp_path / "out")
    assert ">比上年<" not in (tmp_path / "out/2024/1/index.html").read_text("utf-8")
