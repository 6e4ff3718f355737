"""Opens the writer's editor at a line."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import threading
from pathlib import Path

DEFAULT = "code -g {file}:{line}:{column}"


class EditorError(Exception):
    """The editor does not start; the message is for the writer."""


def command(template: str, file: Path, line: int, column: int) -> list[str]:
    """The words of the command; a file name with spaces stays one word. Raises EditorError."""
    written = template if "{file}" in template else f"{template} {{file}}"
    try:
        words = shlex.split(written.replace("\\", "\\\\") if os.name == "nt" else written)
    except ValueError as error:
        raise EditorError(f"--editor 的命令写得不完整（引号不成对）：{template}") from error
    values = {"{file}": str(file), "{line}": str(line), "{column}": str(column)}
    for name, value in values.items():
        words = [word.replace(name, value) for word in words]
    return words


def open_editor(template: str, file: Path, line: int, column: int) -> None:
    """Start the editor and do not wait for it. Raises EditorError."""
    program, *arguments = command(template, file, line, column)
    found = shutil.which(program)
    if found is None:
        raise EditorError(
            f'没有找到编辑器“{program}”。用 perfdsl serve --editor 指定，例如 --editor "{DEFAULT}"。'
        )
    try:
        process = subprocess.Popen(  # noqa: S603 - the writer's own command; no shell, the file is one word
            [found, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise EditorError(f"编辑器“{program}”打不开：{error.strerror or error}") from error
    threading.Thread(target=process.wait, name="perfdsl editor", daemon=True).start()
