"""Where ``perfdsl new`` writes a table, and that it overwrites none unasked."""

from __future__ import annotations

import os
from pathlib import Path

from perfdsl.cli.given_files import UsageError
from perfdsl.cli.questions import agrees, can_ask
from perfdsl.text.file_names import file_name
from perfdsl.workspace.bounds import Bounds
from perfdsl.workspace.config import NAME as PROJECT_FILE
from perfdsl.workspace.discovery import SUFFIX
from perfdsl.workspace.trees import make_folders
from perfdsl.workspace.writing import write_atomically


def place_of(output: str | None, folder: Path, name: str) -> Path:
    """The file to write: ``output`` where it is a file, else ``name`` in the folder ``output`` (None: ``folder``)."""
    if output is None:
        return folder / f"{file_name(name)}{SUFFIX}"
    if output.endswith(SUFFIX) and not Path(output).is_dir():
        return Path(output)
    return Path(output) / f"{file_name(name)}{SUFFIX}"


def place_beside(file: Path, old: int | None, year: int) -> tuple[Path, str]:
    """The folder and the name of the table of ``year``, whose table of the year before is ``file``.

    The old year in the names of folder and file is the new one; where the folder names no year, it is a new one below.
    """
    if old is None:
        return file.parent / str(year), file.stem
    name, here = file.stem.replace(str(old), str(year)), file.parent.absolute().name
    if here not in (str(old), f"{old}年", f"{old}年度"):
        return file.parent / str(year), name
    above = file.parent.parent if file.parent.name else Path("..")
    return above / here.replace(str(old), str(year)), name


def write_new(file: Path, text: str, *, force: bool) -> None:
    """Write a table that is not there yet, or that the writer agrees to lose. Raises UsageError, OSError."""
    if _leads_out(file):
        raise UsageError(f"“{file.as_posix()}”是指向别处的链接，没有写入：请用 -o 写明写到哪里。")
    if os.path.lexists(file) and not force and not _may_replace(file):
        raise UsageError(f"“{file.as_posix()}”已经有了，没有写入。换一个名字（-o），或者加 --force 覆盖它。")
    make_folders(file.parent)
    write_atomically(file, text.encode())


def _leads_out(file: Path) -> bool:
    """Whether a link on the way leads out of the project that the file is said to lie in."""
    folders = file.absolute().parents
    project = next((folder for folder in folders if (folder / PROJECT_FILE).is_file()), None)
    return project is not None and Bounds(project).leads_out(file.absolute())


def _may_replace(file: Path) -> bool:
    return file.is_file() and can_ask() and agrees(f"“{file.as_posix()}”已经有了，要覆盖它吗？")
