"""The rules of the house that no linter knows: short files with a heading, data folders without code, no private paths."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "perfdsl").rglob("*.py"))
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


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_is_short_and_says_what_it_owns(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text)), "a module docstring is missing"
    assert text.count("\n") <= 400, "more than one idea in one file?"


@pytest.mark.parametrize("folder", ["grammar", "site_templates"])
def test_a_data_folder_holds_no_python(folder: str) -> None:
    assert not list((ROOT / folder).rglob("*.py"))


def test_no_file_names_a_private_path_or_a_package_host() -> None:
    guilty = []
    for path in tracked():
        text = path.read_bytes().decode("utf-8", errors="ignore")
        guilty += [f"{path.relative_to(ROOT)}: {match[0]}" for match in PRIVATE.finditer(text)]
    assert not guilty
