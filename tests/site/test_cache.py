"""The cache is never trusted and never needed: whatever it holds, and wherever it cannot be, the site comes out right."""

from __future__ import annotations

import os
import pickle
import resource
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from perfdsl.publishing.beside import hidden
from perfdsl.site.build import build
from perfdsl.site.cache.build_cache import LAYOUT
from perfdsl.site.cache.freshness import already_built
from perfdsl.site.options import Options
from perfdsl.workspace.cache import FOLDER
from perfdsl.workspace.store import Store
from tests.site.cached import BUILD, KINDS, POSIX, cache_of, clean, content, edit, several
from tests.site.samples import TABLE, Project

# ---- What it holds is never executed


class Bomb:
    """Unpickled by Python's own reader, it makes a file."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, (f"touch '{self.file}'",)


@pytest.mark.parametrize("kind", sorted(KINDS - {"contribution", "keys", "input", "fragments"}))
def test_a_cache_that_names_a_function_is_refused(kind: str, site: tuple[Path, Path], tmp_path: Path) -> None:
    """Also where its checksums are right: whoever made the cache may have made them too."""
    root, out = site
    bomb = pickle.dumps(Bomb(tmp_path / "executed"))
    with Store(cache_of(root, out), KINDS, LAYOUT) as store:
        assert [store.put(kind, key, bomb) for key, _ in list(store.all(kind))]
        store.commit()
    edit(root / "2024/u1.perf", "培训班次 >= 4期", "讲座 >= 5场")
    (root / "2024/u2.perf").unlink()
    build(root, out)
    assert content(out) == clean(root, tmp_path)
    assert not (tmp_path / "executed").exists()
    pickle.loads(bomb)  # noqa: S301 - so it would have been
    assert (tmp_path / "executed").exists()


EMPTIED, GONE = "delete from {}", "alter table {} rename to other"
HOLES = [*((EMPTIED, table) for table in sorted(KINDS | {"tally"})), (GONE, "document"), (GONE, "tally")]


@pytest.mark.parametrize(("how", "table"), HOLES)
def test_a_cache_with_holes(how: str, table: str, site: tuple[Path, Path], tmp_path: Path) -> None:
    root, out = site
    with closing(sqlite3.connect(cache_of(root, out))) as database:
        database.execute(how.format(table))
        database.commit()
    edit(root / "2024/u1.perf", "培训班次 >= 4期", "讲座 >= 5场")
    build(root, out)
    assert content(out) == clean(root, tmp_path)


def test_a_cache_of_another_layout(site: tuple[Path, Path], tmp_path: Path) -> None:
    """As another version may leave it where it gave its file the same name: it goes, the next build makes a new one."""
    root, out = site
    cache_of(root, out).unlink()
    with closing(sqlite3.connect(cache_of(root, out))) as database:
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
    file = cache_of(root, out)
    data = bytearray(file.read_bytes())
    for start in range(8192, len(data), 4096):
        data[start : start + 512] = b"\xff" * 512
    file.write_bytes(data)
    edit(root / "2024/u1.perf", ">= 4期", ">= 5期")
    build(root, out)
    assert content(out) == clean(root, tmp_path)


# ---- Where it cannot be


@pytest.mark.parametrize("count", [3, 12])
def test_somebody_holds_the_cache(count: int, project: Project, tmp_path: Path) -> None:
    root, out = project(several(count)), tmp_path / "out"
    build(root, out, jobs=2)
    edit(root / "2024/u1.perf", ">= 4期", ">= 5期")
    with closing(sqlite3.connect(cache_of(root, out), isolation_level=None)) as database:
        database.execute("begin exclusive")
        assert already_built(root, out, Options()) is None
        build(root, out, jobs=2)
    assert content(out) == clean(root, tmp_path)


@pytest.mark.parametrize("place", ["site.sqlite", "site.lock", "."])
def test_something_else_is_in_its_place(place: str, site: tuple[Path, Path], tmp_path: Path) -> None:
    root, out = site
    file = cache_of(root, out)
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
    root, out = project(several(12)), tmp_path / "out"

    def delete(done: int, _total: int) -> None:
        if done == 6:
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
        assert sorted(entry.name for entry in out.parent.iterdir()) == [".out.perfdsl", "out"]
        assert not [entry for entry in hidden(out).iterdir() if entry.name.startswith(("new", "next", "old"))]


@pytest.mark.parametrize("count", [3, 12])
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
@pytest.mark.parametrize("count", ["3", "12"])
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
