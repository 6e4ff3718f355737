"""The old site stays whole, whatever happens; a folder that is not ours is never touched."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from perfdsl.cli import main
from perfdsl.publishing.beside import hidden
from perfdsl.publishing.errors import NotASiteError
from perfdsl.publishing.marker import MARKER
from perfdsl.publishing.ours import known_token
from perfdsl.publishing.place import publish
from perfdsl.site.build import build
from perfdsl.site.errors import (
    BuildRunningError,
    OutputNotOursError,
    OutputPublishedError,
    OutputUnwritableError,
)
from perfdsl.workspace import disk
from perfdsl.workspace.cache import FOLDER
from tests.site.samples import TABLE, Project

SLOW = """
import sys, time
from pathlib import Path
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


def beside(out: Path) -> list[str]:
    """What lies in the hidden folder beside the site, by kind."""
    return sorted(entry.name.partition(".")[0] or entry.name for entry in hidden(out).iterdir())


TIDY = [".gitignore", "perfdsl", "spare"]


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


def test_a_place_of_publications_is_no_output(project: Project, tmp_path: Path) -> None:
    root, out = site_of(project, tmp_path)
    publish(out, tmp_path / "www")
    with pytest.raises(OutputPublishedError, match="publish"):
        build(root, tmp_path / "www")


# ---- Where a disk or a system knows less


def without(monkeypatch: pytest.MonkeyPatch, name: str, number: int) -> list[tuple[object, ...]]:
    """This system has no such call; how often it was asked."""
    asked: list[tuple[object, ...]] = []

    def refuse(*arguments: object, **_: object) -> None:
        asked.append(arguments)
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(disk, name, refuse)
    return asked


@pytest.mark.parametrize("missing", [("exchange",), ("link",), ("exchange", "link"), ("lock",)])
def test_where_a_system_knows_less_the_site_is_the_same(
    missing: tuple[str, ...], project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = {"exchange": errno.ENOSYS, "link": errno.EPERM, "lock": errno.ENOLCK}
    asked = [without(monkeypatch, name, numbers[name]) for name in missing]
    root, out = site_of(project, tmp_path, 3)
    heard: list[str] = []
    for number in range(3):
        (root / "2024/0.perf").write_text(TABLE.replace(">= 4期", f">= {number + 5}期"), "utf-8")
        assert build(root, out, say=heard.append).written
        assert content(out) == clean(root, tmp_path / str(number))
        build(root, out)
    assert all(asked)
    assert len(heard) == (3 if missing == ("lock",) else 0)
    assert all("不支持文件锁" in said for said in heard)


def killed_between_renames(root: Path, out: Path) -> None:
    """As a kill between the two renames leaves it where nothing can be exchanged."""
    code = (
        "import os, sys\nfrom perfdsl.workspace import disk\nfrom pathlib import Path\n"
        "from perfdsl.site.build import build\n"
        "def refuse(*_): raise OSError(38, 'no such call')\n"
        "rename, place = disk.rename, sys.argv[2]\n"
        "def die(a, b): os._exit(9) if str(b) == place else rename(a, b)\n"
        "disk.exchange, disk.rename = refuse, die\nbuild(Path(sys.argv[1]), Path(place))\n"
    )
    assert subprocess.run([sys.executable, "-c", code, root, out], check=False).returncode == 9
    assert not out.exists()


@pytest.mark.parametrize("following", ["build", "publish", "build of another project"])
def test_between_two_renames_the_next_command_puts_the_new_site_in_place(
    following: str, project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root, out = site_of(project, tmp_path)
    (root / "2024/0.perf").write_text(TABLE.replace(">= 4期", ">= 5期"), "utf-8")
    killed_between_renames(root, out)
    if following == "publish":
        assert main(["publish", str(tmp_path / "www"), "--site", str(out), "-q"]) == 0
        assert content(tmp_path / "www") == content(out)
    elif following == "build":
        assert main(["build", str(root), "-o", str(out), "-q"]) == 0
    else:
        other = tmp_path / "other"
        shutil.copytree(root, other)
        assert main(["build", str(other), "-o", str(out), "-q"]) == 0
    assert capsys.readouterr().err == ""
    assert content(out) == clean(root, tmp_path)
    assert beside(out) in (TIDY, TIDY[:2])


@pytest.mark.parametrize("record", ["{}", "[]", "null", "", "垃圾", '{"place": 1, "token": "x"}', "gone"])
def test_between_two_renames_and_nobody_knows_whose_they_are(
    record: str, project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after a killed build of another computer: kept aside, and said; the site is made anew."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    root, out = site_of(project, tmp_path)
    (root / "2024/0.perf").write_text(TABLE.replace(">= 4期", ">= 5期"), "utf-8")
    killed_between_renames(root, out)
    [file] = (tmp_path / "state").rglob("outputs/*")
    if record == "gone":
        file.unlink()
    else:
        file.write_text(record, "utf-8")
    heard: list[str] = []
    build(root, out, say=heard.append)
    assert [said.rpartition("“")[2] for said in heard] == ["aside.1”。", "aside.2”。"]
    assert content(out) == clean(root, tmp_path)
    assert (hidden(out) / "aside.2" / MARKER).is_file()
    build(root, out, say=heard.append)
    assert len(heard) == 2


@pytest.mark.parametrize("state", ["", "/dev/null/no", "read only"])
def test_a_user_without_a_folder_of_his_own(
    state: str, project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing can be recognised later: the spare is made again each time, and the site is right."""
    monkeypatch.setenv("XDG_STATE_HOME", state if state != "read only" else str(tmp_path / "file/x"))
    (tmp_path / "file").write_text("", "utf-8")
    if not state:
        for module in ("publishing.ours", "workspace.installation"):
            monkeypatch.setattr(f"perfdsl.{module}.user_state_folder", lambda: None)
    root, out = site_of(project, tmp_path)
    for number in range(2):
        (root / "2024/0.perf").write_text(TABLE.replace(">= 4期", f">= {number + 5}期"), "utf-8")
        build(root, out)
        assert beside(out) == TIDY
        assert content(out) == clean(root, tmp_path / str(number))
        build(root, out)


def test_a_site_that_somebody_removed_does_not_come_back(project: Project, tmp_path: Path) -> None:
    """After a kill there may be an older one in the hidden folder; it is kept, not shown."""
    _, out = site_of(project, tmp_path)
    old = hidden(out) / f"old.{known_token(out)}"
    shutil.copytree(out, old)
    shutil.rmtree(out)
    heard: list[str] = []
    with pytest.raises(NotASiteError):
        publish(out, tmp_path / "www", say=heard.append)
    assert len(heard) == 1
    assert not out.exists()
    assert (hidden(out) / "aside.1" / MARKER).is_file()


def test_the_record_is_the_user_s_own(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    site_of(project, tmp_path)
    [file] = (tmp_path / "state/perfdsl/outputs").iterdir()
    assert file.stat().st_mode & 0o777 == 0o600


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
