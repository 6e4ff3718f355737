"""What a changed path means for the preview. Most of what happens in a folder means nothing: editors' own files, git."""

from __future__ import annotations

from enum import Enum
from pathlib import Path, PurePath
from typing import NamedTuple

from perfdsl.publishing.permalinks import NAME as PERMALINKS
from perfdsl.workspace.config import NAME as SETTINGS
from perfdsl.workspace.discovery import FRAMEWORK_FOLDERS, SUFFIX

NEVER = ("_site", "_demo", "node_modules", "__pycache__")
HISTORY_FILES = ("HEAD", "logs/HEAD")


class FileEvent(NamedTuple):
    """A path that something happened to; ``folder``: it is or was one."""

    path: Path
    folder: bool = False


class Affects(Enum):
    """``TABLES``: a table, or a folder that may hold some. ``HISTORY``: git's committed version."""

    NOTHING = "nothing"
    TABLES = "tables"
    SETTINGS = "settings and frameworks"
    TEMPLATES = "templates"
    STATIC = "static files"
    HISTORY = "history"


def history_above(root: Path) -> Path | None:
    """The folder where git keeps the history of a project that is not the top of its repository."""
    if (root / ".git").exists():
        return None
    return next((folder / ".git" for folder in root.parents if (folder / ".git").is_dir()), None)


def affects(path: PurePath, root: PurePath, *, folder: bool = False) -> Affects:
    """``path`` is below ``root``; ``folder``: it is or was one."""
    try:
        parts = path.relative_to(root).parts
    except ValueError:
        return Affects.NOTHING
    if not parts:
        return Affects.TABLES if folder else Affects.NOTHING
    if parts[0] == ".git" and "/".join(parts[1:]) in HISTORY_FILES:
        return Affects.HISTORY
    if any(part.startswith(".") or part in NEVER for part in parts):
        return Affects.NOTHING
    if parts in ((SETTINGS,), (PERMALINKS,)):
        return Affects.SETTINGS
    if parts[0] in FRAMEWORK_FOLDERS:
        return Affects.SETTINGS if folder or parts[-1].endswith(SUFFIX) else Affects.NOTHING
    if parts[0] == "templates":
        return Affects.TEMPLATES
    if parts[0] == "static":
        return Affects.STATIC
    if folder or parts[-1].endswith(SUFFIX) or parts[-1] == SETTINGS:
        return Affects.TABLES
    return Affects.NOTHING
