"""A project is somebody else's folder: what lies in it beside its tables must not make a build act outside the site."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from perfdsl.cli import main
from perfdsl.publishing.marker import MARKER, marker_text
from perfdsl.workspace.cache import FOLDER
from tests.publishing.sites import make_site
from tests.site.cached import BUILD, cache_of, content, several
from tests.site.samples import TABLE, Project

Plant = Callable[[Path, Path], object]


@pytest.fixture
def victim(tmp_path: Path) -> Path:
    """Files of the user that are no part of the project."""
    folder = tmp_path / "重要"
    (folder / "inner").mkdir(parents=True)
    for name in ("a.docx", "index.html", "inner/b.docx", "permalinks.lock"):
        (folder / name).write_text(f"重要 {name}", "utf-8")
    with closing(sqlite3.connect(folder / "own.sqlite")) as database:
        database.execute("create table mine (name text)")
        database.commit()
    return folder


def journal(**moves: list[str]) -> str:
    return json.dumps({"moves": [], "gone": [], "added": [], **moves})


def plant_journal(root: Path, text: str) -> None:
    """As the builds of an earlier perfdsl left it when they were killed."""
    new, old = root / "._site.perfdsl-new", root / "._site.perfdsl-old"
    (old / "files").mkdir(parents=True)
    new.mkdir()
    for folder in (new, old):
        (folder / MARKER).write_text("", "utf-8")
    (new / ".perfdsl-moves").write_text(text, "utf-8")


def added_absolute(root: Path, victim: Path) -> None:
    plant_journal(root, journal(added=[str(victim / "a.docx"), str(victim / "inner/b.docx")]))


def added_relative(root: Path, victim: Path) -> None:
    plant_journal(root, journal(added=[f"../../{victim.name}/a.docx"]))


def moved_relative(root: Path, victim: Path) -> None:
    """“files” is a link to where the file is, so it would be moved into the site."""
    plant_journal(root, journal(moves=["a.docx"]))
    (root / "._site.perfdsl-old/files").rmdir()
    (root / "._site.perfdsl-old/files").symlink_to(victim)


def gone_through_a_link(root: Path, victim: Path) -> None:
    plant_journal(root, journal(added=["static/a.docx"]))
    site = make_site(root / "_site", "alt")
    shutil.rmtree(site / "static")
    (site / "static").symlink_to(victim)


def hidden_is_a_link(root: Path, victim: Path) -> None:
    (root / "._site.perfdsl").symlink_to(victim)


def lock_is_a_link(root: Path, victim: Path) -> None:
    (root / "._site.perfdsl").mkdir()
    (root / "._site.perfdsl/perfdsl.lock").symlink_to(victim / "new file")


def leftovers_are_links(root: Path, victim: Path) -> None:
    folder = root / "._site.perfdsl"
    folder.mkdir()
    for name in ("new", "next", "old", "spare"):
        (folder / f"{name}.0123456789abcdef").symlink_to(victim)
    for name in ("new", "next"):
        (folder / f"{name}.fedcba9876543210").mkdir()
        (folder / f"{name}.fedcba9876543210/link").symlink_to(victim)


def note_for_git_is_a_link(root: Path, victim: Path) -> None:
    (root / "._site.perfdsl").mkdir()
    (root / "._site.perfdsl/.gitignore").symlink_to(victim / "new file")


def cache_is_a_link(root: Path, victim: Path) -> None:
    (root / FOLDER).symlink_to(victim)


def cache_file_is_a_link(root: Path, victim: Path) -> None:
    (root / FOLDER).mkdir()
    cache_of(root, root / "_site").symlink_to(victim / "own.sqlite")


def cache_note_is_a_link(root: Path, victim: Path) -> None:
    (root / FOLDER).mkdir()
    (root / FOLDER / ".gitignore").symlink_to(victim / "new file")


def site_is_links(root: Path, victim: Path) -> None:
    site = root / "_site"
    site.mkdir()
    (site / "static").symlink_to(victim)
    (site / "index.html").symlink_to(victim / "index.html")
    (site / MARKER).write_text(marker_text(["static", "index.html"]), "utf-8")


def cache_of_links(root: Path, victim: Path) -> None:
    """The cache says that files behind a link are the site's, and that others are gone."""
    assert main(["build", str(root), "-q"]) == 0
    shutil.rmtree(root / "_site/static")
    (root / "_site/static").symlink_to(victim)
    with closing(sqlite3.connect(cache_of(root, root / "_site"))) as database:
        [row] = database.execute("select * from file limit 1")
        for address in ("static/a.docx", "../../重要/a.docx", str(victim / "a.docx")):
            database.execute(f"insert into file values ({','.join('?' * len(row))})", (address, *row[1:]))  # noqa: S608
        database.commit()
    (root / "2024/a.perf").write_text(TABLE.replace(">= 4期", ">= 5期"), "utf-8")


PLANTS: tuple[Plant, ...] = (
    added_absolute, added_relative, moved_relative, gone_through_a_link, hidden_is_a_link, lock_is_a_link,
    leftovers_are_links, note_for_git_is_a_link, cache_is_a_link, cache_file_is_a_link, cache_note_is_a_link,
    site_is_links, cache_of_links,
)  # fmt: skip


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.__name__)
def test_nothing_outside_the_project_is_touched(
    plant: Plant, project: Project, victim: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = project({"2024/a.perf": TABLE})
    plant(root, victim)
    before = content(victim)
    for _ in range(2):
        assert main(["build", str(root), "-q"]) == 0
        assert content(victim) == before
    assert "内部" not in capsys.readouterr().err
    shutil.copytree(root / "2024", tmp_path / "clean/2024")
    assert main(["build", str(tmp_path / "clean"), "-q"]) == 0
    assert content(root / "_site") == content(tmp_path / "clean/_site")


def test_a_lock_of_addresses_that_leads_elsewhere_is_not_written(
    project: Project, victim: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = project({"2024/a.perf": TABLE.replace("2024\n", "2024\n公开日期: 2024-02-01\n", 1)})
    (victim / "permalinks.lock").write_text("", "utf-8")
    (root / "permalinks.lock").symlink_to(victim / "permalinks.lock")
    before = content(victim)
    assert main(["build", str(root), "--profile", "publish", "-q"]) == 1
    assert "链接" in capsys.readouterr().err
    assert content(victim) == before


@pytest.mark.parametrize("text", ["{}", "[]", "null", "3", '{"moves": 3}', "垃圾", "[" * 100_000])
def test_a_damaged_journal_stops_nothing(
    text: str, project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    root = project({"2024/a.perf": TABLE})
    plant_journal(root, text)
    assert main(["build", str(root), "-q"]) == 0
    assert main(["build", str(root), "-q"]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("token", ["0123456789abcdef", "", "../../重要"])
def test_a_site_that_came_in_the_hidden_folder_is_never_published(
    token: str, project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It looks as if a build of this computer had been killed between two renames."""
    root = project({"2024/a.perf": TABLE})
    for name in ("next", "old"):
        folder = root / "._site.perfdsl" / f"{name}.{token}".rstrip(".").replace("/", "-")
        make_site(folder, "别人的")
    assert main(["publish", str(tmp_path / "www"), "--site", str(root / "_site")]) == 1
    assert not (tmp_path / "www").exists()
    assert main(["build", str(root), "-q"]) == 0
    assert b"\xe5\x88\xab\xe4\xba\xba\xe7\x9a\x84" not in content(root / "_site")["index.html"]
    assert "内部" not in capsys.readouterr().err


@pytest.mark.parametrize("seed", ["0", "164"])
def test_a_folder_of_the_site_that_became_a_link_is_mended_whatever_the_hash_seed(
    seed: str, project: Project, victim: Path
) -> None:
    """Nothing depends on the order of a set: files below the link were looked at through it once."""
    root = project(several())
    assert main(["build", str(root), "-q"]) == 0
    wanted, before = content(root / "_site"), content(victim)
    shutil.rmtree(root / "_site/2024")
    (root / "_site/2024").symlink_to(victim)
    for _ in range(2):
        done = subprocess.run(
            [*BUILD, str(root), "-q"],
            check=False,
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert content(root / "_site") == wanted
    assert content(victim) == before
