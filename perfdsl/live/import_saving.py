"""Writes a source that the import page shows into the project, where nobody's file is replaced unseen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from perfdsl.importer.source_files import difference
from perfdsl.importer.source_names import file_name
from perfdsl.live.file_events import Affects, affects
from perfdsl.workspace.bounds import Bounds
from perfdsl.workspace.discovery import SUFFIX
from perfdsl.workspace.stamps import digest
from perfdsl.workspace.trees import OutsideError, make_folders, refuse_outside
from perfdsl.workspace.writing import write_atomically

_MOST_LINES = 2_000  # of a difference that is shown


class NotSavedError(Exception):
    """Nothing was written; the message is for the person who imports.

    Where another file is in the way, ``lines`` are the difference to it, and ``seen`` names what it says.
    """

    def __init__(self, message: str, lines: Sequence[str] = (), seen: str = "") -> None:
        super().__init__(message)
        self.lines = lines
        self.seen = seen


class Place(NamedTuple):
    """Where sources go: the folder that the preview shows, and the project around it."""

    start: Path
    bounds: Bounds


def save_source(place: Place, name: str, text: str, seen: str = "") -> Path:
    """Write ``text`` to the file ``name`` (POSIX) below the folder; the file.

    ``seen`` names the content that may be replaced: what a person has seen the difference to. Raises NotSavedError, OSError.
    """
    file = _file(place, name)
    data = text.encode()
    if file.exists():
        before = file.read_bytes()
        if before == data:
            return file
        if seen != digest(before):
            lines = [*difference(file, text)][:_MOST_LINES]
            raise NotSavedError(f"“{name}”已经有了，内容不同。", lines, digest(before))
    make_folders(file.parent)
    write_atomically(file, data)
    return file


def _file(place: Place, name: str) -> Path:
    if not name.endswith(SUFFIX):
        raise NotSavedError(f"文件名要以 {SUFFIX} 结尾，例如“{name or '图书馆'}{SUFFIX}”。")
    try:
        parts = refuse_outside(name)
    except OutsideError as error:
        raise NotSavedError("文件要放在项目里：写文件名，或“文件夹/文件名”。") from error
    if wrong := next((part for part in _stems(parts) if file_name(part) != part), None):
        raise NotSavedError(f'“{wrong}”不能作文件名：太长，或有 \\ : * ? " < > | 这样的符号。')
    file = place.start.joinpath(*parts)
    if affects(file, place.bounds.root) is not Affects.TABLES:
        raise NotSavedError(f"“{parts[0]}”不是放表的文件夹，请换一个。")
    if reason := place.bounds.refusal(file):
        raise NotSavedError(f"“{name}”{reason}，也不能写入。")
    if file.is_dir():
        raise NotSavedError(f"“{name}”是一个文件夹，请换一个文件名。")
    return file


def _stems(parts: Sequence[str]) -> list[str]:
    return [*parts[:-1], parts[-1].removesuffix(SUFFIX)]
