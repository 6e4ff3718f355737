"""Has it changed, and whose is it? What a build may keep of the last one, whatever people do with files and folders."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from perfdsl.site.build import build
from perfdsl.site.errors import BuildRunningError
from perfdsl.workspace.cache import FOLDER
from tests.site.cached import BUILD, CONFIG, POSIX, clean, content, edit, several
from tests.site.samples import TABLE, Project

# ---- Has it changed?


@pytest.mark.parametrize("seconds", [-10 * 365 * 86400, -3600, 3600])
def test_a_clock_that_was_set(seconds: int, site: tuple[Path, Path], tmp_path: Path) -> None:
    """Saved by another clock, with the same size: noticed, also where the file seems to come from the future."""
    root, out = site
    file = root / "2024/u1.perf"
    for text in (">= 5期", ">= 6期", ">= 4期"):
        stamp = file.stat()
        edit(file, file.read_text("utf-8").split("培训班次 ")[1][: len(text)], text)
        os.utime(file, ns=(stamp.st_atime_ns, stamp.st_mtime_ns + seconds * 1_000_000_000))
        build(root, out)
        assert text[3:] in (out / "2024/u1/index.html").read_text("utf-8")
    assert content(out) == clean(root, tmp_path)


@pytest.mark.parametrize("name", ["2024/u1.perf", "perfdsl.toml", "static/a.txt", "templates/404.html"])
def test_an_edit_within_the_same_tick_of_the_clock(name: str, project: Project, tmp_path: Path) -> None:
    """Same size, same time: so a file looks that was saved twice where the clock of the disk is coarse."""
    texts = {
        "2024/u1.perf": TABLE,
        "perfdsl.toml": '[site]\ntitle = "4期"\n',
        "static/a.txt": "4期",
        "templates/404.html": "<h1>4期</h1>",
    }
    root, out = project({"2024/u1.perf": TABLE, name: texts[name]}), tmp_path / "out"
    subprocess.run([*BUILD, str(root), "-q", "-o", str(out)], check=True)
    stamp = (root / name).stat()
    edit(root / name, "4期", "9期")
    os.utime(root / name, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    subprocess.run([*BUILD, str(root), "-q", "-o", str(out)], check=True)
    assert content(out) == clean(root, tmp_path)


def test_a_table_that_is_a_link(project: Project, tmp_path: Path) -> None:
    allowed = "[site]\nfollow_links = true\n"
    root, out = project({"2024/a.perf": TABLE, "perfdsl.toml": allowed}), tmp_path / "out"
    (tmp_path / "elsewhere.perf").write_text(TABLE.replace("示例单位", "别处的单位"), "utf-8")
    (root / "2024/b.perf").symlink_to(tmp_path / "elsewhere.perf")
    build(root, out)
    edit(tmp_path / "elsewhere.perf", ">= 4期", ">= 5期")
    build(root, out)
    assert "≥5期" in (out / "2024/b/index.html").read_text("utf-8")


@pytest.mark.parametrize("kind", ["table", "static", "site"])
def test_a_folder_where_a_file_was_and_back(kind: str, site: tuple[Path, Path], tmp_path: Path) -> None:
    root, out = site
    file = {"table": root / "2024/u1.perf", "static": root / "static/x", "site": out / "2024"}[kind]
    file.parent.mkdir(exist_ok=True)
    if kind == "static":
        file.write_text("一个文件", "utf-8")
        build(root, out)
    elif kind == "site":
        shutil.rmtree(file)
        file.write_text("一个文件", "utf-8")
        build(root, out)
        assert content(out) == clean(root, tmp_path)
        return
    text = file.read_text("utf-8")
    file.unlink()
    file.mkdir()
    (file / "inner").write_text("内层", "utf-8")
    build(root, out, draft=kind == "table")
    assert content(out) == clean(root, tmp_path / "folder", draft=kind == "table")
    shutil.rmtree(file)
    file.write_text(text, "utf-8")
    build(root, out)
    assert content(out) == clean(root, tmp_path / "file")


@pytest.mark.parametrize("name", ["2024", "static/else", "2024/u1/index.html"])
def test_what_a_link_in_the_site_leads_to_is_left_alone(
    name: str, site: tuple[Path, Path], tmp_path: Path
) -> None:
    root, out = site
    wanted, place = content(out), out / name
    others = tmp_path / "others"
    shutil.copytree(place, others) if place.is_dir() else others.mkdir()
    (others / "报告.docx").write_text("重要", "utf-8")
    (others / "index.html").write_text("重要", "utf-8")
    before = content(others)
    if place.is_dir():
        shutil.rmtree(place)
    place.unlink(missing_ok=True)
    place.symlink_to(others / "index.html" if name.endswith(".html") else others)
    build(root, out)
    assert content(others) == before
    assert not place.is_symlink()
    assert content(out) == wanted


# ---- Which project, which site


@pytest.mark.parametrize("keep_times", [True, False])
def test_a_project_that_moved(keep_times: bool, project: Project, tmp_path: Path) -> None:
    root = project(several())
    build(root, root / "_site")
    copy = shutil.copy2 if keep_times else shutil.copyfile
    moved = tmp_path / "别处" / "项目二"
    shutil.copytree(root, moved, copy_function=copy)
    edit(moved / "2024/u1.perf", ">= 4期", ">= 5期")
    build(moved, moved / "_site")
    build(moved, tmp_path / "clean")
    assert content(moved / "_site") == content(tmp_path / "clean")
    assert "≥4期" in (root / "_site/2024/u1/index.html").read_text("utf-8")


def test_two_projects_with_one_cache_between_them_and_one_output(project: Project, tmp_path: Path) -> None:
    """A copy of a project holds the cache of the first; both build into the same folder in turn."""
    root, out = project(several()), tmp_path / "out"
    build(root, out)
    twin = tmp_path / "twin"
    shutil.copytree(root, twin)
    edit(twin / "2024/u1.perf", ">= 4期", ">= 5期")
    for number, one in enumerate((twin, root, twin, root)):
        build(one, out)
        assert content(out) == clean(one, tmp_path / str(number))


def test_profiles_side_by_side(project: Project, tmp_path: Path) -> None:
    """Each has a cache of its own, in one folder or in two."""
    root = project({**several(), "2024/u9.perf": TABLE + "服务对象满意度 = 99%\n"})
    for number, draft in enumerate((False, True, False, True, True, False)):
        edit(root / "2024/u1.perf", f">= {number + 4}期", f">= {number + 5}期")
        build(root, tmp_path / "out", draft=draft)
        assert content(tmp_path / "out") == clean(root, tmp_path / str(number), draft=draft)


@pytest.mark.parametrize("draft", [False, True])
def test_one_build_of_a_folder_at_a_time_whatever_the_profile(
    draft: bool, site: tuple[Path, Path], tmp_path: Path
) -> None:
    root, out = site
    edit(root / "2024/u1.perf", ">= 4期", ">= 5期")

    def try_too(_done: int, _total: int) -> None:
        with pytest.raises(BuildRunningError):
            build(root, out, draft=draft)
        build(root, tmp_path / "other", draft=draft)

    assert build(root, out, progress=try_too).written
    assert content(out) == clean(root, tmp_path)


def test_two_outputs_at_once(project: Project, tmp_path: Path) -> None:
    root = project(several(40))
    outs = [tmp_path / "one", tmp_path / "two"]
    running = [subprocess.Popen([*BUILD, str(root), "-q", "-o", str(out)]) for out in outs]
    assert [one.wait() for one in running] == [0, 0]
    wanted = clean(root, tmp_path)
    assert content(outs[0]) == wanted == content(outs[1])


def test_a_part_of_the_project_and_the_whole_in_turn(project: Project, tmp_path: Path) -> None:
    """``build 2024`` makes a site of the tables in that folder, with the settings of the project around it."""
    root, out = (
        project({"perfdsl.toml": CONFIG, **several(), "2023/a.perf": TABLE.replace("2024", "2023")}),
        tmp_path / "out",
    )
    for number, part in enumerate(("2024", ".", "2024", "2023", ".")):
        build(root / part, out)
        shutil.copytree(root, tmp_path / str(number), ignore=shutil.ignore_patterns(FOLDER))
        build(tmp_path / str(number) / part, tmp_path / f"{number} out")
        assert content(out) == content(tmp_path / f"{number} out")
        assert "示范县" in (out / "index.html").read_text("utf-8")


def test_a_project_within_a_project_is_one_of_its_own(project: Project, tmp_path: Path) -> None:
    inner = {"inner/perfdsl.toml": CONFIG, "inner/b.perf": TABLE.replace("示例单位", "内层单位")}
    root, out = project({"perfdsl.toml": CONFIG, "2024/a.perf": TABLE, **inner}), tmp_path / "out"
    build(root, out)
    before = content(out)
    edit(root / "inner/b.perf", ">= 4期", ">= 5期")
    assert build(root, out).written == 0
    assert content(out) == before
    assert not (root / "inner" / FOLDER).exists()
    build(root / "inner", tmp_path / "inner out")
    assert (root / "inner" / FOLDER).is_dir()
    assert "内层单位" in (tmp_path / "inner out/units.html").read_text("utf-8")


@POSIX
def test_files_have_the_bits_that_the_user_wants(project: Project, tmp_path: Path) -> None:
    """Those of a new file: as the umask says, whoever wrote it, in a new site and in a changed one."""
    root, out = project({**several(40), "static/a.sh": "#!/bin/sh\n"}), tmp_path / "out"
    (root / "static/a.sh").chmod(0o700)
    for text in ("4期", "5期"):
        edit(root / "2024/u1.perf", ">= 4期", f">= {text}")
        subprocess.run([*BUILD, str(root), "-q", "-o", str(out), "--jobs", "2"], check=True, umask=0o027)
        modes = {(one.is_dir(), one.stat().st_mode & 0o777) for one in out.rglob("*")}
        assert modes == {(True, 0o750), (False, 0o640)}
