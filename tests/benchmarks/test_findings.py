"""The benchmark of reports has as many findings as it says, and its figures are of the report."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.findings import report, write_broken
from perfdsl.cli import main as perfdsl


def test_there_are_as_many_findings_as_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_broken(tmp_path / "项目", 3, 7)
    assert perfdsl(["check", str(tmp_path / "项目"), "--format", "json"]) == 1
    assert len(json.loads(capsys.readouterr().out)["findings"]) >= 21


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="no such call here")
def test_a_report_is_measured(tmp_path: Path) -> None:
    write_broken(tmp_path / "项目", 2, 5)
    took = report(tmp_path / "项目", "json", dict(os.environ))
    assert took.processor > 0
    assert took.peak > 5
    assert took.size > 1_000


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="no such call here")
def test_no_report_takes_more_than_it_may(root: Path) -> None:
    """A process of its own: a system counts what the one that started it held as memory of the new one, too."""
    command = [sys.executable, "-m", "benchmarks.findings", "--findings", "200", "--files", "2"]
    done = subprocess.run(command, cwd=root, check=False, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "most memory" in done.stdout
