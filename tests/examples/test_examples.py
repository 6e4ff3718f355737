"""The examples are real tables: each gives exactly the findings of its golden file, reviewed one by one.

``golden/PROJECT/FILE.txt`` holds the findings of ``examples/PROJECT/FILE.perf``, one a line; an empty file means that
nothing is wrong. After a change of the rules: ``make golden``, then read the difference against the table.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from perfdsl.formatter import format_document
from perfdsl.pipeline import check_file, library, open_workspace
from perfdsl.reports import concise
from perfdsl.reports.report import Report

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
GOLDEN = Path(__file__).parent / "golden"
PROJECTS = {folder.name: open_workspace(folder) for folder in sorted(EXAMPLES.iterdir())}
LIBRARIES = {name: library(workspace.framework_folders) for name, workspace in PROJECTS.items()}
TABLES = [(name, file) for name, workspace in PROJECTS.items() for file in workspace.files]
IDS = [f"{name}/{file.stem}" for name, file in TABLES]


@pytest.mark.parametrize(("project", "file"), TABLES, ids=IDS)
def test_findings(project: str, file: Path, golden: Callable[[Path, str], None]) -> None:
    workspace = PROJECTS[project]
    checked = check_file(file, workspace, LIBRARIES[project])
    lines = tuple(checked.source.text.splitlines())
    actual = "".join(concise.render([Report(checked.path, lines, checked.findings)]))
    golden(GOLDEN / project / file.relative_to(workspace.root).with_suffix(".txt"), actual)


@pytest.mark.parametrize(("project", "file"), TABLES, ids=IDS)
def test_canonical(project: str, file: Path) -> None:
    """The examples show the notation as ``perfdsl fmt`` writes it."""
    checked = check_file(file, PROJECTS[project], LIBRARIES[project])
    assert format_document(checked.document) == checked.source.text


@pytest.mark.parametrize("project", PROJECTS)
def test_frameworks_are_sound(project: str) -> None:
    """Those that ship and the project's own: nothing wrong, a title, groups or loose indicators, a source."""
    for entry in LIBRARIES[project]:
        framework = entry.framework
        assert entry.findings == (), entry.file.name
        assert framework.name == entry.file.stem
        assert framework.title
        assert framework.source
        assert framework.periods


def test_no_golden_file_is_left_over() -> None:
    expected = {
        Path(name, *file.relative_to(PROJECTS[name].root).with_suffix(".txt").parts) for name, file in TABLES
    }
    assert {file.relative_to(GOLDEN) for file in GOLDEN.rglob("*.txt")} == expected


def test_every_framework_but_one_has_a_real_table() -> None:
    """部门整体四类 is built from its parts: no published table of that form was at hand."""
    used = set()
    for name, file in TABLES:
        table = check_file(file, PROJECTS[name], LIBRARIES[name]).table
        assert table
        assert table.framework_known
        used.add(table.framework.name)
    shipped = {entry.framework.name for entry in library()}
    assert shipped - used == {"部门整体四类"}


# What the table of 无锡市总工会 must give, whatever else is found: (rule, a word of the message).
WUXI = [
    ("B402", "项目支出"),
    ("R601", "财政代扣代缴市级行政机关工会经费"),
    ("R602", "市劳模协会办公经费"),
    ("T503", "班组长安全培训人数"),
    ("T503", "开展慰问活动覆盖人数"),
    ("T503", "组织劳模疗休养及体检人数"),
    ("S701", "及及"),
    ("V303", "经济效益"),
    ("V303", "生态效益"),
    ("V304", "支付进度符合率"),
    ("V304", "资金使用合规性"),
    ("V304", "资产管理制度健全性"),
    ("V304", "项目管理制度健全性"),
    ("V304", "人员管理制度健全性"),
]


@pytest.mark.parametrize(("code", "word"), WUXI)
def test_wuxi_mistake_is_found(code: str, word: str) -> None:
    workspace = PROJECTS["wuxi"]
    (file,) = workspace.files
    findings = check_file(file, workspace, LIBRARIES["wuxi"]).findings
    assert any(finding.code == code and word in finding.message for finding in findings)


def test_wuxi_corrected_is_clean() -> None:
    workspace = PROJECTS["wuxi-corrected"]
    (file,) = workspace.files
    checked = check_file(file, workspace, LIBRARIES["wuxi-corrected"])
    assert checked.findings == ()
    assert not any(line.comment and line.comment.allows for line in checked.document.lines)
