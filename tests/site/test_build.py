"""``build``: what it makes, what stops it, and what a draft shows."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from perfdsl.site.build import build
from perfdsl.site.cache.cached_rows import BuildFigures
from perfdsl.site.errors import (
    AddressTakenError,
    BadConfigError,
    BadSettingError,
    BadTemplateError,
    BrokenLinksError,
    BuildError,
    FindingsError,
    NothingToPublishError,
)
from tests.site.samples import TABLE, Project

# What a page may name and never loads: names of formats, the example's own address, the page of record for ICP numbers.
FOREIGN = re.compile(
    r"https?://(?!(www\.w3\.org|www\.example\.gov\.cn|www\.sitemaps\.org|schema\.org|datapackage\.org|json-schema\.org|beian\.miit\.gov\.cn)/)\w"
)
BROKEN = TABLE.replace("<- 示范项目", "<- 示范")


def files(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()
    }


def test_pages_and_progress(project: Project, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    root = project({"2024/a.perf": TABLE, "2024/b.perf": TABLE.replace("示例单位", "另一单位")})
    result = build(root, tmp_path / "out", progress=lambda done, total: seen.append((done, total)))
    names = files(tmp_path / "out")
    pages = sum(name.endswith(".html") for name in names)
    assert (result.figures, result.broken) == (BuildFigures(pages, 2, 0, 0, 0), ())
    assert seen == [(1, 2), (2, 2)]
    assert {"index.html", "404.html", "2024/a/index.html", "2024/a/form.html", "static/site.css"} <= set(
        names
    )
    assert sum(name.startswith("2024/a/project-") for name in names) == 1


def test_errors_stop_it_and_leave_the_old_site(project: Project, tmp_path: Path) -> None:
    root, out = project({"a.perf": TABLE}), tmp_path / "out"
    build(root, out)
    before = files(out)
    (root / "b.perf").write_text(BROKEN, "utf-8")
    with pytest.raises(FindingsError, match="1 处错误") as caught:
        build(root, out)
    assert [one.path for one in caught.value.checked()] == ["b.perf"]
    assert files(out) == before
    assert [entry.name for entry in tmp_path.iterdir() if "perfdsl" in entry.name] == [
        ".out.perfdsl"
    ]  # the spare


def test_the_largest_size_of_a_table_counts_in_a_build_as_in_a_check(
    project: Project, tmp_path: Path
) -> None:
    root = project(
        {"perfdsl.toml": "[files]\nlargest_mb = 1\n", "a.perf": TABLE + f"// {'x' * 1000}\n" * 1000}
    )
    with pytest.raises(FindingsError) as caught:
        build(root, tmp_path / "out")
    [checked] = caught.value.checked()
    assert [finding.code for finding in checked.findings] == ["F220"]


def test_a_draft_builds_all_the_same_and_marks_what_is_wrong(project: Project, tmp_path: Path) -> None:
    text = BROKEN.replace("# 部门职能\n\n负责技能培训。\n\n", "").replace(
        "验收合格率 >= 98%", "验收合格率 >= **%"
    )
    root = project({"2024/a.perf": text, "2024/b.perf": ""})
    result = build(root, tmp_path / "out", draft=True)
    page = (tmp_path / "out/2024/a/index.html").read_text("utf-8")
    assert result.figures.errors > 1
    assert "草稿" in page
    assert "检查发现" in page
    assert '<span class="mark">' in page
    assert "<h2>部门职能</h2>" in page
    assert "未填报" in page
    assert "处错误" in (tmp_path / "out/index.html").read_text("utf-8")


def test_a_file_that_cannot_be_read_is_named_in_a_draft(project: Project, tmp_path: Path) -> None:
    root = project({"a.perf": TABLE})
    (root / "b.perf").mkdir()
    build(root, tmp_path / "out", draft=True)
    assert "<code>b.perf</code>" in (tmp_path / "out/index.html").read_text("utf-8")


def test_warnings_do_not_show_on_a_published_page(project: Project, tmp_path: Path) -> None:
    text = TABLE + "服务对象满意度 = 99%\n"
    result = build(project({"2024/a.perf": text}), tmp_path / "out")
    page = (tmp_path / "out/2024/a/index.html").read_text("utf-8")
    assert result.figures.warnings == 1
    assert "检查发现" not in page
    assert "草稿" not in page


@pytest.mark.parametrize(
    ("texts", "error", "said"),
    [
        ({}, NothingToPublishError, "没有找到"),
        ({"a.perf": TABLE.replace("年度:", "编码: 1\n年度:"), "b.perf": TABLE.replace("年度:", "编码: 1\n年度:")}, AddressTakenError, "“a.perf”和“b.perf”"),
        ({"a.perf": TABLE, "perfdsl.toml": "[site\n"}, BadConfigError, "perfdsl.toml"),
        ({"a.perf": TABLE, "perfdsl.toml": "[site]\ntitle = 3\n"}, BadConfigError, "title"),
        ({"a.perf": TABLE, "perfdsl.toml": '[site]\naddress = "www"\n'}, BadSettingError, "https://"),
        ({"a.perf": TABLE.replace("负责技能培训。", "[见](没有.html)")}, BrokenLinksError, "没有.html|%E6"),
        ({"a.perf": TABLE, "templates/home.html": "{{ page.nothing }}"}, BadTemplateError, "“home.html”第 1 行"),
        ({"a.perf": TABLE, "templates/home.html": "x\n{% if %}"}, BadTemplateError, "“home.html”第 2 行"),
        ({"a.perf": TABLE, "templates/home.html": "{{ 1 / 0 }}"}, BadTemplateError, "“home.html”第 1 行"),
    ],
)  # fmt: skip
def test_what_stops_it(
    texts: dict[str, str], error: type[BuildError], said: str, project: Project, tmp_path: Path
) -> None:
    root = project({"README.md": "", **texts})
    with pytest.raises(error, match=said):
        build(root, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_project_overrides_templates_and_static_files_by_name(project: Project, tmp_path: Path) -> None:
    own = {
        "templates/404.html": '{% extends "base.html" %}{% block main %}<h1>此页不在</h1>{% endblock %}',
        "static/site.css": "body{}",
        "static/seal.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "static/.hidden": "",
    }
    build(project({"a.perf": TABLE, **own}), tmp_path / "out")
    made = files(tmp_path / "out")
    assert "此页不在" in made["404.html"].decode()
    assert made["static/site.css"] == b"body{}"
    assert {"static/seal.svg", "static/icon.svg"} <= set(made)
    assert "static/.hidden" not in made


def test_settings_show(project: Project, tmp_path: Path) -> None:
    toml = '[site]\ntitle = "某市公开"\nintro = "一句话"\nowner = "某市财政局"\ncontact = "12345"\naddress = "https://a.gov.cn/jx"\n'
    build(project({"a.perf": TABLE, "perfdsl.toml": toml}), tmp_path / "out")
    home = (tmp_path / "out/index.html").read_text("utf-8")
    assert all(text in home for text in ("<h1>某市公开</h1>", "一句话", "某市财政局", "12345"))
    assert 'href="https://a.gov.cn/jx/static/site.css"' in (tmp_path / "out/404.html").read_text("utf-8")


def test_two_builds_are_equal_whatever_the_place_the_clock_and_the_hash_seed(
    root: Path, tmp_path: Path
) -> None:
    made = []
    for number, (zone, seed) in enumerate([("Asia/Shanghai", "1"), ("America/New_York", "77")]):
        out = tmp_path / f"site {number}" / "out"
        out.parent.mkdir()
        code = f"from pathlib import Path; from perfdsl.site.build import build; build(Path({str(root / 'examples/provinces')!r}), Path({str(out)!r}), draft=True)"
        environment = {"PATH": "", "TZ": zone, "PYTHONHASHSEED": seed, "LC_ALL": ("C", "C.UTF-8")[number]}
        subprocess.run([sys.executable, "-c", code], check=True, cwd=tmp_path, env=environment)
        made.append(files(out))
    assert made[0] == made[1]
    assert len(made[0]) > 40


def test_no_path_of_this_machine_and_no_foreign_host(drafts: list[Path], tmp_path: Path) -> None:
    for site in drafts:
        for name, content in files(site).items():
            if name.endswith((".xlsx", ".sqlite")):
                continue
            text = content.decode()
            assert str(tmp_path.parent.parent) not in text, name
            assert not re.search(r"<script(?! src=)(?! defer src=)", text), name
            assert "<style" not in text, name
            assert " style=" not in text, name
            assert FOREIGN.search(text) is None, name
