"""The old site stays whole, whatever happens; a folder that is not ours is never touched."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from perfdsl.publishing.marker import MARKER
from perfdsl.site.build import build
from perfdsl.site.building.staging import Stage
from perfdsl.site.errors import BuildRunningError, OutputNotOursError, OutputUnwritableError
from perfdsl.workspace.cache import FOLDER
from tests.site.samples import TABLE, Project

SLOW = """
import sys, time
from pathlib import Path
from perfdsl.publishing.marker import MARKER
from perfdsl.site.build import build
def wait(done, total):
    Path(sys.argv[3]).write_text(str(done))
    time.sleep(0.2)
build(Path(sys.argv[1]), Path(sys.argv[2]), progress=wait)
"""


def names(folder: Path) -> list[str]:
    return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())


def content(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in names(folder)}


def clean(root: Path, tmp_path: Path) -> dict[str, bytes]:
    """What a build makes that knows of nothing."""
    shutil.rmtree(root / FOLDER)
    build(root, tmp_path / "clean")
    return content(tmp_path / "clean")


def site_of(project: Project, tmp_path: Path, count: int = 1) -> tuple[Path, Path]:
    root = project({f"2024/{number}.perf": TABLE for number in range(count)})
    build(root, tmp_path / "out")
    return root, tmp_path / "out"


def test_a_killed_build_leaves_the_old_site_and_the_next_one_cleans_up(
    project: Project, tmp_path: Path
) -> None:
    root, out = site_of(project, tmp_path)
    before = names(out)
    for number in range(1, 9):
        (root / f"2024/{number}.perf").write_text(TABLE, "utf-8")
    told = tmp_path / "told"
    process = subprocess.Popen([sys.executable, "-c", SLOW, str(root), str(out), str(told)])
    while not told.exists() or int(told.read_text() or 0) < 3:
        assert process.poll() is None
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert names(out) == before
    assert (tmp_path / ".out.perfdsl-new" / MARKER).is_file()
    build(root, out)
    assert len(names(out)) > len(before)
    assert sorted(entry.name for entry in tmp_path.iterdir() if "out" in entry.name) == ["out"]


def test_a_kill_between_the_two_renames_is_repaired(project: Project, tmp_path: Path) -> None:
    root, out = site_of(project, tmp_path)
    before = names(out)
    out.rename(tmp_path / ".out.perfdsl-old")
    with Stage(out, root):
        assert names(out) == before
    assert not (tmp_path / ".out.perfdsl-old").exists()


def test_a_second_rename_that_fails_brings_the_old_site_back(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, out = site_of(project, tmp_path)
    shutil.rmtree(root / FOLDER)  # nothing is known of the old site: the new one takes its place as a whole
    before = names(out)
    rename = Path.rename

    def fail(self: Path, target: Path) -> Path:
        if self.name == ".out.perfdsl-new":
            raise PermissionError(13, "被占用")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(OutputUnwritableError, match="被占用"):
        build(root, out)
    assert names(out) == before
    assert not (tmp_path / ".out.perfdsl-new").exists()


def changed_site(project: Project, tmp_path: Path) -> tuple[Path, Path, dict[str, bytes]]:
    """A project whose next build will change, add and remove files of the site; the site as it is."""
    root, out = site_of(project, tmp_path, 3)
    (root / "2024/0.perf").write_text(TABLE.replace(">= 4期", ">= 5期"), "utf-8")
    (root / "2024/1.perf").unlink()
    (root / "2024/9.perf").write_text(TABLE, "utf-8")
    return root, out, content(out)


@pytest.mark.parametrize("moved", [0, 1, 5, 20])
def test_an_exchange_that_fails_is_undone(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moved: int
) -> None:
    root, out, before = changed_site(project, tmp_path)
    replace, done = Path.replace, iter(range(1000))

    def fail(self: Path, target: Path) -> Path:
        if ".out.perfdsl-new" in self.parts and next(done) == moved:
            raise OSError(28, "磁盘已满")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OutputUnwritableError, match="磁盘已满"):
        build(root, out)
    assert content(out) == before
    assert [entry.name for entry in tmp_path.iterdir() if "perfdsl" in entry.name] == []
    monkeypatch.undo()
    build(root, out)
    assert content(out) == clean(root, tmp_path)


KILLED = """
import os, signal, sys
from pathlib import Path
from perfdsl.site.build import build
replace, left = Path.replace, int(sys.argv[3])
def kill(self, target):
    global left
    left -= ".out.perfdsl-new" in self.parts
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return replace(self, target)
Path.replace = kill
build(Path(sys.argv[1]), Path(sys.argv[2]))
"""


@pytest.mark.parametrize("moved", [0, 3, 20])
def test_an_exchange_that_is_killed_is_undone_by_the_next_build(
    project: Project, tmp_path: Path, moved: int
) -> None:
    root, out, before = changed_site(project, tmp_path)
    killed = subprocess.run([sys.executable, "-c", KILLED, root, out, str(moved)], check=False)
    assert killed.returncode == -signal.SIGKILL
    with Stage(out, root):
        assert content(out) == before
    build(root, out)
    assert content(out) == clean(root, tmp_path)
    assert [entry.name for entry in tmp_path.iterdir() if "perfdsl" in entry.name] == []


def test_one_build_at_a_time(project: Project, tmp_path: Path) -> None:
    root, out = site_of(project, tmp_path)
    told = tmp_path / "told"
    (root / "2024/0.perf").write_text(TABLE.replace(">= 4期", ">= 5期"), "utf-8")
    process = subprocess.Popen([sys.executable, "-c", SLOW, str(root), str(out), str(told)])
    while not told.exists():
        assert process.poll() is None
        time.sleep(0.01)
    with pytest.raises(BuildRunningError):
        build(root, out)
    assert process.wait() == 0


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
