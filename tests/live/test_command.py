"""``perfdsl serve`` as a program."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from perfdsl.cli import main
from tests.site.samples import TABLE

WRONG = TABLE.replace("体系: 部门整体三类", "体系: 部门整体三累")


@contextmanager
def served(folder: Path, *options: str, **how: Any) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """The running program and the port that its first line names."""
    command = [sys.executable, "-m", "perfdsl", "serve", str(folder), *options]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", **how
    ) as process:
        assert process.stdout
        first = process.stdout.readline()
        assert first.startswith("预览：http://127.0.0.1:"), process.stderr and process.stderr.read()
        try:
            yield process, int(first.rstrip("/\n").rpartition(":")[2])
        finally:
            process.kill()


def ask(port: int, method: str, path: str, content: object = None) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    body = None if content is None else json.dumps(content).encode()
    connection.request(method, path, body, {"Content-Type": "application/json"})
    response = connection.getresponse()
    answer = response.status, response.read()
    connection.close()
    return answer


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.perf").write_text(TABLE, "utf-8")
    return tmp_path


@pytest.mark.skipif(os.name == "nt", reason="there is no signal to send")
def test_it_ends_with_ctrl_c(folder: Path) -> None:
    with served(folder) as (process, port):
        stream = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        stream.request("GET", "/-/events?page=index.html")
        assert stream.getresponse().readline()
        process.send_signal(signal.SIGINT)
        said, wrong = process.communicate(timeout=10)
        stream.close()
    assert (process.returncode, wrong) == (0, "")
    assert said.endswith("\n预览已停止。\n")


def test_a_port_that_is_taken(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["serve", str(folder), "--port", str(port)]) == 2
    assert f"端口 {port} 用不了" in capsys.readouterr().err
    assert main(["serve", str(folder), "--port", "70000"]) == 2
    assert "端口 70000 用不了" in capsys.readouterr().err


def test_two_previews_side_by_side(folder: Path) -> None:
    with served(folder) as (_, one), served(folder) as (_, other):
        assert one != other
        assert ask(one, "GET", "/index.html")[0] == ask(other, "GET", "/index.html")[0] == 200


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere 127.0.0.2 is not this machine")
def test_it_listens_to_one_address_only(folder: Path) -> None:
    with served(folder) as (_, port), socket.socket() as other:
        assert other.connect_ex(("127.0.0.2", port)) != 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["no-such-folder"], "找不到文件夹“no-such-folder”"),
        (["--editor", "code '{file}"], "引号不成对"),
        (["--port", "x"], "--port 的值无效"),
    ],
)
def test_wrong_calls(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", *arguments]) == 2
    assert said in capsys.readouterr().err


def test_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--help"]) == 0
    said = capsys.readouterr().out
    for option in ("--port", "--open", "--editor", "--poll", "code -g {file}:{line}:{column}"):
        assert option in said


@pytest.mark.skipif(sys.platform != "linux", reason="limits of a process are a matter of the system")
def test_a_full_disk(tmp_path: Path) -> None:
    """No byte can be written: pages are served all the same, and a fix says why it cannot be done."""
    import resource

    (tmp_path / "a.perf").write_text(WRONG, "utf-8")
    finding = {"file": "a.perf", "line": 3, "column": 5, "code": "F207"}
    limit = {"preexec_fn": lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))}
    with served(tmp_path, **limit) as (process, port):
        status, answer = ask(port, "POST", "/-/fix", finding)
        assert (status, json.loads(answer)["message"]) == (507, "“a.perf”写不进去：磁盘已满。文件没有改动。")
        assert (tmp_path / "a.perf").read_text("utf-8") == WRONG
        assert [file.name for file in tmp_path.iterdir()] == ["a.perf"]
        assert ask(port, "GET", "/data/data.sqlite")[0] in (200, 500)
        assert ask(port, "GET", "/index.html")[0] == 200
        assert process.poll() is None


def test_nothing_is_written(folder: Path) -> None:
    with served(folder) as (_, port):
        for path in ("/index.html", "/2024/a/index.html", "/data/data.sqlite", "/static/site.css"):
            assert ask(port, "GET", path)[0] == 200
    assert [file.name for file in folder.iterdir()] == ["a.perf"]
