"""The rules of the house that no linter knows: short files with a heading, data folders without code, no private paths."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.modules import Module, offences

ROOT = Path(__file__).resolve().parents[2]
PRIVATE = re.compile(
    r"(?<![\w.~])/(?:work|tmp|root|home)/\w|pythonhosted|pypi\.org/simple|registry\.npmjs|deb\.debian"
)


def tracked() -> list[Path]:
    """The files of the repository; none where there is no git."""
    try:
        listed = subprocess.run(
            ["git", "-c", "core.quotepath=off", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True
        )
    except (OSError, subprocess.CalledProcessError):
        return []
    paths = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    return [path for path in paths if path.is_file() and path != Path(__file__)]


def test_a_module_is_short_and_says_what_it_owns() -> None:
    assert offences(faults_of_size_and_heading) == {}


def faults_of_size_and_heading(module: Module) -> Iterator[str]:
    if not ast.get_docstring(module.tree):
        yield "a module docstring is missing"
    if module.text.count("\n") > 300:
        yield "more than one idea in one file?"


@pytest.mark.parametrize("folder", ["grammar", "site_templates"])
def test_a_data_folder_holds_no_python(folder: str) -> None:
    assert not list((ROOT / folder).rglob("*.py"))


def test_no_file_names_a_private_path_or_a_package_host() -> None:
    guilty = []
    for path in tracked():
        text = path.read_bytes().decode("utf-8", errors="ignore")
        guilty += [f"{path.relative_to(ROOT)}: {match[0]}" for match in PRIVATE.finditer(text)]
    assert not guilty
