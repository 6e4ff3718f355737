"""Which folders are ours: those with a marker that names their entries. Any other is never written to nor removed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

MARKER = ".perfdsl-site"
_TEXT = "# 本文件夹由 perfdsl build 生成，下一次生成时整个替换；请不要在这里修改或添加文件。\n"
# What desktops leave in any folder that is looked at.
CLUTTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})


def marker_text(entries: Iterable[str]) -> str:
    """The content of the marker for a folder with these entries."""
    return _TEXT + "".join(f"{name}\n" for name in sorted(entries))


def is_ours(folder: Path) -> bool:
    """Whether perfdsl made this folder."""
    return (folder / MARKER).is_file()


def foreign_files(folder: Path) -> list[str]:
    """What the folder holds beside what perfdsl put there, sorted; all of it where there is no marker."""
    marker = folder / MARKER
    ours = set(marker.read_text("utf-8").splitlines()) if marker.is_file() else set()
    return sorted({entry.name for entry in folder.iterdir()} - ours - CLUTTER - {MARKER})
