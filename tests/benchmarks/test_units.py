"""The made-up units of the benchmarks are what they claim: always the same, all different, without a finding."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from benchmarks.units import unit, write_units
from perfdsl.cli import main
from perfdsl.pipeline import check_all, open_workspace

ROOT = Path(__file__).resolve().parents[2]


def test_units_are_repeatable_and_differ() -> None:
    units = [unit(number) for number in range(300)]
    assert units == [unit(number) for number in range(300)]
    assert len({text.splitlines()[0] for text in units}) == len(units)


def test_units_are_without_findings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_units(tmp_path, 20)
    assert main(["check", str(tmp_path), "--format", "concise"]) == 0
    assert tmp_path.name not in capsys.readouterr().out


def test_a_unit_has_sixty_indicators_and_half_of_them_are_its_own(tmp_path: Path) -> None:
    write_units(tmp_path, 20)
    tables = [checked.table for checked in check_all(open_workspace(tmp_path))]
    assert {len(table.indicators) for table in tables if table} == {60}
    said = Counter(line for number in range(20) for line in unit(number).splitlines() if ">=" in line)
    assert sum(count for count in said.values() if count == 1) > 20 * 27


def test_the_small_file_is_clean(capsys: pytest.CaptureFixture[str]) -> None:
    file = ROOT / "benchmarks" / "sixty-lines.perf"
    assert file.read_text(encoding="utf-8").count("\n") == 60
    assert main(["check", str(file), "--strict", "--format", "concise"]) == 0
    assert file.name not in capsys.readouterr().out
