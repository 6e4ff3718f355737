"""Real tables: published once, they can be published again, also after ``perfdsl fmt``; every address has its shape."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfdsl.formatter import format_source
from perfdsl.pipeline import check_file, check_source, library, open_workspace
from perfdsl.publishing.addresses import PUBLISHED
from perfdsl.publishing.published_rows import published_rows
from perfdsl.publishing.redirects import read_redirects
from perfdsl.publishing.release import Release
from perfdsl.syntax.source import decode
from perfdsl.workspace.discovery import Workspace

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
PROJECTS = [open_workspace(folder) for folder in sorted(EXAMPLES.iterdir())]
TABLES = [(workspace, file) for workspace in PROJECTS for file in workspace.files]


@pytest.mark.parametrize(
    ("workspace", "file"), TABLES, ids=[f"{one.root.name}-{file.stem}" for one, file in TABLES]
)
def test_nothing_changes_by_itself(workspace: Workspace, file: Path, tmp_path: Path) -> None:
    shelf = library(workspace.framework_folders)
    before = check_file(file, workspace, shelf)
    after = check_source(decode(format_source(before.source).encode(), before.path), shelf)
    assert before.table is not None
    assert after.table is not None
    pages = {row.address.partition("#")[0] for row in published_rows(before.table)}
    for table in (before.table, after.table):
        release = Release(tmp_path)
        release.see(published_rows(table), before.path)
        release.approve(pages, read_redirects({}))
        release.remember(pages)
    addresses = [row.address for row in published_rows(before.table)]
    assert all(PUBLISHED.fullmatch(address) for address in addresses)
    assert any("#" in address for address in addresses)
