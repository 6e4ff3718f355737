"""The old site stays whole, whatever happens; the release beside it is the same bytes, and never shows."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from perfdsl.cli import main
from perfdsl.publishing.beside import hidden
from perfdsl.site.build import build
from perfdsl.site.errors import (
    BuildRunningError,
)
from perfdsl.workspace import disk
from perfdsl.workspace.cache import FOLDER
from tests.site.cached import content
from tests.site.samples import TABLE, Project
from tests.site.staged import TIDY, beside, clean, held_build, names, site_of


def test_a_killed_build_leaves_the_old_site_and_the_next_one_cleans_up(
    project: Project, tmp_path: Path
) -> None:
    root, out = site_of(project, tmp_path)
    before = names(out)
    for number in range(1, 9):
        (root / f"2024/{number}.perf").write_text(TABLE, "utf-8")
    with held_build(root, out, after=3) as process:
        process.kill()
    assert names(out) == before
    assert beside(out) == [".gitignore", "new", "perfdsl", "spare"]
    build(root, out)
    assert len(names(out)) > len(before)
    assert beside(out) == TIDY


def test_a_build_with_nothing_to_do_cleans_up_too(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root, out = site_of(project, tmp_path)
    before = content(out)
    left = hidden(out) / "new.0123456789abcdef"
    left.mkdir()
    assert main(["build", str(root), "-o", str(out)]) == 0
    said = capsys.readouterr()
    assert (said.out.partition("：")[0], said.err) == ("没有变化", "")
    assert not left.exists()
    assert content(out) == before


# ---- Two releases


def test_the_spare_is_the_same_bytes_and_nothing_else(project: Project, tmp_path: Path) -> None:
    """Also after a table went: what was withdrawn is nowhere any more."""
    root, out = site_of(project, tmp_path, 3)
    for edit in ("change", "remove", "add"):
        file = root / {"change": "2024/0.perf", "remove": "2024/1.perf", "add": "2024/9.perf"}[edit]
        if edit == "remove":
            file.unlink()
        else:
            file.write_text(TABLE.replace(">= 4期", ">= 5期"), "utf-8")
        build(root, out)
        [spare] = hidden(out).glob("spare.*")
        kept = names(spare)
        assert set(kept) <= set(names(out))
        assert all((spare / name).samefile(out / name) for name in kept)
        assert len(kept) > len(names(out)) / 3
    assert not list(hidden(out).rglob("1/index.html"))


def test_what_somebody_did_to_the_spare_never_shows(project: Project, tmp_path: Path) -> None:
    root, out = site_of(project, tmp_path, 3)
    others = tmp_path / "others"
    others.mkdir()
    (others / "index.html").write_text("重要", "utf-8")
    for number, harm in enumerate(("file", "more", "folder for a file", "link", "linked folder", "gone")):
        [spare] = hidden(out).glob("spare.*")
        page, folder = spare / "units.html", spare / "2024"
        if harm == "file":
            page.unlink()
            page.write_text("别的", "utf-8")
        elif harm == "more":
            (folder / "more").mkdir()
            (folder / "more" / "x.html").write_text("多的", "utf-8")
        elif harm == "folder for a file":
            page.unlink()
            page.mkdir()
        elif harm == "link":
            page.unlink()
            page.symlink_to(others / "index.html")
        elif harm == "linked folder":
            shutil.rmtree(folder)
            folder.symlink_to(others, target_is_directory=True)
        else:
            shutil.rmtree(spare)
        (root / "2024/0.perf").write_text(TABLE.replace(">= 4期", f">= {number + 5}期"), "utf-8")
        build(root, out)
        assert content(out) == clean(root, tmp_path / harm), harm
        assert content(others) == {"index.html": "重要".encode()}
        build(root, out)  # clean() took the cache away


def test_a_file_of_the_site_is_never_written_in_place(project: Project, tmp_path: Path) -> None:
    """Somebody who reads a page while it changes reads the old one to its end."""
    root, out = site_of(project, tmp_path)
    readers = {name: (out / name).open("rb") for name in names(out)}
    wanted = content(out)
    for number in range(3):
        (root / "2024/0.perf").write_text(TABLE.replace(">= 4期", f">= {number + 5}期"), "utf-8")
        build(root, out)
    assert {name: reader.read() for name, reader in readers.items()} == wanted
    for reader in readers.values():
        reader.close()


@pytest.mark.parametrize("update", [True, False])
def test_the_bits_of_the_folder_itself_stay(update: bool, project: Project, tmp_path: Path) -> None:
    root, out = site_of(project, tmp_path)
    out.chmod(0o2775)
    if not update:
        shutil.rmtree(root / FOLDER)
    (root / "2024/0.perf").write_text(TABLE.replace(">= 4期", ">= 5期"), "utf-8")
    build(root, out)
    assert out.stat().st_mode & 0o7777 == 0o2775


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize("after", [1, 2, 3])
def test_the_site_is_removed_while_a_build_runs(
    after: int, whole: bool, project: Project, tmp_path: Path
) -> None:
    root, out = site_of(project, tmp_path, 3)
    for number in range(3):
        (root / f"2024/{number}.perf").write_text(TABLE.replace(">= 4期", f">= {number + 5}期"), "utf-8")

    def remove(done: int, _total: int) -> None:
        if done == after and out.exists():
            shutil.rmtree(out if whole else out / "2024", ignore_errors=True)

    build(root, out, progress=remove)
    assert content(out) == clean(root, tmp_path)


def test_durable_waits_for_the_disk_before_and_after(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    for name in ("flush_all", "exchange"):
        real = getattr(disk, name)
        monkeypatch.setattr(disk, name, lambda *a, name=name, real=real: (steps.append(name), real(*a))[1])
    root, out = site_of(project, tmp_path)
    for durable in (False, True):
        (root / "2024/0.perf").write_text(TABLE.replace(">= 4期", f">= {5 + durable}期"), "utf-8")
        build(root, out, durable=durable)
    assert steps == ["exchange", "flush_all", "exchange", "flush_all"]


def test_one_build_at_a_time(project: Project, tmp_path: Path) -> None:
    root, out = site_of(project, tmp_path)
    (root / "2024/0.perf").write_text(TABLE.replace(">= 4期", ">= 5期"), "utf-8")
    with held_build(root, out) as process:
        with pytest.raises(BuildRunningError):
            build(root, out)
        process.communicate("go on\n")
        assert process.returncode == 0
