"""A folder that is not ours is never touched; what may be an output, and what becomes of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from perfdsl.publishing.deploy import publish
from perfdsl.site.build import build
from perfdsl.site.errors import (
    OutputNotOursError,
    OutputPublishedError,
    OutputUnwritableError,
)
from tests.site.samples import TABLE, Project
from tests.site.staged import names, site_of


def test_a_place_of_publications_is_no_output(project: Project, tmp_path: Path) -> None:
    root, out = site_of(project, tmp_path)
    publish(out, tmp_path / "www")
    with pytest.raises(OutputPublishedError, match="publish"):
        build(root, tmp_path / "www")


@pytest.mark.parametrize("stranger", ["报告.docx", ".git/config", "2024/x.txt"])
def test_a_folder_of_others_is_left_alone(stranger: str, project: Project, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / stranger).parent.mkdir(parents=True)
    (out / stranger).write_text("重要")
    with pytest.raises(OutputNotOursError, match=stranger.split("/", maxsplit=1)[0]):
        build(project({"a.perf": TABLE}), out)
    assert names(out) == [stranger]


def test_what_someone_added_to_our_folder_is_not_deleted(project: Project, tmp_path: Path) -> None:
    root, out = site_of(project, tmp_path)
    (out / "CNAME").write_text("a.gov.cn")
    with pytest.raises(OutputNotOursError, match="CNAME"):
        build(root, out)
    assert (out / "CNAME").is_file()


def test_an_empty_folder_and_desktop_clutter_are_fine(project: Project, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / ".DS_Store").write_text("")
    build(project({"a.perf": TABLE}), out)
    assert (out / "index.html").is_file()


def test_the_project_is_never_the_output(project: Project, tmp_path: Path) -> None:
    root = project({"a.perf": TABLE})
    for out in (root, root.parent):
        with pytest.raises(OutputNotOursError):
            build(root, out)
    build(root, root / "_site")
    build(root, root / "_site")
    assert (root / "a.perf").is_file()


def test_a_file_where_the_folder_should_be(project: Project, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("重要")
    with pytest.raises(OutputNotOursError):
        build(project({"a.perf": TABLE}), tmp_path / "out")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_no_right_to_write(project: Project, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o555)
    with pytest.raises(OutputUnwritableError):
        build(project({"a.perf": TABLE}), closed / "out")


def test_a_link_to_a_folder_stays_a_link(project: Project, tmp_path: Path) -> None:
    root = project({"a.perf": TABLE})
    (tmp_path / "real").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "real", target_is_directory=True)
    build(root, tmp_path / "out")
    assert (tmp_path / "out").is_symlink()
    assert (tmp_path / "real" / "index.html").is_file()
