"""What ``perfdsl check --fix`` and ``--diff`` do with a file: mend it, or show what would be mended."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from difflib import unified_diff
from pathlib import Path

from perfdsl.cli.given_files import Given, given_files
from perfdsl.fixer import Fixed, fix_all
from perfdsl.model.library import Library
from perfdsl.pipeline import Checked, check_source, library_of, reading_many
from perfdsl.syntax.source import Source, decode
from perfdsl.workspace.discovery import Workspace, open_workspace
from perfdsl.workspace.writing import write_atomically

_SAFE = "可自动修改（perfdsl check --fix 会写入）"
_SUGGESTED = "建议修改，请核对（加 --unsafe-fixes 才写入）"


def fix(given: Given, shelf: Library, *, unsafe: bool, quiet: bool) -> None:
    """Write the file with its fixes; a file in another encoding has a finding that says what to do first."""
    source = given.workspace.bounds.read(given.file, given.shown)
    if source.encoding != "utf-8":
        return
    fixed = fix_all(source.data, _check(given.shown, given.workspace, shelf), suggested=unsafe)
    if fixed.data != source.data:
        write_atomically(given.file, fixed.data)
    if fixed.applied and not quiet:
        print(f"已改正 {fixed.applied} 处：{given.shown}", file=sys.stderr)
    if fixed.refused and not quiet:
        rest = f"{len(fixed.refused)} 处没有自动修改，改了会带来别的问题，请手工修改：{given.shown}"
        print(rest, file=sys.stderr)


def show_changes(paths: list[str], *, unsafe: bool, safe: bool) -> bool:
    """Print what would change and what is suggested; whether anything would be written. ``safe``: a stranger's project.

    Raises UsageError.
    """
    shelves: dict[Path, Library] = {}
    would_write = False
    with reading_many():
        for shown, source, workspace in _sources(paths, safe=safe):
            if source.encoding != "utf-8":
                continue
            if workspace.root not in shelves:
                shelves[workspace.root] = library_of(workspace)
            check = _check(shown, workspace, shelves[workspace.root])
            everything = fix_all(source.data, check, suggested=True)
            written = everything if unsafe else fix_all(source.data, check)
            sys.stdout.writelines(_diff(shown, _SUGGESTED if unsafe else _SAFE, source.data, written))
            if not unsafe:
                sys.stdout.writelines(_diff(shown, _SUGGESTED, written.data, everything))
            would_write = would_write or written.data != source.data
    return would_write


def _sources(paths: list[str], *, safe: bool) -> Iterator[tuple[str, Source, Workspace]]:
    if paths == ["-"]:
        data = sys.stdin.buffer.read()
        yield "-", decode(data, "-")._replace(data=data), open_workspace(Path())
        return
    for given in list(given_files(paths, frameworks=True, safe=safe)):
        yield given.shown, given.workspace.bounds.read(given.file, given.shown), given.workspace


def _check(shown: str, workspace: Workspace, shelf: Library) -> Callable[[bytes], Checked]:
    levels = workspace.config.levels
    return lambda data: check_source(decode(data, shown), shelf, levels)


def _diff(shown: str, kind: str, before: bytes, fixed: Fixed) -> Iterator[str]:
    """A unified diff under a line that says of which kind its changes are; nothing where there are none."""
    if before != fixed.data:
        yield f"{shown}：{kind}\n"
    for line in unified_diff(_lines(before), _lines(fixed.data), shown, shown):
        yield line if line.endswith("\n") else line + "\n"


def _lines(data: bytes) -> list[str]:
    return data.decode("utf-8-sig").splitlines(keepends=True)
