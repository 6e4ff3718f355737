"""What perfdsl does without a word can be found out: in its log, which is Python's own, and costs nothing unheard."""

from __future__ import annotations

import ast
import logging
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from perfdsl import log
from perfdsl.cli import COMMANDS, main
from tests.house.modules import Module, offences

TABLE = "单位: 甲\n年度: 2024\n"


@pytest.fixture(autouse=True)
def silent_again() -> Iterator[None]:
    """What a test listens with is put away."""
    yield
    logger = logging.getLogger("perfdsl")
    for handler in logger.handlers[:]:
        logger.removeHandler(handler)
        handler.close()
    logger.setLevel(logging.NOTSET)


def test_no_error_is_passed_over_without_a_word() -> None:
    """Where nothing is done about one, a comment says why, or the log says that it was so."""
    assert offences(silence) == {}


def silence(module: Module) -> Iterator[int]:
    """The lines on which an error is passed over, with no comment beside."""
    lines = module.text.splitlines()
    for node in ast.walk(module.tree):
        if isinstance(node, ast.With):
            silent = any(re.match(r"(contextlib\.)?suppress\(", ast.unparse(one)) for one in node.items)
        else:
            silent = isinstance(node, ast.ExceptHandler) and all(
                isinstance(one, ast.Pass) for one in node.body
            )
        if silent:
            around = lines[node.lineno - 2 : (node.end_lineno or node.lineno)]
            if not any("#" in line for line in around):
                yield node.lineno


def run(arguments: list[str], cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "perfdsl", *arguments],
        check=False,
        capture_output=True,
        encoding="utf-8",
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2]), **variables},
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_can_be_asked_to_tell_more(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "-vv", "--help"]) == 0
    assert "-v, --verbose" in capsys.readouterr().out


def test_nobody_listens_by_default(tmp_path: Path) -> None:
    (tmp_path / "甲.perf").write_text(TABLE, "utf-8")
    assert run(["check", "-q"], tmp_path, PERFDSL_LOG="").stderr == ""


@pytest.mark.parametrize(
    ("wish", "hears"), [("debug", True), ("DEBUG", True), ("info", False), ("warning", False)]
)
def test_the_variable_names_a_level(wish: str, hears: bool, tmp_path: Path) -> None:
    (tmp_path / "甲.perf").write_text(TABLE, "utf-8")
    said = run(["check"], tmp_path, PERFDSL_LOG=wish).stderr
    assert said.startswith("[细节] perfdsl ") is hears


def test_the_variable_names_a_file(tmp_path: Path) -> None:
    """Two runs, one after the other; the terminal hears nothing of them."""
    for _ in range(2):
        assert run(["rules"], tmp_path, PERFDSL_LOG="日志.txt").stderr == ""
    lines = (tmp_path / "日志.txt").read_text("utf-8").splitlines()
    assert len([line for line in lines if "['rules']" in line]) == 2


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    done = run(["rules"], tmp_path, PERFDSL_LOG=str(tmp_path / "nowhere" / "log.txt"))
    assert done.returncode == 0
    assert done.stderr.startswith("PERFDSL_LOG 指定的日志文件“")
    assert done.stderr.count("\n") == 1


def test_once_is_what_was_done_twice_is_everything(capsys: pytest.CaptureFixture[str]) -> None:
    said = log.Log("perfdsl.test")

    def hear(verbose: int) -> str:
        log.listen(verbose)
        said.debug("细的 %s", 1)
        said.info("一般的 %s", 2)
        said.warning("要紧的", error=ValueError("原因"))
        return capsys.readouterr().err

    assert hear(1) == "[说明] 一般的 2\n[警告] 要紧的（ValueError: 原因）\n"
    assert hear(2).startswith(
        "[细节] 细的 1\n[说明] 一般的 2\n[警告] 要紧的（ValueError: 原因）\nValueError: 原因"
    )


def test_an_error_comes_with_its_trace_where_all_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    log.listen(2)
    try:
        int("甲")
    except ValueError as error:
        log.Log("perfdsl.test").info("出错", error=error)
    assert "Traceback" in capsys.readouterr().err


def test_a_program_that_uses_perfdsl_hears_it_in_its_own_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "perfdsl"):
        log.Log("perfdsl.site.build").info("用 %d 个进程", 2)
    assert caplog.record_tuples == [("perfdsl.site.build", logging.INFO, "用 2 个进程")]
