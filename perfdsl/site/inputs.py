"""The files of a project beside its tables that its site is made of: settings, frameworks, templates, what was published."""

from __future__ import annotations

from pathlib import Path

from perfdsl.publishing.permalinks import NAME as PERMALINKS
from perfdsl.workspace.config import NAME as CONFIG
from perfdsl.workspace.discovery import FRAMEWORK_FOLDERS
from perfdsl.workspace.stamps import Stamp, stamp, stamps_below

TEMPLATES, STATIC = THEME_FOLDERS = ("templates", "static")


def other_inputs(root: Path) -> dict[str, Stamp]:
    """All of them, by their path."""
    found = {name: known for name in (CONFIG, PERMALINKS) if (known := stamp(root / name))}
    for folder in (*FRAMEWORK_FOLDERS, *THEME_FOLDERS):
        found |= {f"{folder}/{name}": known for name, known in stamps_below(root / folder)}
    return found
