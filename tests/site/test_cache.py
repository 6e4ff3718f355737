"""The cache is never trusted and never needed: whatever it holds, and wherever it cannot be, the site comes out right."""

from __future__ import annotations

import os
import pickle
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from perfdsl.site.build import build
from perfdsl.site.building.target import Options, already_built, state_file
from perfdsl.site.errors import BuildRunningError
from perfdsl.workspace.cache import FOLDER
from tests.site.samples import TABLE, Project

POSIX = pytest.mark.skipif(os.name != "posix", reason="permissions, mounts and limits of POSIX systems")
CONFIG = '[site]\ntitle = "示范县"\n'
BUILD = [sys.executable, "-m", "perfdsl", "build"]


def content(folder: Path) -> dict[str, bytes]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def clean(root: Path, home: Path, *, draft: bool = False) -> dict[str, bytes]:
    """What a build of a fresh copy makes."""
    shutil.copytree(root, home / "clean", ignore=shutil.ignore_patterns(FOLDER), symlinks=True)
    build(home / "clean", home / "clean out", draft=draft)
    return content(home / "clean out")


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def several(count: int = 3) -> dict[str, str]:
    return {f"2024/u{one}.perf": TABLE.replace("示例单位", f"第{one}单位") for one in range(count)}


@pytest.fixture
def site(project: Project, tmp_path: Path) -> tuple[Path, Path]:
    """A project of three tables and its site, built."""
    root, out = project(several()), tmp_path / "out"
    build(root, out)
    return root, out


def state_of(root: Path, out: Path) -> Path:
    return state_file(root, out, Options())


# ---- What it holds is never executed


class Bomb:
    """Unpickled by Python's own reader, it makes a file."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, (f"touch '{self.file}'",)


BLOBS = ["source.head", "rows.rows", "rows.links", "piece.data", "sheet.recipe", "link.links"]


@pytest.mark.parametrize("blob", BLOBS)
def test_a_cache_that_names_a_function_is_refused(blob: str, site: tuple[Path, Path], tmp_path: Path) -> None:
    root, out = site
    bomb, (table, column) = pickle.dumps(Bomb(tmp_path / "executed")), blob.split(".")
    with closing(sqlite3.connect(state_of(root, out))) as database:
        assert database.execute(f"update {table} set {column} = ?", (bomb,)).rowcount  # noqa: S608
        database.commit()
    edit(root / "2024/u1.perf", "培训班次 >= 4期", "讲座 >= 5场")
    (root / "2024/u2.perf").unlink()
    build(root, out)
    assert content(out) == clean(root, tmp_path)
    assert not (tmp_path / "executed").exists()
    pickle.loads(bomb)  # noqa: S301 - so it would have been
    assert (tmp_path / "executed").exists()


@pytest.mark.parametrize("figures", ["", "3", "[1]", "[[[[", '{"a": 1}'])
def test_figures_that_are_none(figures: str, site: tuple[Path, Path], tmp_path: Path) -> None:
    root, out = site
    with closing(sqlite3.connect(state_of(root, out))) as database:
        database.execute("update about set value = ? where key = 'figures'", (figures,))
        database.commit()
    assert already_built(root, out, Options()) is None
    assert build(root, out).figures.documents == 3
    assert content(out) == clean(root, tmp_path)


@pytest.mark.parametrize("table", ["about", "rows", "piece", "sheet", "link", "file", "input"])
@pytest.mark.parametrize("how", ["delete from {}", "alter table {} rename to other"])
def test_a_cache_with_holes(how: str, table: str, site: tuple[Path, Path], tmp_path: Path) -> None:
    root, out = site
    with closing(sqlite3.connect(state_of(root, out))) as database:
        database.execute(how.format(table))
        database.commit()
    edit(root / "2024/u1.perf", "培训班次 >= 4期", "讲座 >= 5场")
    build(root, out)
    assert content(out) == clean(root, tmp_path)


def test_a_cache_of_another_layout(site: tuple[Path, Path], tmp_path: Path) -> None:
    """As another version may leave it where it gave its file the same name: it goes, the next build makes a new one."""
    root, out = site
    state_of(root, out).unlink()
    with closing(sqlite3.connect(state_of(root, out))) as database:
        database.execute("create table source (name text, other blob)")
        database.execute("create table about (key text)")
        database.commit()
    edit(root / "2024/u1.perf", ">= 4期", ">= 5期")
    build(root, out)
    assert content(out) == clean(root, tmp_path)
    build(root, out)
    assert build(root, out).written == 0


def test_a_page_of_the_cache_that_is_damaged(site: tuple[Path, Path], tmp_path: Path) -> None:
    """SQLite notices it in the middle of a build only."""
    root, out = site
    file = state_of(root, out)
    data = bytearray(file.read_bytes())
    for start in range(8192, len(data), 4096):
        data[start : start + 512] = b"\xff" * 512
    file.write_bytes(data)
    edit(root / "2024/u1.perf", ">= 4期", ">= 5期")
    build(root, out)
    assert content(out) == clean(root, tmp_path)


def test_a_piece_that_is_damaged(site: tuple[Path, Path], tmp_path: Path) -> None:
    root, out = site
    with closing(sqlite3.connect(state_of(root, out))) as database:
        [(data, crc)] = database.execute("select data, crc from piece limit 1")
        assert zlib.crc32(data) == crc
        database.execute("update piece set data = substr(data, 1, length(data) - 3)")
        database.commit()
    edit(root / "2024/u1.perf", ">= 4期", ">= 5期")
    build(root, out)
    assert content(out) == clean(root, tmp_path)


# ---- Where it cannot be


@pytest.mark.parametrize("count", [3, 40])
def test_somebody_holds_the_cache(count: int, project: Project, tmp_path: Path) -> None:
    root, out = project(several(count)), tmp_path / "out"
    build(root, out, jobs=2)
    edit(root / "2024/u1.perf", ">= 4期", ">= 5期")
    with closing(sqlite3.connect(state_of(root, out), isolation_level=None)) as database:
        database.execute("begin exclusive")
        assert already_built(root, out, Options()) is None
        build(root, out, jobs=2)
    assert content(out) == clean(root, tmp_path)


@pytest.mark.parametrize("place", ["site.sqlite", "site.lock", "."])
def test_something_else_is_in_its_place(place: str, site: tuple[Path, Path], tmp_path: Path) -> None:
    root, out = site
    file = state_of(root, out)
    locks = list((root / FOLDER).glob("*.lock"))
    for one in {"site.sqlite": [file], "site.lock": locks, ".": [root / FOLDER]}[place]:
        shutil.rmtree(one) if one.is_dir() else one.unlink()
        if place == ".":
            one.write_text("一个文件", "utf-8")
        else:
            one.mkdir()
    edit(root / "2024/u1.perf", ">= 4期", ">= 5期")
    build(root, out)
    assert content(out) == clean(root, tmp_path)


def test_it_may_be_deleted_at_any_time(project: Project, tmp_path: Path) -> None:
    """Between two builds, and in the middle of one."""
    root, out = project(several(40)), tmp_path / "out"

    def delete(done: int, _total: int) -> None:
        if done == 20:
            shutil.rmtree(root / FOLDER, ignore_errors=True)

    build(root, out, jobs=2, progress=delete)
    wanted = clean(root, tmp_path)
    assert content(out) == wanted
    shutil.rmtree(root / FOLDER, ignore_errors=True)
    build(root, out)
    assert content(out) == wanted


def mount(*arguments: str) -> None:
    done = subprocess.run(["mount", *arguments], check=False, capture_output=True)
    if done.returncode:
        pytest.skip("needs the right to mount")


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[None]:
    """A disk of that size in the folder; skips where this user may not have one."""
    folder.mkdir(parents=True, exist_ok=True)
    mount("-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder))
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_full_disk_leaves_the_site_as_it_was(jobs: str, project: Project, tmp_path: Path) -> None:
    root = project({"2024/a.perf": TABLE})
    with small_disk(tmp_path / "disk", "2m"):
        out = tmp_path / "disk/out"
        build(root, out)
        before = content(out)
        project(several(60))
        done = subprocess.run(
            [*BUILD, str(root), "-o", str(out), "--jobs", jobs], check=False, capture_output=True, text=True
        )
        assert done.returncode == 1
        assert done.stderr.startswith(f"无法写入输出文件夹“{out}”")
        assert done.stderr.count("\n") == 1
        assert content(out) == before
        assert [entry.name for entry in out.parent.iterdir()] == ["out"]


@pytest.mark.parametrize("count", [3, 40])
def test_a_full_disk_of_the_cache_does_no_harm(count: int, project: Project, tmp_path: Path) -> None:
    root = project(several(count))
    with small_disk(root / FOLDER, "40k"):
        for _ in range(2):
            build(root, tmp_path / "out", jobs=2)
    assert content(tmp_path / "out") == clean(root, tmp_path)


@POSIX
@pytest.mark.parametrize("limit", [100, 3_000, 30_000])
def test_a_limit_on_files_ends_in_a_sentence(limit: int, site: tuple[Path, Path]) -> None:
    root, out = site
    before = content(out)
    for file in (root / "2024").iterdir():
        edit(file, ">= 4期", ">= 5期")
    done = subprocess.run(
        [*BUILD, str(root), "-o", str(out)],
        check=False,
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )
    assert done.returncode == 1, done.stderr
    assert "无法写入" in done.stderr
    assert content(out) == before


@POSIX
@pytest.mark.parametrize("has_cache", [False, True])
@pytest.mark.parametrize("count", ["3", "40"])
def test_a_project_that_may_only_be_read(count: str, has_cache: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        root = home / "项目"
        for name, text in several(int(count)).items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text, "utf-8")
        wanted = clean(root, home)
        shutil.rmtree(root / FOLDER, ignore_errors=True)
        if has_cache:
            build(root, home / "new" / "out")
            edit(root / "2024/u1.perf", "4期", "4期")
            shutil.rmtree(home / "new")
        (home / "new").mkdir()
        with read_only(root):
            done = subprocess.run(
                [*BUILD, str(root), "-o", str(home / "new" / "out"), "--jobs", "2"],
                check=False,
                capture_output=True,
                text=True,
                cwd=folder,
            )
        assert (done.returncode, done.stderr) == (0, "")
        assert content(home / "new" / "out") == wanted


@contextmanager
def read_only(root: Path) -> Iterator[None]:
    """A folder that may only be read: by a mount for root, who may write everywhere else, by its bits for others."""
    if os.geteuid() == 0:
        mount("--bind", str(root), str(root))
        mount("-o", "remount,bind,ro", str(root))
    else:
        for one in [root, *root.rglob("*")]:
            one.chmod(0o555 if one.is_dir() else 0o444)
    try:
        yield
    finally:
        if os.geteuid() == 0:
            subprocess.run(["umount", "-l", str(root)], check=True)
        else:
            for one in [root, *root.rglob("*")]:
                one.chmod(0o755)


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
    root, out = project({"2024/a.perf": TABLE}), tmp_path / "out"
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
    root, out = project({"perfdsl.toml": CONFIG, **several(), "2023/a.perf": TABLE}), tmp_path / "out"
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
