"""What the tests of the cache share: small projects, what a site holds, and what a build makes that knows of nothing."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from perfdsl.site.build import build
from perfdsl.site.cache import build_cache
from perfdsl.site.cache.freshness import cache_file
from perfdsl.site.options import Options
from perfdsl.workspace.cache import FOLDER
from tests.site.samples import TABLE

POSIX = pytest.mark.skipif(os.name != "posix", reason="permissions, mounts and limits of POSIX systems")
CONFIG = '[site]\ntitle = "示范县"\n'
KINDS = frozenset(build_cache._KINDS)
_CLEAN: dict[object, dict[str, bytes]] = {}
BUILD = [sys.executable, "-m", "perfdsl", "build"]


def content(folder: Path) -> dict[str, bytes]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def clean(root: Path, home: Path, *, draft: bool = False) -> dict[str, bytes]:
    """What a build of a fresh copy makes. Of the same files it makes the same (``test_build``), so it is asked once."""
    key = (tuple(_sources(root)), draft)
    if key not in _CLEAN:
        shutil.copytree(root, home / "clean", ignore=shutil.ignore_patterns(FOLDER), symlinks=True)
        build(home / "clean", home / "clean out", draft=draft)
        _CLEAN[key] = content(home / "clean out")
    return _CLEAN[key]


def _sources(root: Path) -> Iterator[tuple[str, bytes]]:
    """All that a copy would have, by name: of a link where it leads to, of a folder nothing."""
    for entry in sorted(root.rglob("*")):
        if FOLDER not in entry.relative_to(root).parts:
            yield entry.relative_to(root).as_posix(), _held(entry)


def _held(entry: Path) -> bytes:
    if entry.is_symlink():
        return bytes(entry.readlink())
    return entry.read_bytes() if entry.is_file() else b""


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def several(count: int = 3) -> dict[str, str]:
    return {f"2024/u{one}.perf": TABLE.replace("示例单位", f"第{one}单位") for one in range(count)}


def cache_of(root: Path, out: Path) -> Path:
    return cache_file(root, out, Options())
