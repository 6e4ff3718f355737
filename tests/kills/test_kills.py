"""Killed, refused or met by another at any file-system call: old or new, and the next command puts everything right.

Some commands and a share of their calls here; all of them by ``make nightly``.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="这个系统没有 fork（no fork here）")


def program(root: Path, name: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", f"tests.kills.{name}", *arguments],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"},
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize(
    "words",
    [
        ("first build", "update of one", "deletion"),
        ("corrected", "fmt"),
        ("publication by", "rollback of a folder"),
    ],
    ids=" ".join,
)
def test_interrupted_at_a_call_it_is_old_or_new_and_the_next_one_makes_it_right(
    words: tuple[str, ...], root: Path
) -> None:
    said = program(root, "every_call", "1", *words)
    assert said.endswith(" 0 wrong\n")
    assert int(said.split(" runs, ")[-2].split()[-1]) > 20


def test_two_at_once_are_one_after_the_other_or_one_is_told(root: Path) -> None:
    assert program(root, "together", "2").endswith("together 0 wrong\n")
