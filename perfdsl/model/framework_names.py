"""Is it clear which file a name means? What is wrong with a framework file's names beside the project's other files."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.diagnostics import Diagnostic
from perfdsl.model.framework_language import NAME, OTHER_NAMES
from perfdsl.model.framework_values import names
from perfdsl.model.library import FrameworkFile, Library
from perfdsl.model.line_diagnostics import line_diagnostic
from perfdsl.model.outline import header_lines, split
from perfdsl.syntax.nodes import Document, Line, Word
from perfdsl.text.folding import squeeze

CODE = "F213"


def name_findings(document: Document, shelf: Library) -> Iterator[Diagnostic]:
    """Names of ``document`` that mean another file of the project, and a file called otherwise than it says.

    Nothing about a document that is no file of the project's own frameworks.
    """
    entry = shelf.own_at(document.path)
    if entry is None:
        return
    head, _ = split(document)
    for line, node in header_lines(head):
        key = squeeze(node.key.text)
        if key == NAME.name and node.value.text:
            yield from _about_name(entry, shelf, line, node.value)
        elif key == OTHER_NAMES.name:
            for name in names(node.value.text):
                yield from _about_alias(name, entry, shelf, line, node.value)


def _about_name(entry: FrameworkFile, shelf: Library, line: Line, name: Word) -> Iterator[Diagnostic]:
    counted = shelf.get(name.text)
    if counted and counted.own and counted.file != entry.file and squeeze(counted.name) == squeeze(name.text):
        message = f"体系“{name.text}”以 {counted.shown} 为准，这个文件不起作用"
        yield line_diagnostic(CODE, "error", message, line, "改一个名称，或删去其中一个文件", name)
    elif squeeze(entry.file.stem) != squeeze(name.text):
        message = f"文件名是“{entry.file.stem}”，体系的名称是“{name.text}”"
        hint = f"表里要写“体系: {name.text}”；把文件改名为“{name.text}.perf”，免得找错"
        yield line_diagnostic(CODE, "warning", message, line, hint, name)


def _about_alias(
    alias: str, entry: FrameworkFile, shelf: Library, line: Line, word: Word
) -> Iterator[Diagnostic]:
    counted = shelf.get(alias)
    if counted and counted.own and counted.file != entry.file:
        message = f"“{alias}”指的是 {counted.shown} 里的体系，不能又是这里的别名"
        yield line_diagnostic(CODE, "error", message, line, "一个名称只指一个体系，删去其中一处", word)
