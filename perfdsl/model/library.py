"""Frameworks by name: a project's own, which come first, and those that ship with perfdsl.

The name inside a file decides, not the file's. Of those that ship both are the same (a test holds them to it), so that
only the one asked for is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from perfdsl.diagnostics import Diagnostic
from perfdsl.model.framework import Framework
from perfdsl.model.read_framework import read_framework, shipped_framework
from perfdsl.syntax.nodes import Document
from perfdsl.text.folding import squeeze

Read = Callable[[Path], Document]


class FrameworkFile(NamedTuple):
    """One framework file: what it says and what is wrong with it. ``own``: it is the project's; in others nothing is."""

    file: Path
    framework: Framework
    findings: tuple[Diagnostic, ...]
    own: bool

    @property
    def name(self) -> str:
        """The name inside; of a file that has none (which is a finding of it), the file's."""
        return self.framework.name or self.file.stem

    @property
    def shown(self) -> str:
        """The file as messages name it: ``体系/本市项目支出.perf``."""
        return _end(*self.file.parts)

    @property
    def is_broken(self) -> bool:
        """Whether no table can be judged by it."""
        return any(finding.severity == "error" for finding in self.findings)

    def has_alias(self, name: str) -> bool:
        """Whether a table may write this name for it."""
        return any(squeeze(alias) == squeeze(name) for alias in self.framework.aliases)


class Library:
    """The frameworks of a project: its ``own`` files, and those that ship (``shipped``).

    ``read`` turns a file into a document, so that this class does no input or output itself. Each file is read once, when
    it is asked for.
    """

    def __init__(self, own: Iterable[Path], shipped: Iterable[Path], read: Read) -> None:
        self._own = tuple(own)
        self._own_by_path = {_end(*file.parts): file for file in self._own}
        self._shipped = {squeeze(file.stem): file for file in shipped}
        self._read = read
        self._entries: dict[Path, FrameworkFile] = {}
        self._found: dict[str, FrameworkFile | None] = {}

    def get(self, name: str) -> FrameworkFile | None:
        """The framework of this name or alias.

        The project's own come first, names before aliases; of two files of one name the one that is called like it.
        """
        wanted = squeeze(name)
        if wanted not in self._found:
            self._found[wanted] = self._find(wanted)
        return self._found[wanted]

    def own(self) -> tuple[FrameworkFile, ...]:
        """The project's own frameworks, in the order of their files."""
        return tuple(self._entry(file, own=True) for file in self._own)

    def own_at(self, path: str) -> FrameworkFile | None:
        """The project's own framework whose file is shown as ``path``."""
        file = self._own_by_path.get(_end(*path.split("/")))
        return self._entry(file, own=True) if file else None

    def __iter__(self) -> Iterator[FrameworkFile]:
        """Every file, those included that another of the same name stands before."""
        yield from self.own()
        yield from (self._entry(file, own=False) for file in self._shipped.values())

    def names(self) -> tuple[str, ...]:
        """The names to choose from."""
        own = dict.fromkeys(entry.name for entry in self.own())
        taken = {squeeze(name) for name in own}
        return (*own, *(file.stem for name, file in self._shipped.items() if name not in taken))

    def counts(self, entry: FrameworkFile) -> bool:
        """Whether a table that writes the name of this file gets this file."""
        found = self.get(entry.name)
        return found is not None and found.file == entry.file

    def _find(self, wanted: str) -> FrameworkFile | None:
        for file in self._own:
            if squeeze(file.stem) == wanted and squeeze(self._entry(file, own=True).name) == wanted:
                return self._entry(file, own=True)
        own = self.own()
        if named := next((entry for entry in own if squeeze(entry.name) == wanted), None):
            return named
        if other := next((entry for entry in own if entry.has_alias(wanted)), None):
            return other
        if shipped := self._shipped.get(wanted):
            return self._entry(shipped, own=False)
        return next((entry for entry in self if entry.has_alias(wanted)), None)

    def _entry(self, file: Path, *, own: bool) -> FrameworkFile:
        if file not in self._entries:
            document = self._read(file)
            framework, findings = read_framework(document) if own else (shipped_framework(document), ())
            self._entries[file] = FrameworkFile(file, framework, findings, own)
        return self._entries[file]


def _end(*parts: str) -> str:
    """The folder and the name at the end of a path."""
    return "/".join(parts[-2:])
