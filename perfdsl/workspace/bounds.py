"""What a project may read: its own files. A folder that came from somebody else may hold links to anything.

A link that leads out of the project is refused, unless the project's settings say ``[site] follow_links = true``; so
is what is no file at all: a pipe would be read for ever. Everything that reads a project's files asks here. Hard
links cannot be told from files; neither archives nor git carry them.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import NamedTuple

from perfdsl.diagnostics import Diagnostic, Span
from perfdsl.syntax.limits import MAX_BYTES
from perfdsl.syntax.source import Source, read_source

CODE = "F215"
LIMIT = "F216"
OUTSIDE = "是指向项目文件夹之外的链接，没有读取"
FOLDER_LINK = "是指向文件夹的链接，没有读取"
NO_FILE = "不是普通文件，没有读取"
_HINTS = {
    OUTSIDE: "请把文件本身放进项目；确实要用链接的，在 perfdsl.toml 的 [site] 里写 follow_links = true",
    FOLDER_LINK: "请把文件夹本身放进项目；确实要用链接的，在 perfdsl.toml 的 [site] 里写 follow_links = true",
    NO_FILE: "请删除它，或换成普通文件",
}


class Bounds(NamedTuple):
    """The project in ``root``; to ``follow_links`` is to read what they lead to, wherever it is. ``most`` is how many
    bytes a table may have where it came from a stranger, 0: as many as any, ``largest``.
    """

    root: Path
    follow_links: bool = False
    most: int = 0
    largest: int = MAX_BYTES

    def refusal(self, path: Path) -> str:
        """Why this file or folder of the project is not read, for the writer; ``""`` where it is, or is not there."""
        if not self.follow_links and self.leads_out(path):
            return OUTSIDE
        try:
            mode = os.stat(path).st_mode  # noqa: PTH116 - asked of every table
        except OSError:  # whoever reads it says what is wrong
            return ""
        return "" if stat.S_ISREG(mode) or stat.S_ISDIR(mode) else NO_FILE

    def leads_out(self, path: Path) -> bool:
        """Whether a path below the root ends elsewhere: it is a link, or a folder on the way is one."""
        if self._is_plainly_inside(path):
            return False
        real = os.path.realpath(path)
        root = os.path.realpath(self.root)
        return real != root and not real.startswith(root if root.endswith(os.sep) else root + os.sep)

    def _is_plainly_inside(self, path: Path) -> bool:
        """Whether neither the path nor a folder between it and the root is a link: asked of every table, and told sooner."""
        inside = path.parts[len(self.root.parts) :]
        if path.parts[: len(self.root.parts)] != self.root.parts or ".." in inside:
            return False
        here = str(self.root)
        for name in inside:
            here = os.path.join(here, name)  # noqa: PTH118 - as quick as can be
            if os.path.islink(here):  # noqa: PTH114
                return False
        return True

    def read(self, file: Path, name: str) -> Source:
        """The text of a table or framework; ``name`` is the path to report. Never raises."""
        if reason := self.refusal(file):
            return refused(name, CODE, f"这个文件{reason}", hint(reason))
        if self.most and file.is_file() and (size := file.stat().st_size) > self.most:
            message = (
                f"文件有 {size / 1_000_000:.1f} MB，别人发来的文件最多 {self.most / 1_000_000:g} MB（--safe）"
            )
            return refused(name, LIMIT, message, "打开看看里面是什么；信得过来源的，不加 --safe")
        return read_source(file, name, self.largest)

    def files(self, folder: str) -> list[ProjectFile]:
        """The files of a folder of the project and of those below it, sorted; hidden ones are left out.

        Links to folders are followed only where the settings say so, each real folder once: they may lead in circles.
        """
        found: list[ProjectFile] = []
        top = self.root / folder
        if reason := self.refusal(top):
            return [ProjectFile(folder, top, reason)]
        waiting = [(folder, top)] if top.is_dir() else []
        seen = {os.path.realpath(top)}
        while waiting:
            above, here = waiting.pop()
            for path in here.iterdir():
                name = f"{above}/{path.name}"
                if path.name.startswith("."):
                    continue
                reason = self._refusal_below(path)
                if reason or not path.is_dir():
                    found.append(ProjectFile(name, path, reason))
                elif (real := os.path.realpath(path)) not in seen:
                    seen.add(real)
                    waiting.append((name, path))
        return sorted(found)

    def _refusal_below(self, path: Path) -> str:
        """The same for what was found in a folder: it is there, if only as a link that leads nowhere."""
        if reason := self.refusal(path):
            return reason
        if path.is_dir():
            return FOLDER_LINK if path.is_symlink() and not self.follow_links else ""
        return "" if path.is_file() else NO_FILE


class ProjectFile(NamedTuple):
    """``name`` is its POSIX path in the project, ``refusal`` why it is not read (``""``: it is)."""

    name: str
    path: Path
    refusal: str = ""


def refused(name: str, code: str, message: str, what_to_do: str) -> Source:
    """Of a file that is not read."""
    return Source(name, "", (Diagnostic(code, "error", message, Span(1, 0, 0), what_to_do),), "")


def hint(reason: str) -> str:
    """What to do about a refusal."""
    return _HINTS[reason]
