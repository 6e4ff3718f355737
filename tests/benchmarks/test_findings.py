"""The benchmark of reports has as many findings as it says, and its figures are of the report."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from benchmarks.findings import main, report, write_broken
from perfdsl.cli import main as perfdsl


def test_there_are_as_many_findings_as_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_broken(tmp_path / "项目", 3, 7)
    assert perfdsl(["check", str(tmp_path / "项目"), "--format", "json"]) == 1
    assert len(json.loads(capsys.readouterr().out)["findings"]) >= 21


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="no such call here")
def test_a_report_is_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_broken(tmp_path / "项目", 2, 5)
    took = report(tmp_path / "项目", "json", dict(os.environ))
    assert took.processor > 0
    assert 5 < took.peak < 500
    assert took.size > 1_000
    assert main(["--findings", "200", "--files", "2"]) == 0
    assert "most memory" in capsys.readouterr().out
