"""``perfdsl init``: a project without findings that shows every part of the notation."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from perfdsl.pipeline import check_all, open_workspace
from perfdsl.site.build import build
from perfdsl.site.errors import OutputUnwritableError, StarterExistsError
from perfdsl.site.starter import create


def test_it_has_no_findings_and_builds(tmp_path: Path) -> None:
    names = create(tmp_path / "新项目")
    workspace = open_workspace(tmp_path / "新项目")
    assert [finding for checked in check_all(workspace) for finding in checked.findings] == []
    assert {"perfdsl.toml", "README.md"} <= set(names)
    result = build(tmp_path / "新项目", tmp_path / "新项目" / "_site")
    assert (result.figures.documents, result.broken) == (2, ())


def test_it_shows_the_whole_notation() -> None:
    from perfdsl.resources import data

    text = "".join(file.read_text("utf-8") for file in sorted(data("starter").rglob("*.perf")))
    for mark in ("部门:", "项目:", "体系:", "编码:", "# 资金", "# 项目", "# 指标", "## ", "### ", "#### ", "<- ", "\n- ", "\n> ", "//", " / ", " >= ", " <= ", " = ", ": - /", "[", "分 "):  # fmt: skip
        assert mark in text, mark


def test_what_a_build_left_in_the_starter_is_not_copied(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A checkout whose starter was built, as the tests and a curious developer do, has a cache and a site in it."""
    from perfdsl.resources import data
    from perfdsl.site import starter

    used = tmp_path / "starter"
    shutil.copytree(data("starter"), used, ignore=shutil.ignore_patterns(".perfdsl", "_site", "__pycache__"))
    names = create(tmp_path / "先")
    build(used, used / "_site")
    (used / ".DS_Store").write_bytes(b"x")
    assert (used / ".perfdsl").is_dir()
    monkeypatch.setattr(starter, "data", lambda _: used)
    assert create(tmp_path / "后") == names
    assert not (tmp_path / "后" / ".perfdsl").exists()
    assert not (tmp_path / "后" / "_site").exists()


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "perfdsl.toml").write_text("mine")
    with pytest.raises(StarterExistsError, match=r"perfdsl\.toml"):
        create(tmp_path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["perfdsl.toml"]


def test_a_file_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("")
    with pytest.raises(OutputUnwritableError):
        create(tmp_path / "x")
