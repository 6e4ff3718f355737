"""Frameworks by name: those that ship with perfdsl, and a project's own, which come first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from perfdsl.diagnostics import Diagnostic
from perfdsl.model.framework import Framework
from perfdsl.model.read_framework import read_framework
from perfdsl.syntax.nodes import Document
from perfdsl.text.folding import squeeze

Read = Callable[[Path], Document]


class Entry(NamedTuple):
    """One framework file: what it says and what is wrong with it."""

    file: Path
    framework: Framework
    findings: tuple[Diagnostic, ...]


class Library:
    """Frameworks found in ``folders``, the first folder winning; each file is read once, when it is asked for.

    ``read`` turns a file into a document, so that this class does no input or output itself.
    """

    def __init__(self, files: Iterable[Path], read: Read) -> None:
        self._files: dict[str, Path] = {}
        for file in files:
            self._files.setdefault(squeeze(file.stem), file)
        self._read = read
        self._entries: dict[Path, Entry] = {}

    def get(self, name: str) -> Entry | None:
        """The framework of this name (its file's name, its own name or an alias)."""
        wanted = squeeze(name)
        if file := self._files.get(wanted):
            return self._entry(file)
        return next((entry for entry in self if _answers(entry.framework, wanted)), None)

    def __iter__(self) -> Iterator[Entry]:
        return (self._entry(file) for file in self._files.values())

    def names(self) -> tuple[str, ...]:
        """The names to choose from."""
        return tuple(file.stem for file in self._files.values())

    def _entry(self, file: Path) -> Entry:
        if file not in self._entries:
            framework, findings = read_framework(self._read(file))
            self._entries[file] = Entry(file, framework, findings)
        return self._entries[file]


def _answers(framework: Framework, wanted: str) -> bool:
    return any(squeeze(name) == wanted for name in (framework.name, *framework.aliases))
