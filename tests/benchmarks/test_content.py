"""All generators get the same content, and a change of it is a change in the file of each."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks import sources
from benchmarks.content import Content, contents, last_target, retarget
from benchmarks.units import unit, write_units
from perfdsl.cli import main


@pytest.fixture(scope="module")
def units(tmp_path_factory: pytest.TempPathFactory) -> list[Content]:
    folder = tmp_path_factory.mktemp("units")
    write_units(folder, 3)
    return list(contents(folder))


def test_a_unit_has_all_its_rows_and_texts(units: list[Content]) -> None:
    for number, content in enumerate(units):
        written = unit(number)
        assert sum(len(category["rows"]) for category in content["categories"]) == 60
        assert len(content["projects"]) == written.count("工作经费 = ")
        assert all(section["markdown"] in written for section in content["sections"])


def test_perfdsl_reads_what_was_made_up(units: list[Content]) -> None:
    assert [sources.perf(content) for content in units] == [unit(number) for number in range(3)]


@pytest.mark.parametrize("source", [sources.perf, sources.json_data, sources.eleventy, sources.mkdocs])
def test_a_change_reaches_every_file(units: list[Content], source: Callable[[Content], str]) -> None:
    before = last_target(units[1])
    assert "87.123%" in source(retarget(units[1], "≥87.123%"))
    assert "87.123%" not in source(retarget(units[1], before))


def test_a_changed_file_is_without_findings(units: list[Content], tmp_path: Path) -> None:
    file = tmp_path / "unit.perf"
    file.write_text(sources.perf(retarget(units[2], "≥87.123%")), encoding="utf-8")
    assert main(["check", str(file), "--strict"]) == 0


def test_front_matter_is_json(units: list[Content]) -> None:
    head = sources.eleventy(units[0]).split("\n")[1]
    assert json.loads(head)["unit"]["name"] == units[0]["name"]
