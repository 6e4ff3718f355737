"""One way through: bytes → source → lines → table → findings, for one file or a whole project.

Documents are streamed: one is read, checked and handed on before the next; nothing here holds them all.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from perfdsl.checks.checker import apply_levels, check, in_order
from perfdsl.checks.registry import BY_CODE
from perfdsl.diagnostics import Diagnostic, Edit, Fix, Span
from perfdsl.model.addresses import document_folder
from perfdsl.model.bind import bind, document_kind, framework_field
from perfdsl.model.framework import Framework
from perfdsl.model.framework_names import name_findings
from perfdsl.model.library import Library
from perfdsl.model.read_framework import read_framework
from perfdsl.model.slashes import findings_that_fit
from perfdsl.model.table import Table
from perfdsl.resources import data
from perfdsl.syntax.nodes import Document
from perfdsl.syntax.parser import parse
from perfdsl.syntax.source import Source, read_source
from perfdsl.text.nearest import nearest
from perfdsl.workspace.bounds import LIMIT, refused
from perfdsl.workspace.config import level_place
from perfdsl.workspace.discovery import Workspace, open_workspace

__all__ = [
    "Addresses",
    "Checked",
    "check_all",
    "check_file",
    "check_settings",
    "check_source",
    "library",
    "library_of",
    "open_workspace",
    "reading_many",
]

_SLIP = 0.8
SECONDS = 20.0  # of processor time, for a file that a stranger sent
_UNCHECKED = "在此之前，栏目、分组、期数、资金的行和合计没有检查，其余照常检查"
_RARELY = 20_000  # allocations that outlive what was freed: some ten documents


class Checked(NamedTuple):
    """One file, all the way: ``table`` is None for a framework and for a file that could not be read at all."""

    path: str
    source: Source
    document: Document
    table: Table | None
    findings: tuple[Diagnostic, ...]

    @property
    def has_errors(self) -> bool:
        return any(finding.severity == "error" for finding in self.findings)


def check_all(workspace: Workspace, files: Iterable[Path] | None = None) -> Iterator[Checked]:
    """Check the tables of a project (or ``files`` of it), one after the other, in order."""
    shelf, addresses = library_of(workspace), Addresses(workspace)
    with reading_many():
        for file in workspace.files if files is None else files:
            yield addresses.checked(check_file(file, workspace, shelf))


class Addresses:
    """The addresses of a project's tables, of which no two may be the same: shown one table after the other."""

    def __init__(self, workspace: Workspace) -> None:
        self._levels = workspace.config.levels
        self._taken: dict[str, str] = {}

    def checked(self, one: Checked) -> Checked:
        """The file as checked, with a finding where an earlier one has its address."""
        if one.table is None:
            return one
        address = document_folder(one.table)
        first = self._taken.setdefault(address, one.path)
        if first == one.path:
            return one
        taken = apply_levels((_same_address(one.table, address, first),), self._levels)
        return one._replace(findings=in_order((*one.findings, *taken)))


def _same_address(table: Table, address: str, first: str) -> Diagnostic:
    code = table.head.code
    span = code.value_span if code.value else table.name_span
    message = f"网址（{address}）与“{first}”的相同"
    return Diagnostic("F218", "error", message, span, "在文件开头用“编码:”给它们写上不同的编码")


@contextmanager
def reading_many() -> Iterator[None]:
    """Where many documents are read, Python looks for cyclic garbage less often.

    A document makes a few thousand tuples and no cycle; with Python's usual thresholds they are looked through several
    times before they are let go, which takes a tenth of the whole.
    """
    usual = gc.get_threshold()
    gc.set_threshold(_RARELY, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def check_settings(workspace: Workspace) -> tuple[Diagnostic, ...]:
    """What is wrong with ``perfdsl.toml``, rules that do not exist included."""
    unknown = [code for code in workspace.config.levels if code not in BY_CODE]
    return (*workspace.findings, *(_unknown_rule(code, workspace) for code in unknown))


def _unknown_rule(code: str, workspace: Workspace) -> Diagnostic:
    near = nearest(code, BY_CODE)
    hint = f"是不是 {near}？" if near else "用 perfdsl rules 查看全部规则"
    place = level_place(workspace.root, workspace.config, code)
    return Diagnostic("F206", "error", f"[check.levels] 里的规则 {code} 不存在", place, hint)


def check_file(file: Path, workspace: Workspace, shelf: Library) -> Checked:
    """Read and check one file of a project."""
    source = workspace.bounds.read(file, workspace.name_of(file))
    if not workspace.config.safe:
        return check_source(source, shelf, workspace.config.levels)
    from perfdsl.workspace.patience import OutOfTimeError, at_most

    try:
        with at_most(SECONDS):
            return check_source(source, shelf, workspace.config.levels)
    except OutOfTimeError:
        message = f"检查这个文件用了超过 {SECONDS:g} 秒，没有查完（--safe）"
        return check_source(refused(source.path, LIMIT, message, "打开看看里面是什么"), shelf)


def check_source(source: Source, shelf: Library, levels: Mapping[str, str] | None = None) -> Checked:
    """Parse, bind and check one text."""
    levels = levels or {}
    document = parse(source)
    if not source.text and source.diagnostics:
        return Checked(
            source.path, source, document, None, in_order(apply_levels(source.diagnostics, levels))
        )
    if document_kind(document) == "体系" or shelf.own_at(document.path):
        _, found = read_framework(document)
        found = (*found, *name_findings(document, shelf))
        return Checked(source.path, source, document, None, in_order(apply_levels(found, levels)))
    framework, missing = find_framework(document, shelf)
    table, found = bind(document, framework)
    findings = check(table, (*findings_that_fit(document, table), *missing, *found), levels, document.lines)
    return Checked(source.path, source, document, table, findings)


def library_of(workspace: Workspace) -> Library:
    """The frameworks of a project, before those that ship with perfdsl."""
    return library(workspace.framework_folders, workspace.bounds.read)


def library(folders: Iterable[Path] = (), read: Callable[[Path, str], Source] = read_source) -> Library:
    """The frameworks of these folders, before those that ship with perfdsl; ``read`` reads a file of the former."""
    own = [file for folder in folders for file in sorted(folder.glob("*.perf"))]
    shipped = sorted(data("frameworks").glob("*.perf"))
    return Library(own, shipped, lambda file: parse((read if file in own else read_source)(file, file.name)))


def find_framework(document: Document, shelf: Library) -> tuple[Framework | None, tuple[Diagnostic, ...]]:
    """The framework that a table names; a finding where it names none, an unknown or a broken one."""
    named = framework_field(document)
    if named is None:
        hint = f"在文件开头写“体系: 名称”，可用的有：{'、'.join(shelf.names())}。{_UNCHECKED}"
        return None, (Diagnostic("F207", "error", "没有写明按哪种表式（体系）填报", Span(1, 0, 0), hint),)
    name, span = named
    entry = shelf.get(name)
    if entry is None:
        names = shelf.names()
        near = nearest(name, names)
        is_slip = near is not None and _is_slip(name, near, names)
        hint = f"是不是“{near}”？" if is_slip else f"可用的有：{'、'.join(names)}。"
        hint += _UNCHECKED
        fix = Fix(f"改为“{near}”", (Edit(span, near),), safe=False) if near and is_slip else None
        return None, (Diagnostic("F207", "error", f"找不到体系“{name}”", span, hint, (), fix),)
    if entry.is_broken:
        first = next(finding for finding in entry.findings if finding.severity == "error")
        hint = f"先改好 {entry.shown} 第 {first.span.line} 行：{first.message}。{_UNCHECKED}"
        return None, (Diagnostic("F208", "error", f"体系“{name}”的文件有误", span, hint),)
    return entry.framework, ()


def _is_slip(name: str, near: str, names: Iterable[str]) -> bool:
    """Whether only ``near`` can be meant: “部门整体” may be any of several."""
    others = [other for other in names if other != near]
    return nearest(name, [near], _SLIP) is not None and nearest(name, others, _SLIP) is None
