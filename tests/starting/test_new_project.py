"""New projects have no findings and build; what a folder has already, stays."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import get_args

import pytest

from perfdsl.pipeline import check_all, check_settings, open_workspace
from perfdsl.resources import data
from perfdsl.site.build import build
from perfdsl.starting import new_project
from perfdsl.starting.new_project import NewProjectError, ProjectKind, create

KINDS: tuple[ProjectKind, ...] = get_args(ProjectKind)


@pytest.mark.parametrize(("kind", "tables"), [("单位", 2), ("县区", 4)])
def test_it_has_no_findings_and_builds(tmp_path: Path, kind: ProjectKind, tables: int) -> None:
    create(tmp_path / "新项目", kind)
    workspace = open_workspace(tmp_path / "新项目")
    assert [finding for checked in check_all(workspace) for finding in checked.findings] == []
    assert check_settings(workspace) == ()
    result = build(tmp_path / "新项目", tmp_path / "新项目" / "_site")
    assert (result.figures.documents, result.broken) == (tables, ())


@pytest.mark.parametrize("kind", KINDS)
def test_a_project_says_what_its_folders_are_and_what_git_may_leave_out(
    tmp_path: Path, kind: ProjectKind
) -> None:
    names = create(tmp_path, kind)
    assert {".gitattributes", ".gitignore", "README.md", "perfdsl.toml"} <= set(names)
    assert sorted(names) == list(names)
    assert "*.perf text eol=lf\n" in (tmp_path / ".gitattributes").read_text("utf-8")
    readme = (tmp_path / "README.md").read_text("utf-8")
    for command in ("check", "serve", "build", "fmt", "new"):
        assert f"\n    perfdsl {command} " in readme
    for name in ("perfdsl.toml", "体系", "_site", ".perfdsl", ".gitignore"):
        assert f"`{name}`" in readme


def test_git_leaves_out_what_is_made(tmp_path: Path) -> None:
    """Asked of git itself, after a build and a half-written file."""
    import subprocess

    create(tmp_path)
    build(tmp_path, tmp_path / "_site")
    for name in ("._site.perfdsl/a", "2025/.a.perf.perfdsl-new"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    git = ["git", "-c", "core.quotepath=off", "-C", str(tmp_path)]
    subprocess.run([*git, "init", "-q"], check=True)
    listed = subprocess.run([*git, "ls-files", "-o", "--exclude-standard"], check=True, capture_output=True)
    assert listed.stdout.decode().split("\n")[:-1] == [
        ".gitattributes", ".gitignore", "2025/shaoer-yuedu.perf", "2025/tushuguan.perf", "README.md", "perfdsl.toml",
    ]  # fmt: skip


def test_the_starter_of_a_unit_shows_the_whole_notation() -> None:
    text = "".join(file.read_text("utf-8") for file in sorted(data("starter").rglob("*.perf")))
    for mark in ("部门:", "项目:", "体系:", "编码:", "# 资金", "# 项目", "# 指标", "## ", "### ", "#### ", "<- ", "\n- ", "\n> ", "//", " / ", " >= ", " <= ", " = ", ": - /", "[", "分 "):  # fmt: skip
        assert mark in text, mark


def test_a_county_has_its_units_in_each_year(tmp_path: Path) -> None:
    tables = [name for name in create(tmp_path, "县区") if name.endswith(".perf")]
    years = {name.split("/")[0] for name in tables}
    units = {name.split("/")[1] for name in tables}
    assert len(years) == 2
    assert tables == [f"{year}/{unit}" for year in sorted(years) for unit in sorted(units)]


def test_what_a_build_left_in_the_starter_is_not_copied(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A checkout whose starter was built, as the tests and a curious developer do, has a cache and a site in it."""
    used = tmp_path / "starter"
    shutil.copytree(data("starter"), used, ignore=shutil.ignore_patterns(".perfdsl", "_site", "__pycache__"))
    names = create(tmp_path / "先")
    build(used, used / "_site")
    (used / ".DS_Store").write_bytes(b"x")
    assert (used / ".perfdsl").is_dir()
    monkeypatch.setattr(new_project, "data", lambda name: used if name == "starter" else data(name))
    assert create(tmp_path / "后") == names
    assert not (tmp_path / "后" / ".perfdsl").exists()
    assert not (tmp_path / "后" / "_site").exists()


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_overwritten(tmp_path: Path, kind: ProjectKind) -> None:
    (tmp_path / "perfdsl.toml").write_text("mine")
    with pytest.raises(NewProjectError, match=r"已经有“perfdsl\.toml”"):
        create(tmp_path, kind)
    assert [entry.name for entry in tmp_path.iterdir()] == ["perfdsl.toml"]


def test_a_repository_keeps_what_it_says_of_git(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("mine")
    names = create(tmp_path)
    assert ".gitignore" not in names
    assert (tmp_path / ".gitignore").read_text() == "mine"
    assert (tmp_path / ".gitattributes").is_file()


def test_a_file_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("")
    with pytest.raises(NewProjectError, match="不能写入"):
        create(tmp_path / "x")
