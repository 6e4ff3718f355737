"""A new project: of a unit of its own, of a county, or an empty one for files that are imported."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from perfdsl.resources import data
from perfdsl.workspace.bounds import Bounds
from perfdsl.workspace.trees import make_folders
from perfdsl.workspace.writing import write_atomically

ProjectKind = Literal["单位", "县区", "文件"]
_SOURCES: dict[ProjectKind, str] = {"单位": "starter", "县区": "starter_county", "文件": "starter_files"}
# Not under their own names beside the package, where git would obey them; what a folder has already, stays.
_GIT = {".gitignore": "starter_git/gitignore", ".gitattributes": "starter_git/gitattributes"}


class NewProjectError(Exception):
    """A project that cannot be made; the message is for whoever wanted it."""


class _NewFile(NamedTuple):
    """A file of the project (POSIX path), and the one that it is a copy of."""

    name: str
    source: Path


def create(folder: Path, kind: ProjectKind = "单位") -> tuple[str, ...]:
    """Write a project into ``folder`` (made where it is missing); return the names written, sorted.

    Nothing is overwritten, and nothing is written where a link leads. Raises NewProjectError.
    """
    files = [*_files(data(_SOURCES[kind]))]
    for file in files:
        if os.path.lexists(folder / file.name) or Bounds(folder).leads_out(folder / file.name):
            raise NewProjectError(f"“{folder}”里已经有“{file.name}”，没有写入任何文件。请换一个空文件夹。")
    files += [_NewFile(name, data(of)) for name, of in _GIT.items() if not os.path.lexists(folder / name)]
    try:
        for file in files:
            make_folders((folder / file.name).parent)
            write_atomically(folder / file.name, file.source.read_bytes())
    except OSError as error:
        raise NewProjectError(f"不能写入“{folder}”：{error.strerror or type(error).__name__}。") from error
    return tuple(sorted(file.name for file in files))


def _files(source: Path) -> Iterator[_NewFile]:
    """A starter's own files; what a build or a check of it left there (``.perfdsl``, ``_site``) is none of them."""
    for text, folders, names in os.walk(source):
        folders[:] = [name for name in folders if not name.startswith((".", "_"))]
        for name in names:
            if not name.startswith("."):
                file = Path(text) / name
                yield _NewFile(file.relative_to(source).as_posix(), file)
