"""What is to be built, and whether it is there already: told by sizes and times of files, with nothing heavy imported."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from perfdsl.publishing.lock import NAME as LOCK
from perfdsl.site.building.state import LAYOUT, Source, State
from perfdsl.site.building.unchanged import Figures, look_at, read_figures
from perfdsl.workspace.cache import FOLDER, program
from perfdsl.workspace.config import NAME as CONFIG
from perfdsl.workspace.discovery import FRAMEWORK_FOLDERS, Workspace, file_names, open_workspace
from perfdsl.workspace.pickles import NotOursError
from perfdsl.workspace.stamps import Stamp, digest, digest_of, stamp, stamps_below

# The folders of a project beside its tables.
OWN_FOLDERS = (*FRAMEWORK_FOLDERS, "templates", "static")


class Options(NamedTuple):
    """How to build. ``only_html`` leaves out all downloads and what the reader's scripts load."""

    draft: bool = False
    publish: bool = False
    only_html: bool = False

    @property
    def profile(self) -> str:
        """As the manifest says it."""
        return "draft" if self.draft else "publish" if self.publish else ""


def already_built(root: Path, out: Path, options: Options) -> Figures | None:
    """The figures of the last build, where everything is as it left it; None where a build has to look closer."""
    workspace = open_workspace(root)
    file = state_file(workspace.root, out, options)
    if not file.is_file() or workspace.findings:
        return None
    try:
        with State(file) as state:
            return _figures(state, workspace, out)
    except (sqlite3.Error, NotOursError):  # the build that follows will tell
        return None


def _figures(state: State, workspace: Workspace, out: Path) -> Figures | None:
    about, sources = state.about(), state.sources()
    if about.get("program") != program() or state.inputs() != other_inputs(workspace.root):
        return None
    names = file_names(workspace)
    if len(names) != len(sources) or not all(is_same(workspace.root, name, sources) for name in names):
        return None
    left = look_at(out, {address: file for address, (_, file) in state.files().items()})
    found = read_figures(about["figures"])
    return None if left.damaged or left.strays or found.broken else found


def other_inputs(root: Path) -> dict[str, Stamp]:
    """The files of a project beside its tables that its site is made of, by their path."""
    found = {name: known for name in (CONFIG, LOCK) if (known := stamp(root / name))}
    for folder in OWN_FOLDERS:
        found |= {f"{folder}/{name}": known for name, known in stamps_below(root / folder)}
    return found


def state_file(root: Path, out: Path, options: Options) -> Path:
    """Where the cache keeps what it knows of the site in ``out``, be there a cache or not."""
    return root / FOLDER / f"site-{digest_of((LAYOUT, _place(root, out), *options))[:12]}.sqlite"


def lock_file(root: Path, out: Path) -> Path:
    """What a build of the site in ``out`` holds while it runs, however it builds."""
    return root / FOLDER / f"site-{digest_of((_place(root, out),))[:12]}.lock"


def _place(root: Path, out: Path) -> str:
    return os.path.relpath(out.resolve(), root.resolve())


def is_same(root: Path, name: str, sources: Mapping[str, Source]) -> bool:
    """Whether a file is as it was read."""
    known, file = sources.get(name), root / name
    if known is None:
        return False
    return stamp(file) == known.stamp or (file.is_file() and digest(file.read_bytes()) == known.content)
