"""Links in a project that lead out of it: nothing is read or written there, and it is said which file it is."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

import pytest

from perfdsl.live.app import App
from perfdsl.live.history import marks
from perfdsl.pipeline import check_file, library_of, open_workspace
from perfdsl.workspace.bounds import Bounds
from tests.security.conftest import SECRET, Run, Stranger
from tests.site.samples import TABLE

pytestmark = pytest.mark.skipif(os.name == "nt", reason="links need rights that users of Windows seldom have")

FRAMEWORK = "体系: 别处的表式\n标题: 表\n适用: 部门\n"
ALLOWED = {"perfdsl.toml": "[site]\nfollow_links = true\n"}


# ---- Tables


@pytest.mark.parametrize(
    "command", [("check",), ("build",), ("build", "--draft"), ("fmt",), ("export", "--to", "json")]
)
def test_a_table_that_is_a_link_out_is_not_read(
    stranger: Stranger, run: Run, command: tuple[str, ...]
) -> None:
    stranger.link("2024/b.perf", stranger.secret)
    result = run(*command, stranger.root)
    assert SECRET not in result.said + stranger.published()
    if command[-1] == "--draft":
        assert "1 个错误" in result.said
    else:
        assert "b.perf" in result.said
        assert result.code != 0


def test_check_names_the_file_and_says_what_to_do(stranger: Stranger, run: Run) -> None:
    stranger.link("2024/b.perf", stranger.secret)
    result = run("check", stranger.root)
    assert result.code == 1
    assert "F215" in result.said
    assert "指向项目文件夹之外的链接" in result.said
    assert "follow_links = true" in result.said


@pytest.mark.parametrize("command", [("check", "--fix"), ("fmt",), ("fmt", "--convert")])
def test_what_a_link_leads_to_is_not_written(stranger: Stranger, run: Run, command: tuple[str, ...]) -> None:
    victim = stranger.home / "别人的表.perf"
    victim.write_text(TABLE.replace(" >= ", "≥").replace("培训班次", "培训及及时班次"), "utf-8")
    before = victim.read_bytes()
    stranger.link("2024/b.perf", victim)
    run(*command, stranger.root)
    assert victim.read_bytes() == before


def test_a_link_to_a_link_and_one_with_dots_lead_out_too(stranger: Stranger, run: Run) -> None:
    stranger.link("2024/b.perf", Path("../hop"))
    stranger.link("hop", Path("2024/../../机密.txt"))
    assert "F215" in run("check", stranger.root).said


def test_a_folder_beside_the_project_whose_name_begins_alike_is_outside(stranger: Stranger, run: Run) -> None:
    beside = stranger.home / "项目二"
    beside.mkdir()
    (beside / "b.perf").write_text(TABLE, "utf-8")
    stranger.link("2024/b.perf", beside / "b.perf")
    assert "F215" in run("check", stranger.root).said


def test_a_link_within_the_project_is_read_and_keeps_its_own_address(stranger: Stranger, run: Run) -> None:
    (stranger.root / "2024/a.perf").rename(stranger.root / "原件.perf.txt")
    stranger.link("2024/b.perf", Path("../原件.perf.txt"))
    assert run("check", stranger.root).code == 0
    assert run("build", stranger.root).code == 0
    assert (stranger.root / "_site/2024/b/index.html").is_file() or list(
        (stranger.root / "_site").glob("*/*b/index.html")
    )


def test_the_settings_can_allow_links(stranger: Stranger, run: Run) -> None:
    other = stranger.home / "b.perf"
    other.write_text(TABLE.replace("示例单位", "别处的单位"), "utf-8")
    stranger.link("2024/b.perf", other)
    stranger.write(ALLOWED)
    assert run("check", stranger.root).code == 0
    assert run("build", stranger.root).code == 0
    assert "别处的单位" in stranger.published()


def test_a_setting_that_is_no_yes_or_no_is_told_and_allows_nothing(stranger: Stranger, run: Run) -> None:
    stranger.link("2024/b.perf", stranger.secret)
    stranger.write({"perfdsl.toml": '[site]\nfollow_links = "true"\n'})
    said = run("check", stranger.root).said
    assert "follow_links" in said
    assert "F206" in said
    assert "F215" in said


def test_a_project_that_is_itself_reached_by_a_link_is_no_stranger(stranger: Stranger, run: Run) -> None:
    door = stranger.home / "捷径"
    door.symlink_to(stranger.root)
    assert run("check", door).code == 0
    assert run("build", door).code == 0


def test_a_pipe_is_no_table_and_nobody_waits_for_it(stranger: Stranger, run: Run) -> None:
    os.mkfifo(stranger.root / "2024/b.perf")
    result = run("check", stranger.root)
    assert result.code == 1
    assert "不是普通文件" in result.said
    assert run("build", stranger.root).code == 1


# ---- Static files, templates, frameworks


@pytest.mark.parametrize(
    "name", ["static/passwd.txt", "static/a/b.txt", "templates/_head.html", "体系/甲.perf"]
)
def test_a_build_stops_at_a_link_out_and_names_it(stranger: Stranger, run: Run, name: str) -> None:
    stranger.link(name, stranger.secret)
    result = run("build", stranger.root)
    assert result.code == 1
    assert name in result.said
    assert "follow_links = true" in result.said
    assert not (stranger.root / "_site").exists()


@pytest.mark.parametrize("folder", ["static", "templates", "体系"])
def test_a_whole_folder_that_is_a_link_out_too(stranger: Stranger, run: Run, folder: str) -> None:
    elsewhere = stranger.home / "别处"
    elsewhere.mkdir()
    (elsewhere / "_head.html").write_text(SECRET, "utf-8")
    stranger.link(folder, elsewhere)
    result = run("build", stranger.root)
    assert (result.code, folder in result.said) == (1, True)
    assert SECRET not in stranger.published()


def test_links_within_the_project_are_copied(stranger: Stranger, run: Run) -> None:
    stranger.write({"图/标志.txt": "标志"})
    stranger.link("static/logo.txt", Path("../图/标志.txt"))
    assert run("build", stranger.root).code == 0
    assert (stranger.root / "_site/static/logo.txt").read_text("utf-8") == "标志"
    assert not (stranger.root / "_site/static/logo.txt").is_symlink()


def test_with_the_setting_static_files_and_templates_may_be_links(stranger: Stranger, run: Run) -> None:
    theme = stranger.home / "主题"
    (theme / "图").mkdir(parents=True)
    (theme / "_head.html").write_text("<!-- 共用的主题 -->", "utf-8")
    (theme / "图/甲.txt").write_text("甲", "utf-8")
    stranger.link("templates", theme)
    stranger.link("static/图", theme / "图")
    stranger.write(ALLOWED)
    assert run("build", stranger.root).code == 0
    assert "共用的主题" in (stranger.root / "_site/index.html").read_text("utf-8")
    assert (stranger.root / "_site/static/图/甲.txt").read_text("utf-8") == "甲"


@pytest.mark.parametrize("follow", ["true", "false"])
def test_links_in_circles_come_to_an_end(stranger: Stranger, run: Run, follow: str) -> None:
    """Each folder doubles the ways to the next: 2 to the power of 30 of them."""
    stranger.write({"perfdsl.toml": f"[site]\nfollow_links = {follow}\n"})
    for folder in ("static", "templates"):
        for depth in range(30):
            here = stranger.root / folder / f"d{depth}"
            here.mkdir(parents=True)
            for name in ("a", "b"):
                (here / name).symlink_to(f"../d{(depth + 1) % 30}")
    result = run("build", stranger.root)
    assert result.code == (0 if follow == "true" else 1)


def test_a_file_of_the_static_folder_that_leads_nowhere_is_told(stranger: Stranger, run: Run) -> None:
    stranger.link("static/logo.png", Path("没有.png"))
    result = run("build", stranger.root)
    assert (result.code, "static/logo.png" in result.said) == (1, True)


def test_a_framework_that_is_a_link_out_is_not_read_by_any_command(
    stranger: Stranger, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (stranger.home / "别处.perf").write_text(FRAMEWORK + f"# 栏目\n{SECRET}\n", "utf-8")
    stranger.link("体系/别处的表式.perf", stranger.home / "别处.perf")
    stranger.write({"2024/a.perf": TABLE.replace("部门整体三类", "别处的表式")})
    result = run("check", stranger.root)
    assert result.code == 1
    assert "F208" in result.said
    monkeypatch.chdir(stranger.root)
    result = run("frameworks", "别处的表式")
    assert result.code == 2
    assert SECRET not in result.said


# ---- The preview


def test_the_preview_shows_nothing_of_it_and_says_so(stranger: Stranger) -> None:
    stranger.link("2024/b.perf", stranger.secret)
    stranger.link("static/passwd.txt", stranger.secret)
    stranger.link("templates/_head.html", stranger.secret)
    with App(stranger.root, poll=True, say=lambda _: None) as app:
        while app.ask(lambda preview: bool(preview.store.unread)):
            time.sleep(0.01)
        found = app.ask(lambda preview: [(one["file"], one["message"]) for one in preview.store.findings()])
        page = app.ask(lambda preview: preview.page("index.html")).html
        assert app.file("static/passwd.txt") is None
        assert app.file("static/site.css")
    assert SECRET not in page
    said = "\n".join(f"{file} {message}" for file, message in found)
    assert "b.perf" in said
    assert "链接" in said


def test_a_fix_is_not_written_through_a_link(stranger: Stranger) -> None:
    from perfdsl.live.fixes import FixError, apply_fix

    victim = stranger.home / "别人的表.perf"
    victim.write_text(TABLE, "utf-8")
    stranger.link("2024/b.perf", victim)
    with pytest.raises(FixError):
        apply_fix(stranger.root / "2024/b.perf", Bounds(stranger.root), 1, 1, "P115", lambda _: None)  # type: ignore[arg-type, return-value]


def test_what_git_knows_of_a_link_is_compared_as_the_table_that_it_leads_to(stranger: Stranger) -> None:
    stranger.write({"原件/a.perf": TABLE})
    (stranger.root / "2024/a.perf").unlink()
    stranger.link("2024/a.perf", Path("../原件/a.perf"))
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@example.com"]
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "x"]):
        subprocess.run([*git, *command], cwd=stranger.root, check=True)
    workspace = open_workspace(stranger.root)
    table = check_file(stranger.root / "2024/a.perf", workspace, library_of(workspace)).table
    assert table is not None
    assert marks(stranger.root, "2024/a.perf", table) == {}
    (stranger.root / "原件/a.perf").write_text(TABLE.replace("4期", "5期"), "utf-8")
    table = check_file(stranger.root / "2024/a.perf", workspace, library_of(workspace)).table
    assert table is not None
    assert [mark["kind"] for mark in marks(stranger.root, "2024/a.perf", table)["rows"].values()] == ["修改"]


# ---- What is written


def test_init_writes_nothing_where_a_link_leads(tmp_path: Path, run: Run) -> None:
    folder, elsewhere = tmp_path / "新项目", tmp_path / "别处"
    folder.mkdir()
    elsewhere.mkdir()
    (folder / "perfdsl.toml").symlink_to(elsewhere / "新文件")
    assert run("init", folder).code == 2
    (folder / "perfdsl.toml").unlink()
    (folder / "2025").symlink_to(elsewhere)
    (folder / "2026").symlink_to(elsewhere)
    (folder / "2024").symlink_to(elsewhere)
    run("init", folder)
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize("exists", [True, False])
def test_the_lock_of_published_addresses_is_not_written_through_a_link(
    stranger: Stranger, run: Run, exists: bool
) -> None:
    victim = stranger.home / "别人的文件"
    if exists:
        victim.write_bytes(b"")
    stranger.link("permalinks.lock", victim)
    result = run("build", "--profile", "publish", stranger.root)
    assert (result.code, "permalinks.lock" in result.said) == (1, True)
    assert victim.exists() == exists
    assert not exists or victim.read_bytes() == b""


def test_the_cache_is_not_kept_where_a_link_leads(stranger: Stranger, run: Run) -> None:
    elsewhere = stranger.home / "别处"
    elsewhere.mkdir()
    stranger.link(".perfdsl", elsewhere)
    assert run("build", stranger.root).code == 0
    assert [file.name for file in elsewhere.iterdir() if not file.name.endswith(".lock")] == []


def test_the_site_is_not_written_where_a_link_leads(stranger: Stranger, run: Run) -> None:
    elsewhere = stranger.home / "别处"
    elsewhere.mkdir()
    stranger.link("_site", elsewhere)
    result = run("build", stranger.root)
    assert (result.code, "_site" in result.said) == (2, True)
    assert list(elsewhere.iterdir()) == []
    assert run("build", stranger.root, "-o", elsewhere).code == 0
