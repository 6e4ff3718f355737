"""``perfdsl build`` as it is typed: what it prints, the bar in a terminal, the seconds of each stage."""

from __future__ import annotations

import io
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.units import write_units
from perfdsl.cli.progress import Progress
from perfdsl.formats import registry
from tests.cli.conftest import GOOD, Run

BAR = re.compile(r"\r生成网站 (█*) +(\d+)/(\d+)  每秒 (\d+) 个，还要 (\d+) 秒\x1b\[K")
CLEARED = "\r\x1b[K"


@pytest.mark.usefixtures("good")
def test_a_build_and_another_after_no_change(run: Run) -> None:
    first, second = run("build"), run("build")
    assert (first.code, first.err) == (0, "")
    assert re.fullmatch(r"已生成 1 张表、\d+ 个网页\n打开看看：_site/index\.html\n", first.out)
    assert re.fullmatch(r"没有变化：网站共 1 张表、\d+ 个网页\n打开看看：_site/index\.html\n", second.out)


def test_a_build_after_a_change_tells_how_much(run: Run, good: Path) -> None:
    run("build")
    good.write_text(GOOD.replace("4期", "5期"), "utf-8")
    assert re.match(r"更新了 \d+ 个文件，网站共 1 张表", run("build").out)


def test_a_format_that_is_left_out_is_told_with_what_to_install(
    run: Run, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    registry._is_installed.cache_clear()
    first, html, quiet = run("build"), run("build", "--only", "html"), run("build", "-q", "-o", "other")
    registry._is_installed.cache_clear()
    assert first.err == (
        '网站上没有 XLSX 下载：缺少附加组件。要提供的话，先安装再生成：pip install "perfdsl[xlsx]"\n'
    )
    assert (html.err, quiet.err) == ("", "")
    assert not list((good.parent / "_site").glob("**/*.xlsx"))


def test_quiet_prints_nothing(run: Run, good: Path) -> None:
    for text in (GOOD, GOOD, GOOD.replace("4期", "5期")):
        good.write_text(text, "utf-8")
        assert run("build", "--quiet") == (0, "", "")


@pytest.mark.usefixtures("good")
def test_only_html_makes_no_downloads(run: Run, tmp_path: Path) -> None:
    assert run("build", "--only", "html", "-o", "网站").code == 0
    made = {file.suffix for file in (tmp_path / "网站").rglob("*") if "static" not in file.parts}
    assert ".html" in made
    assert made.isdisjoint({".csv", ".sqlite", ".xlsx"})


@pytest.mark.usefixtures("good")
def test_timings_name_the_stages(run: Run) -> None:
    for stage in ("单位和项目的网页", "比对上次的结果"):  # the second time, there is nothing to draw
        lines = run("build", "--timings").err.splitlines()
        found = {line.split()[2]: float(line.split()[0]) for line in lines}
        assert stage in found
        assert lines[-1].split()[2].startswith("合计")
        assert found[lines[-1].split()[2]] == max(found.values())


SHOWN = re.compile(r"^\| `perfdsl (build[^`]*)` \|", re.MULTILINE)


def test_every_command_of_the_documentation_works(run: Run, root: Path, tmp_path: Path) -> None:
    (tmp_path / "2025").mkdir()
    (tmp_path / "2025/good.perf").write_text(GOOD.replace("2024", "2025"), "utf-8")
    commands = SHOWN.findall((root / "docs/site.md").read_text("utf-8"))
    assert len(commands) > 5
    for command in commands:
        result = run(*shlex.split(command))
        assert result.code == 0, (command, result)


@pytest.mark.parametrize("jobs", ["0", "-1", "二", "1.5"])
def test_a_number_of_processes_that_is_none(run: Run, jobs: str) -> None:
    result = run("build", f"--jobs={jobs}")
    assert result.code == 2
    assert "不是正整数" in result.err


def test_a_folder_that_is_not_there(run: Run) -> None:
    assert run("build", "没有") == (2, "", "找不到文件夹“没有”。\n")


class Screen(io.StringIO):
    """What is written to a terminal, or to something that is none."""

    def __init__(self, *, terminal: bool) -> None:
        super().__init__()
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal


def drawn(screen: Screen, *, silent: bool = False) -> str:
    """What three hundred steps draw, 32 a second."""
    now = [5.0]
    progress = Progress("生成网站", silent=silent, stream=screen, clock=lambda: now[0])
    for done in range(1, 301):
        now[0] += 1 / 32
        progress(done, 300)
    progress.clear()
    return screen.getvalue()


def test_a_long_build_shows_rate_and_remaining_time() -> None:
    """After the first second, ten times a second; in the end the line is empty again."""
    shown = drawn(Screen(terminal=True))
    bars = [match.groups() for match in BAR.finditer(shown)]
    assert len(bars) == 68
    assert bars[0] == ("██", "32", "300", "32", "8")
    for bar, number, total, rate, left in bars:
        assert (total, rate) == ("300", "32")
        assert len(bar) == 24 * int(number) // 300
        assert abs(int(left) - (300 - int(number)) / 32) <= 0.5
    assert BAR.sub("", shown) == CLEARED


def test_no_bar_where_there_is_no_terminal_or_none_is_wanted() -> None:
    assert drawn(Screen(terminal=False)) == drawn(Screen(terminal=True), silent=True) == ""


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
def test_a_terminal_is_left_empty(tmp_path: Path) -> None:
    write_units(tmp_path / "项目" / "2022", 2)
    assert BAR.sub("", in_a_terminal(["build", "项目"], tmp_path)) in ("", CLEARED)


def in_a_terminal(command: list[str], folder: Path) -> str:
    """What a command shows whose messages go to a terminal."""
    import pty

    ours, theirs = pty.openpty()
    program = [sys.executable, "-m", "perfdsl", *command]
    with subprocess.Popen(program, cwd=folder, stdout=subprocess.DEVNULL, stderr=theirs) as process:
        os.close(theirs)
        shown = b""
        while chunk := read(ours):
            shown += chunk
        assert process.wait() == 0
    os.close(ours)
    return shown.decode()


def read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # Linux: nobody writes any more
        return b""
