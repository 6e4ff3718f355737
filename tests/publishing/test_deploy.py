"""``perfdsl publish``: the old site or the new one, never half of it; folders of others are left alone."""

from __future__ import annotations

import errno
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from perfdsl.cli import main
from perfdsl.publishing.deploy import publish, roll_back
from perfdsl.publishing.errors import (
    BusyError,
    NotASiteError,
    NothingToRollBackError,
    NotOursError,
    UnwritableError,
)
from perfdsl.publishing.exchange import uninterrupted
from perfdsl.publishing.versions import LOCK
from perfdsl.workspace import disk
from perfdsl.workspace.file_lock import holding_lock
from tests.publishing.sites import make_site, version_of

WAYS = pytest.mark.parametrize("link", [True, False], ids=["link", "folder"])


def inside(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


@WAYS
def test_versions_come_and_go_back(tmp_path: Path, link: bool) -> None:
    place = tmp_path / "www"
    sites = [make_site(tmp_path / f"site{number}", f"{number}") for number in range(5)]
    left = []
    for number, site in enumerate(sites):
        left.append(publish(site, place, keep=2, link=link))
        assert version_of(place) == f"{number}"
    assert left == [0, 1, 2, 2, 2]
    assert place.is_symlink() is link
    assert [roll_back(place), version_of(place)] == [1, "3"]
    assert [roll_back(place), version_of(place)] == [0, "2"]
    with pytest.raises(NothingToRollBackError, match="没有更早的版本"):
        roll_back(place)
    assert version_of(place) == "2"
    publish(sites[4], place, link=link)
    assert version_of(place) == "4"
    assert sorted(inside(tmp_path)) == [".www.perfdsl", *[f"site{number}" for number in range(5)], "www"]


@WAYS
def test_keeping_none_leaves_nothing_to_go_back_to(tmp_path: Path, link: bool) -> None:
    for text in "ab":
        publish(make_site(tmp_path / text, text), tmp_path / "www", keep=0, link=link)
    assert version_of(tmp_path / "www") == "b"
    with pytest.raises(NothingToRollBackError):
        roll_back(tmp_path / "www")


@pytest.mark.parametrize("name", ["index.html", "static/样式.css", "manifest.json"])
def test_a_site_that_is_not_whole_is_not_published(name: str, tmp_path: Path) -> None:
    publish(make_site(tmp_path / "a", "a"), tmp_path / "www")
    site = make_site(tmp_path / "b", "b")
    (site / name).unlink()
    with pytest.raises(NotASiteError, match=r"manifest\.json|不是 perfdsl"):
        publish(site, tmp_path / "www")
    assert version_of(tmp_path / "www") == "a"


def test_a_site_that_was_changed_by_hand_is_not_published(tmp_path: Path) -> None:
    site = make_site(tmp_path / "a", "a")
    (site / "index.html").write_text("b")
    with pytest.raises(NotASiteError, match=r"index\.html"):
        publish(site, tmp_path / "www")
    site = make_site(tmp_path / "b", "b")
    (site / "static" / "more.css").write_text("")
    with pytest.raises(NotASiteError, match=r"more\.css"):
        publish(site, tmp_path / "www")
    assert not (tmp_path / "www").exists()


def test_a_draft_is_not_published(tmp_path: Path) -> None:
    with pytest.raises(NotASiteError, match="草稿"):
        publish(make_site(tmp_path / "a", "a", "draft"), tmp_path / "www")


def test_what_a_desktop_left_is_no_change(tmp_path: Path) -> None:
    site = make_site(tmp_path / "a", "a")
    (site / "static" / ".DS_Store").write_text("")
    publish(site, tmp_path / "www")
    assert inside(tmp_path / "www" / "static") == ["样式.css"]


@pytest.mark.parametrize(
    "content", ["null", "[]", "{", '{"files": 1}', '{"files": {"../../x": "0"}}', "[" * 99_999]
)
def test_a_strange_manifest_is_refused(content: str, tmp_path: Path) -> None:
    site = make_site(tmp_path / "a", "a")
    (site / "manifest.json").write_text(content)
    with pytest.raises(NotASiteError):
        publish(site, tmp_path / "www")
    assert inside(tmp_path) == ["a"]


def test_folders_of_others_are_left_alone(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site", "a")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "报告.docx").write_text("重要")
    (tmp_path / "file").write_text("重要")
    (tmp_path / "elsewhere").symlink_to(tmp_path / "full")
    (tmp_path / "broken").symlink_to("nothing/0001")
    (tmp_path / ".busy.perfdsl").mkdir()
    (tmp_path / ".busy.perfdsl" / "0001").mkdir()
    (tmp_path / ".moved.perfdsl").symlink_to(tmp_path / "full")
    added = tmp_path / "added"
    publish(site, added, link=False)
    (added / "CNAME").write_text("a.gov.cn")
    before = inside(tmp_path)
    for name, said in [
        ("full", "报告.docx"), ("file", "是一个文件"), ("elsewhere", "指向别处"), ("broken", "指向别处"),
        ("busy", "不是 perfdsl 建的"), ("moved", "不是 perfdsl 建的"), ("added", "CNAME"), ("site", "自己的文件夹"), ("site/www", "自己的文件夹"),
        ("/", "整个磁盘"),
    ]:  # fmt: skip
        with pytest.raises(NotOursError, match=said):
            publish(site, tmp_path / name)
    with pytest.raises(NotOursError):
        roll_back(tmp_path / "full")
    assert inside(tmp_path) == before
    assert (tmp_path / "full" / "报告.docx").read_text() == "重要"


def test_an_empty_folder_makes_room(tmp_path: Path) -> None:
    (tmp_path / "www").mkdir()
    publish(make_site(tmp_path / "a", "a"), tmp_path / "www")
    assert version_of(tmp_path / "www") == "a"


def test_a_site_built_in_the_place_itself_is_replaced(tmp_path: Path) -> None:
    make_site(tmp_path / "www", "built")
    publish(make_site(tmp_path / "a", "a"), tmp_path / "www")
    assert version_of(tmp_path / "www") == "a"
    roll_back(tmp_path / "www")
    assert version_of(tmp_path / "www") == "built"


def test_no_parent_folder(tmp_path: Path) -> None:
    with pytest.raises(UnwritableError):
        publish(make_site(tmp_path / "a", "a"), tmp_path / "no" / "www")


def test_two_at_once(tmp_path: Path) -> None:
    site = make_site(tmp_path / "a", "a")
    publish(site, tmp_path / "www")
    with holding_lock(tmp_path / ".www.perfdsl" / LOCK), pytest.raises(BusyError, match="另一个"):
        publish(site, tmp_path / "www")
    publish(site, tmp_path / "www")


def test_a_killed_holder_lets_go(tmp_path: Path) -> None:
    code = "import sys,time; from pathlib import Path; from perfdsl.workspace.file_lock import holding_lock\nwith holding_lock(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"
    publish(make_site(tmp_path / "a", "a"), tmp_path / "www")
    lock = tmp_path / ".www.perfdsl" / LOCK
    with subprocess.Popen([sys.executable, "-c", code, str(lock)], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(BusyError):
            roll_back(tmp_path / "www")
        holder.kill()
    publish(tmp_path / "a", tmp_path / "www")


def test_where_links_cannot_be_made_folders_are_renamed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(1314, "客户端没有所需的特权")

    monkeypatch.setattr(disk, "symlink", refuse)
    for text in "ab":
        publish(make_site(tmp_path / text, text), tmp_path / "www")
        assert version_of(tmp_path / "www") == text
    assert not (tmp_path / "www").is_symlink()


@pytest.mark.parametrize("failing", ["next-", "back-"])
def test_a_rename_that_fails_brings_the_old_site_back(
    failing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nothing can be exchanged, the second of two renames."""
    for text in "abc":
        publish(make_site(tmp_path / text, text), tmp_path / "www", link=False)
    rename = disk.rename

    def fail(path: Path, new: Path) -> None:
        if path.name.startswith(failing) and new.name == "www":
            raise PermissionError(13, "被占用")
        rename(path, new)

    def no_such_call(*_: object) -> None:
        raise OSError(errno.ENOSYS, "没有")

    monkeypatch.setattr(disk, "rename", fail)
    monkeypatch.setattr(disk, "exchange", no_such_call)
    with pytest.raises(UnwritableError, match="被占用"):
        publish(tmp_path / "a", tmp_path / "www") if failing == "next-" else roll_back(tmp_path / "www")
    assert version_of(tmp_path / "www") == "c"
    monkeypatch.undo()
    roll_back(tmp_path / "www")
    assert version_of(tmp_path / "www") == "b"
    assert inside(tmp_path / ".www.perfdsl") == [".gitignore", "0001", LOCK]


def test_ctrl_c_waits_for_two_renames() -> None:
    steps = []
    with pytest.raises(KeyboardInterrupt):  # noqa: PT012 - the signal arrives within the block, its effect after it
        with uninterrupted():
            signal.raise_signal(signal.SIGINT)
            steps.append("second rename")
        steps.append("never")
    assert steps == ["second rename"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_ctrl_c_while_copying_leaves_the_old_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(make_site(tmp_path / "a", "a"), tmp_path / "www")

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("perfdsl.publishing.deploy.link_forward", interrupted)
    assert main(["publish", str(tmp_path / "www"), "--site", str(make_site(tmp_path / "b", "b"))]) == 130
    assert version_of(tmp_path / "www") == "a"
    assert inside(tmp_path / ".www.perfdsl") == [".gitignore", "0001", LOCK]


def test_readers_never_miss_a_page_while_links_change(tmp_path: Path) -> None:
    """Twenty publications while another process reads without pause."""
    site, place = make_site(tmp_path / "a", "a"), tmp_path / "www"
    publish(site, place)
    code = "import os,sys\nopen(sys.argv[1]).read()\nprint('reading',flush=True)\nwhile not os.path.exists(sys.argv[2]): open(sys.argv[1]).read()"
    reader = subprocess.Popen(
        [sys.executable, "-c", code, str(place / "index.html"), str(tmp_path / "stop")],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert reader.stdout
    assert reader.stdout.readline() == "reading\n"
    for _ in range(20):
        publish(site, place, keep=5)
    assert reader.poll() is None
    (tmp_path / "stop").touch()
    assert reader.communicate()[1] == ""


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    www = str(tmp_path / "www")
    for text in "ab":
        assert main(["publish", www, "--site", str(make_site(tmp_path / text, text)), "--keep", "1"]) == 0
    assert "已发布" in capsys.readouterr().out
    assert main(["publish", www, "--rollback"]) == 0
    assert version_of(tmp_path / "www") == "a"
    assert main(["publish", www, "--rollback"]) == 1
    assert main(["publish", www, "--site", str(tmp_path / "nothing")]) == 1
    assert "不是 perfdsl 生成的网站" in capsys.readouterr().err
    assert main(["publish"]) == 2
