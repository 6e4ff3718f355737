"""Which files the paths of a command line mean, and how they are named in messages."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from perfdsl.cli import USAGE
from perfdsl.cli.arguments import Parser
from perfdsl.workspace.discovery import (
    TooManyFilesError,
    Workspace,
    documents,
    framework_files,
    nested_projects,
    open_workspace,
)


class UsageError(Exception):
    """A call that cannot be carried out; the message is for the person who typed it."""


class Given(NamedTuple):
    """One file to work on, in its project; ``shown`` is its path as the caller would type it."""

    file: Path
    workspace: Workspace
    shown: str


def given_files(paths: Iterable[str], *, frameworks: bool = False, safe: bool = False) -> Iterator[Given]:
    """Every file that ``paths`` name: files themselves, folders all their tables. Raises UsageError.

    A folder may hold several projects; each file is checked with the settings and frameworks of its own. With
    ``frameworks`` the projects' own framework files below a folder are given too, before its tables. ``safe``: a stranger
    sent them.
    """
    for text in paths or ["."]:
        path = Path(text)
        if not path.exists():
            raise UsageError(f"找不到“{text}”。")
        workspace = _open(path, safe=safe)
        if path.is_file() or path.name.endswith(".perf"):
            yield Given(path, workspace, _shown(path))
            continue
        projects = [(path, workspace)]
        projects += [(one, _open(one, safe=safe)) for one in nested_projects(path, workspace.root)]
        given: list[Given] = []
        for folder, project in projects:
            given += _frameworks(folder, project) if frameworks else ()
            given += _tables(folder, project)
        if not given:
            raise UsageError(f"“{text}”里没有 .perf 文件。新建一个项目：perfdsl init 文件夹名")
        yield from given


def _open(path: Path, *, safe: bool) -> Workspace:
    try:
        return open_workspace(path, safe=safe)
    except TooManyFilesError as error:
        raise UsageError(str(error)) from error


def _tables(folder: Path, workspace: Workspace) -> Iterator[Given]:
    for file in documents(folder, workspace.config, workspace.root):
        yield Given(file, workspace, _shown(file))


def _frameworks(folder: Path, workspace: Workspace) -> Iterator[Given]:
    for file in framework_files(folder, workspace):
        yield Given(file, workspace, _shown(file))


def add_safe(parser: Parser) -> None:
    """The option of all commands that read a project."""
    parser.add_argument(
        "--safe",
        action="store_true",
        help="别人发来的项目：不用主题，不跟链接，限制大小和时间（见 SECURITY.md）",
    )


def fail(error: Exception | str) -> int:
    """Print a usage error; the exit code for it."""
    print(error, file=sys.stderr)
    return USAGE


def wants_colour() -> bool:
    """Colour on a terminal, unless NO_COLOR is set."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def _shown(path: Path) -> str:
    text = path.as_posix()
    return text.removeprefix("./")
