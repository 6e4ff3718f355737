"""Small pages, one small style sheet, and nothing that Chromium 90 lacks."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

from perfdsl.resources import data
from perfdsl.site.build import build
from tests.site.samples import TABLE, Project

# Each came after Chromium 90.
TOO_NEW = (":has(", "@layer", "@container", "@supports selector", "color-mix(", "oklch(", "&:", "& .", "subgrid", "dvh", "inset-inline", ":user-valid", "aspect-ratio: auto", "accent-color", "text-wrap")  # fmt: skip


def style() -> str:
    return data("site_templates/static/site.css").read_text("utf-8")


def test_the_style_sheet_is_light() -> None:
    assert len(gzip.compress(style().encode(), 9)) <= 12_000


def test_the_style_sheet_is_for_chromium_90() -> None:
    assert [word for word in TOO_NEW if word in style()] == []


def test_nesting_is_not_used() -> None:
    depth = 0
    for mark in re.findall(r"@media|[{}]", re.sub(r"/\*.*?\*/", "", style(), flags=re.DOTALL)):
        depth += {"{": 1, "}": -1}.get(mark, -1 if mark == "@media" else 0)
        if mark == "}" and depth < 0:
            depth = 0
        assert depth <= 1


def test_about_thirty_properties_make_a_theme() -> None:
    root = style().split(":root {", 1)[1].split("}", 1)[0]
    assert 25 <= len(re.findall(r"^\s*--[a-z0-9-]+:", root, re.MULTILINE)) <= 40


def test_a_page_of_sixty_indicators(project: Project, tmp_path: Path) -> None:
    rows = "".join(
        f"职业技能提升培训人数第{number}批 >= {number + 100}人 [1分]\n> 数据来源: 培训签到表\n"
        for number in range(60)
    )
    build(project({"2024/a.perf": TABLE.replace("培训班次 >= 4期\n", rows)}), tmp_path / "out", draft=True)
    assert (tmp_path / "out/2024/a/index.html").stat().st_size <= 40_000


def test_a_page_is_as_big_among_many_as_alone(project: Project, tmp_path: Path) -> None:
    one = project({"2024/a.perf": TABLE})
    build(one, tmp_path / "one")
    many = project({f"2024/{number}.perf": TABLE for number in range(30)})
    build(many, tmp_path / "many")
    assert (tmp_path / "one/2024/a/index.html").read_bytes() == (
        tmp_path / "many/2024/a/index.html"
    ).read_bytes()
