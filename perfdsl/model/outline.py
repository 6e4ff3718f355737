"""From lines to sections and items: which note, actual value and part belongs to which line.

Shared by tables and frameworks. What has no line to belong to is a finding; nothing is dropped.
"""

from __future__ import annotations

from typing import NamedTuple

from perfdsl.diagnostics import Diagnostic
from perfdsl.model.findings import problem
from perfdsl.syntax.nodes import Actual, Bad, Document, Entry, Equation, Header, Heading, Line, Note
from perfdsl.syntax.parser import split_unit


class Item:
    """A heading or an entry, with the lines that belong to it."""

    __slots__ = ("actuals", "line", "notes", "parts")

    def __init__(self, line: Line) -> None:
        self.line = line
        self.notes: list[Line] = []
        self.actuals: list[Line] = []
        self.parts: list[Item] = []


class Block(NamedTuple):
    """One ``# section``: its heading line, title and unit, and all lines below it."""

    line: Line
    title: str
    unit: str
    lines: list[Line]

    @property
    def is_prose(self) -> bool:
        return self.line.mode == "prose"


def split(document: Document) -> tuple[list[Line], list[Block]]:
    """The header lines, and the sections of a document."""
    head: list[Line] = []
    blocks: list[Block] = []
    for line in document.lines:
        node = line.node
        if type(node) is Heading and node.level == 1:
            title, unit = split_unit(node.title.text)
            if line.mode == "prose":
                title, unit = node.title.text, ""
            blocks.append(Block(line, title, unit, []))
        else:
            (blocks[-1].lines if blocks else head).append(line)
    return head, blocks


def items(block: Block, found: list[Diagnostic]) -> list[Item]:
    """The items of a structured section; the first one is the section's own heading."""
    result = [Item(block.line)]
    last: Item | None = result[0]
    for line in block.lines:
        node = line.node
        if isinstance(node, Entry) and node.part:
            owner = result[-1]
            last = Item(line)
            if _is_entry(owner):
                owner.parts.append(last)
            else:
                found.append(_orphan(line, "“- ”开头的行要写在它所属的指标或金额下面"))
        elif isinstance(node, (Heading, Entry, Equation)):
            last = Item(line)
            result.append(last)
        elif isinstance(node, Bad):
            last = None
        elif isinstance(node, (Note, Actual)):
            _attach(line, last, found)
    return result


def misplaced_header_lines(head: list[Line], found: list[Diagnostic]) -> None:
    """Report lines before the first section that are no ``键: 值``."""
    for line in head:
        if isinstance(line.node, (Heading, Entry, Note, Actual)):
            found.append(
                problem(
                    "P108",
                    "error",
                    "这一行写在了第一个“# ”标题之前",
                    line,
                    "文件开头只写“键: 值”，指标和金额写在 # 指标、# 资金 下面",
                )
            )


def _attach(line: Line, owner: Item | None, found: list[Diagnostic]) -> None:
    if owner is None:
        return  # the line above could not be read, and says so itself
    if isinstance(line.node, Note):
        owner.notes.append(line)
    elif _is_entry(owner):
        owner.actuals.append(line)
    else:
        found.append(_orphan(line, "“=>”开头的实际完成值要写在它所属的指标或金额下面"))


def _is_entry(item: Item) -> bool:
    return isinstance(item.line.node, (Entry, Equation))


def _orphan(line: Line, hint: str) -> Diagnostic:
    return problem("P107", "error", "这一行上面没有它可以归属的指标或金额", line, hint)


def header_lines(head: list[Line]) -> list[tuple[Line, Header]]:
    """The ``键: 值`` lines of the header."""
    return [(line, line.node) for line in head if isinstance(line.node, Header)]
