"""``--no-theme`` and ``--safe``: for what strangers sent."""

from __future__ import annotations

import os
import subprocess
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from perfdsl import pipeline
from perfdsl.live.app import App
from perfdsl.workspace import discovery
from perfdsl.workspace.patience import OutOfTimeError, at_most
from tests.security.conftest import SECRET, Run, Stranger
from tests.site.samples import TABLE

THEME = {
    "templates/_head.html": "<!-- 别人的主题 -->",
    "static/js/base.js": "alert('别人的脚本')",
    "static/theme.css": "body{}",
}


@pytest.mark.parametrize("option", ["--no-theme", "--safe"])
def test_the_theme_is_left_out_wholly(option: str, stranger: Stranger, run: Run) -> None:
    plain = stranger.home / "自带"
    assert run("build", stranger.root, "-o", plain).code == 0
    stranger.write(THEME)
    assert run("build", stranger.root).code == 0
    assert "别人的主题" in stranger.published()
    assert "别人的脚本" in stranger.published()
    assert run("build", stranger.root, option).code == 0
    assert "别人的" not in stranger.published()
    assert files(stranger.root / "_site") == files(plain)


@pytest.mark.parametrize("option", ["--no-theme", "--safe"])
def test_a_broken_or_refused_theme_is_no_reason_to_stop_then(
    option: str, stranger: Stranger, run: Run
) -> None:
    stranger.write({"templates/_head.html": "{% if %}"})
    stranger.link("static/x", stranger.secret)
    assert run("build", stranger.root).code == 1
    assert run("build", stranger.root, option).code == 0


def test_the_settings_cannot_allow_links_then(stranger: Stranger, run: Run) -> None:
    stranger.write({"perfdsl.toml": "[site]\nfollow_links = true\n"})
    stranger.link("2024/b.perf", stranger.secret)
    for command in ("check", "export", "build"):
        result = run(command, "--safe", stranger.root)
        assert result.code == 1
        assert SECRET not in result.said
    assert "F215" in run("check", "--safe", stranger.root).said


@pytest.mark.parametrize("command", [("check",), ("build",), ("export",)])
def test_a_long_file_is_not_read(command: tuple[str, ...], stranger: Stranger, run: Run) -> None:
    stranger.write({"2024/b.perf": TABLE + ("// " + "长" * 40_000 + "\n") * 10})
    result = run(*command, "--safe", stranger.root)
    assert (result.code, "b.perf" in result.said) == (1, True)
    if command != ("export",):
        assert "F216" in result.said
        assert "1.2 MB" in result.said
        assert "--safe" in result.said
    assert run("check", stranger.root, "-q").code == 0


def test_a_framework_that_is_too_long_is_not_read_either(stranger: Stranger, run: Run) -> None:
    stranger.write(
        {
            "体系/甲.perf": "体系: 甲\n标题: 表\n适用: 部门\n// " + "长" * 400_000,
            "2024/a.perf": TABLE.replace("部门整体三类", "甲"),
        }
    )
    assert "F216" in run("check", "--safe", stranger.root).said


def test_a_file_that_takes_too_long_is_given_up(
    stranger: Stranger, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Eight thousand indicators take a second; a hundredth of it is allowed here."""
    lines = "".join(f"指标第{number}号 >= {number}人\n" for number in range(8_000))
    stranger.write({"2024/b.perf": TABLE + "### 可持续影响指标\n" + lines})
    monkeypatch.setattr(pipeline, "SECONDS", 0.05)
    result = run("check", "--safe", stranger.root / "2024/b.perf")
    assert result.code == 1
    assert "F216" in result.said
    assert "0.05 秒" in result.said
    monkeypatch.setattr(pipeline, "SECONDS", 600)
    assert "F216" not in run("check", "--safe", stranger.root / "2024/b.perf").said


def test_the_limit_of_time_is_no_mistake_that_a_rule_may_swallow() -> None:
    def never_ends() -> None:
        while True:
            with suppress(Exception):  # as the runner of rules does
                sum(range(1000))

    with pytest.raises(OutOfTimeError), at_most(0.01):
        never_ends()


def test_outside_of_the_main_thread_there_is_no_limit() -> None:
    done = []

    def work() -> None:
        with at_most(0.000001):
            done.append(sum(range(100_000)))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done


@pytest.mark.parametrize("command", ["check", "build", "export", "serve"])
def test_more_files_than_a_province_has_are_not_begun(
    command: str, stranger: Stranger, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(discovery, "MOST_FILES", 3)
    for number in range(3):
        stranger.write({f"2024/u{number}.perf": TABLE.replace("示例单位", f"单位{number}")})
    result = run(command, "--safe", stranger.root)
    assert result.code == 2
    assert "超过 3 个" in result.said
    assert run("check", stranger.root).code == 0


def test_the_preview_is_safe_too(stranger: Stranger) -> None:
    stranger.write({**THEME, "perfdsl.toml": "[site]\nfollow_links = true\n"})
    stranger.link("2024/b.perf", stranger.secret)
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@example.com"]
    subprocess.run([*git, "init", "-q"], cwd=stranger.root, check=True)
    with App(stranger.root, poll=True, safe=True, say=lambda _: None) as app:
        page = app.ask(lambda preview: preview.page("index.html")).html
        assert "别人的主题" not in page
        assert b"\xe5\x88\xab\xe4\xba\xba" not in (app.file("static/js/base.js") or b"")
        assert app.file("static/theme.css") is None
        assert not app.ask(lambda preview: preview.store.project.workspace.bounds.follow_links)


def test_a_build_and_a_safe_build_do_not_take_each_other_for_their_own(stranger: Stranger, run: Run) -> None:
    """Each has a memory of its own; the site is always that of the last command."""
    stranger.write(THEME)
    for _ in range(2):
        run("build", stranger.root)
        assert "别人的主题" in stranger.published()
        run("build", "--safe", stranger.root)
        assert "别人的主题" not in stranger.published()


def test_nothing_of_a_framework_is_used_as_a_pattern(stranger: Stranger, run: Run) -> None:
    """What looks like one in a name is the name; one that would take for ever takes no time."""
    evil = "(a+)+$"
    stranger.write(
        {
            "体系/甲.perf": f"体系: 甲\n标题: {evil}\n别名: {evil}\n适用: 部门\n\n# 指标\n\n## {evil}\n> 别名: {evil}\n",
            "2024/a.perf": f"部门: {'a' * 60}!\n年度: 2024\n体系: {'a' * 60}!\n\n# 指标\n\n## {'a' * 60}!\n{'a' * 60}! >= 1\n",
        }
    )
    said = run("check", stranger.root).said
    assert "F207" in said


def test_folders_as_deep_as_names_may_be_long_are_gone_through(
    stranger: Stranger, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More than a thousand, in one another: Python's own walk gives up there."""
    monkeypatch.chdir(stranger.root)
    for _ in range(1_100):
        Path("d").mkdir()
        os.chdir("d")
    try:
        assert run("check", stranger.root).code == 0
        assert run("check", "--safe", stranger.root).code == 0
    finally:
        for _ in range(1_100):  # nor does its way to remove folders go as deep
            os.chdir("..")
            Path("d").rmdir()


def files(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }
