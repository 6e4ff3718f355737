"""The same tables make the same bytes: in another time zone, with another hash seed, a moment later, in another folder."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.formats.samples import EXAMPLES, FULL

NAMES = {
    "json": "all.json", "xlsx": "all.xlsx", "docx": "all.docx", "pdf": "all.pdf", "csv": "csv.zip", "datapackage": "package.zip", "sqlite": "all.sqlite",
    "stratml": "stratml.zip",
}  # fmt: skip
PROGRAM = """
import sys
from perfdsl.cli import main
for format, name in zip(sys.argv[1::2], sys.argv[2::2]):
    assert main(["export", "--to", format, "project", "-o", f"out/{name}"]) == 0
"""


def digests(folder: Path, zone: str, seed: str) -> dict[str, str]:
    """Export everything in a process of its own; the SHA-256 of each file."""
    folder.mkdir(exist_ok=True)
    project = folder / "project"
    shutil.copytree(EXAMPLES / "provinces", project)
    (project / "full.perf").write_text(FULL, "utf-8")
    arguments = [word for pair in NAMES.items() for word in pair]
    environment = os.environ | {"TZ": zone, "PYTHONHASHSEED": seed}
    command = [sys.executable, "-c", PROGRAM, *arguments]
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
    return {name: hashlib.sha256((folder / "out" / name).read_bytes()).hexdigest() for name in NAMES.values()}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return digests(tmp_path_factory.mktemp("first"), "UTC", "1")


@pytest.mark.parametrize(("zone", "seed"), [("Asia/Shanghai", "2"), ("America/New_York", "4294967295")])
def test_the_same_bytes(first: dict[str, str], tmp_path: Path, zone: str, seed: str) -> None:
    assert digests(tmp_path / "another folder", zone, seed) == first


def test_the_first_workbook_of_a_process_is_like_the_second() -> None:
    program = (
        "from perfdsl.formats.xlsx import xlsx; from tests.formats.samples import *;"
        "table = check_source(Source('a.perf', FULL), library()).table;"
        "assert xlsx([table]) == xlsx([table])"
    )
    subprocess.run([sys.executable, "-c", program], cwd=EXAMPLES.parent, check=True)
