"""What is to be built, and whether it is there already: told by the stamps of files, with nothing heavy imported."""

from __future__ import annotations

import os
from pathlib import Path

from perfdsl.log import Log
from perfdsl.publishing.beside import is_tidy
from perfdsl.site.building.state import LAYOUT, State
from perfdsl.site.building.unchanged import Figures, is_same, look_at
from perfdsl.site.inputs import other_inputs
from perfdsl.site.options import Options
from perfdsl.workspace.cache import FOLDER, program
from perfdsl.workspace.discovery import Workspace, file_names, open_workspace
from perfdsl.workspace.stamps import digest_of
from perfdsl.workspace.store import CacheError

_log = Log(__name__)
MANY = 200  # files of a site that are read at every build rather than once in a longer one


def already_built(root: Path, out: Path, options: Options) -> Figures | None:
    """The figures of the last build, where everything is as it left it; None where a build has to look closer."""
    workspace = open_workspace(root, safe=options.safe)
    file = state_file(workspace.root, out, options)
    if not file.is_file() or workspace.findings or not is_tidy(out.resolve()):
        return None
    try:
        with State(file, only_read=True) as state:
            return _figures(state, workspace, out, read_all=options.publish)
    except CacheError as error:
        _log.info("缓存读不出来：%s", file, error=error)
        return None


def _figures(state: State, workspace: Workspace, out: Path, *, read_all: bool) -> Figures | None:
    about, root = state.about(), workspace.root
    if about is None or about.program != program():
        return None
    sources = {name: source for name, (source, _) in state.sources().items()}
    inputs = state.inputs()
    if sources.keys() != set(file_names(workspace)) or inputs.keys() != set(other_inputs(root)):
        return None
    if not all(is_same(root / name, known, read_all=read_all) for name, known in (sources | inputs).items()):
        return None
    files = {address: one for owned in state.files().values() for address, one in owned.items()}
    left, figures = look_at(out, files, read_all=read_all), Figures(*about.figures)
    if left.damaged or left.strays or figures.broken:
        return None
    if len(left.doubtful) > MANY and not read_all:
        return None  # the build takes note of their stamps, so that they are looked at this once
    return figures


def state_file(root: Path, out: Path, options: Options) -> Path:
    """Where the cache keeps what it knows of the site in ``out``, be there a cache or not."""
    return root / FOLDER / f"site-{digest_of((LAYOUT, _place(root, out), *options))[:12]}.sqlite"


def _place(root: Path, out: Path) -> str:
    return os.path.relpath(out.resolve(), root.resolve())
