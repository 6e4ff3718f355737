"""Files that tests need and that only npm packages carry (schemas, axe): fetched once, never committed."""

from __future__ import annotations

import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest

CACHE = Path(__file__).resolve().parent.parent / ".pytest_cache" / "npm"


def npm_file(package: str, version: str, name: str) -> Path:
    """The file ``name`` of ``package``; skips the test, saying why, where npm or the registry is missing."""
    folder = CACHE / f"{package.replace('/', '-').lstrip('@')}-{version}"
    file = folder / "package" / name
    if not file.is_file():
        _fetch(f"{package}@{version}", folder)
    return file


def _fetch(package: str, folder: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip(f"npm is not installed, so {package} cannot be fetched")
    folder.mkdir(parents=True, exist_ok=True)
    command = [npm, "pack", "--silent", package]
    done = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True, timeout=120)
    if done.returncode:
        pytest.skip(f"npm pack {package} failed: {done.stderr.strip()[-200:]}")
    with tarfile.open(folder / done.stdout.strip().splitlines()[-1]) as archive:
        archive.extractall(folder, filter="data")
