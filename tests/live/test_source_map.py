"""From the parts of a page to the lines of its file, and back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from perfdsl.live.source_map import key_at, source_lines
from perfdsl.model.table import Table
from perfdsl.pipeline import check_file, library, open_workspace
from perfdsl.site.build import build


def tables(project: Path) -> list[Table]:
    workspace = open_workspace(project)
    shelf = library(workspace.framework_folders)
    found = (check_file(file, workspace, shelf).table for file in workspace.files)
    return [table for table in found if table is not None]


@pytest.fixture(scope="module")
def county(root: Path) -> list[Table]:
    return tables(root / "examples" / "county")


def test_every_place_is_on_a_page_of_the_table(county: list[Table], root: Path, tmp_path: Path) -> None:
    """As the id of an element, or as the page that the heading of a row links to."""
    build(root / "examples" / "county", tmp_path / "site")
    for table in county:
        page = tmp_path / "site" / str(table.year) / table.head.code.value / "index.html"
        html = page.read_text("utf-8")
        shown = set(re.findall(r'(?:\bid|<th scope="row"><a href)="([^"]+)"', html))
        assert source_lines(table).keys() <= shown


def test_the_line_of_a_row_holds_its_name(county: list[Table], root: Path) -> None:
    for table in county:
        lines = (root / "examples" / "county" / table.path).read_text("utf-8").splitlines()
        by_line = {line: key for key, line in source_lines(table).items()}
        for indicator in table.indicators:
            assert by_line[indicator.line].startswith("i-")
            assert indicator.name in lines[indicator.line - 1]
        for project in table.projects:
            assert by_line[project.line].startswith("project-")


def test_the_line_of_a_group_holds_its_name(county: list[Table], root: Path) -> None:
    """Of every level, be it 一级, 二级 or 重点工作."""
    for table in county:
        lines = (root / "examples" / "county" / table.path).read_text("utf-8").splitlines()
        by_line = {line: key for key, line in source_lines(table).items()}
        groups = [group for top in table.groups for group in top.walk()]
        assert {group.level for group in groups} >= {1, 2}
        for group in groups:
            assert by_line[group.span.line].startswith("g-")
            assert group.name in lines[group.span.line - 1]


def test_what_shows_a_line(county: list[Table]) -> None:
    table = county[0]
    lines = source_lines(table)
    for key, line in lines.items():
        assert lines[key_at(lines, line)] == line, key
    first, second = table.projects[:2]
    assert key_at(lines, first.line).startswith("project-")
    assert key_at(lines, second.line - 1) == key_at(lines, first.line)  # a note below it
    assert key_at(lines, 10_000) == key_at(lines, max(lines.values()))


def test_the_header_is_shown_by_the_head_of_the_page(county: list[Table]) -> None:
    assert key_at(source_lines(county[0]), 1) == ""


def test_a_sum_comes_after_the_row_that_it_is_made_of(county: list[Table]) -> None:
    """财政拨款 is derived from 一般公共预算资金; the line of the latter leads to the latter."""
    lines = source_lines(county[0])
    written = county[0].funding.items[0]
    keys = [key for key, line in lines.items() if line == written.line]
    assert len(keys) > 1
    assert key_at(lines, written.line) == keys[-1]
