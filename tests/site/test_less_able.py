"""Where a disk, a system or a user can do less (no exchange, links, locks, folder of his own) the site is the same."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from perfdsl.cli import main
from perfdsl.publishing.beside import hidden
from perfdsl.publishing.deploy import publish
from perfdsl.publishing.errors import NotASiteError
from perfdsl.publishing.marker import MARKER
from perfdsl.publishing.ours import known_token
from perfdsl.site.build import build
from perfdsl.workspace import disk
from tests.site.cached import content
from tests.site.samples import TABLE, Project
from tests.site.staged import TIDY, beside, clean, site_of


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
