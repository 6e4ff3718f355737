"""The user's own folders, outside of every project: what lies there was written by this user's programs."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_NAME = "perfdsl"


def user_cache_folder() -> Path | None:
    """Where perfdsl keeps what is of use to all projects of this user, and is run as code: so it is never taken from a
    project, which may come from a stranger. None where the system names no place.
    """
    return _folder("Library/Caches", "XDG_CACHE_HOME", ".cache")


def user_state_folder() -> Path | None:
    """Where perfdsl keeps what it must recognise later; None where the system names no place."""
    return _folder("Library/Application Support", "XDG_STATE_HOME", ".local/state")


def _folder(on_macos: str, variable: str, usual: str) -> Path | None:
    if sys.platform == "win32":
        home = os.environ.get("LOCALAPPDATA")
    elif sys.platform == "darwin":
        home = os.path.expanduser(f"~/{on_macos}")  # noqa: PTH111 - a missing home is no error
    else:
        home = os.environ.get(variable) or os.path.expanduser(f"~/{usual}")  # noqa: PTH111
    return Path(home) / _NAME if home and not home.startswith("~") else None
