"""From lines to sections and items: which note, actual value and part belongs to which line.

Shared by tables and frameworks. What has no line to belong to is a finding; nothing is dropped.
"""

from __future__ import annotations

from typing import NamedTuple

from perfdsl.diagnostics import Diagnostic
from perfdsl.model.framework import Framework
from perfdsl.model.header import is_header_key
from perfdsl.model.line_diagnostics import line_diagnostic
from perfdsl.syntax.habits import ROW_KEYS, note_of
from perfdsl.syntax.marks import DASHES, EQUAL, GREATER
from perfdsl.syntax.nodes import Actual, Bad, Document, Entry, Equation, Header, Heading, Line, Note
from perfdsl.syntax.parser import split_unit
from perfdsl.text.folding import squeeze
from perfdsl.text.patterns import lazy

_TOTALS = frozenset(("合计", "小计", "总计", "总分", "合计分值", "分值合计", "总分值"))
_UNREAD_PART = lazy(rf"\s*[{DASHES}]")
_UNREAD_NOTE = lazy(rf"\s*(?:[{GREATER}](?!\s*[{GREATER}{EQUAL}\d])|[{EQUAL}][{GREATER}])")


class OutlineItem:
    """A heading or an entry, with the lines that belong to it."""

    __slots__ = ("actuals", "line", "notes", "parts")

    def __init__(self, line: Line) -> None:
        self.line = line
        self.notes: list[Line] = []
        self.actuals: list[Line] = []
        self.parts: list[OutlineItem] = []


class OutlineSection(NamedTuple):
    """One ``# section``: its heading line, title and unit, and all lines below it."""

    line: Line
    title: str
    unit: str
    lines: list[Line]

    @property
    def is_prose(self) -> bool:
        return self.line.mode == "prose"


def split(document: Document) -> tuple[list[Line], list[OutlineSection]]:
    """The header lines, and the sections of a document."""
    head: list[Line] = []
    sections: list[OutlineSection] = []
    for line in document.lines:
        node = line.node
        if type(node) is Heading and node.level == 1:
            title, unit = split_unit(node.title.text)
            if line.mode == "prose":
                title, unit = node.title.text, ""
            sections.append(OutlineSection(line, title, unit, []))
        else:
            (sections[-1].lines if sections else head).append(line)
    return head, sections


def items(
    section: OutlineSection, found: list[Diagnostic], form: Framework | None = None
) -> list[OutlineItem]:
    """The items of a structured section; the first one is the section's own heading.

    ``form`` is the framework of a table; None where the section is a framework's own.
    """
    return _SectionReader(section, found, form).read()


class _SectionReader:
    """A section being read: ``last`` is what the next note belongs to, ``owner`` the next part; None where that line
    could not be read.
    """

    def __init__(self, section: OutlineSection, found: list[Diagnostic], form: Framework | None) -> None:
        self.section, self.found, self.form = section, found, form
        self.items = [OutlineItem(section.line)]
        self.last: OutlineItem | None = self.items[0]
        self.owner: OutlineItem | None = self.items[0]
        self.unread: Line | None = None

    def read(self) -> list[OutlineItem]:
        for line in self.section.lines:
            self._take(line)
        return self.items

    def _take(self, line: Line) -> None:
        node = line.node
        if type(node) is Entry and (note := self._note_of(line, node)):
            line, node = line._replace(node=note), note
        if isinstance(node, Entry) and node.part:
            self._part(line)
        elif isinstance(node, (Entry, Heading, Equation)):
            self.last = self.owner = OutlineItem(line)
            self.items.append(self.last)
        elif isinstance(node, Bad):
            self._bad(line)
        elif isinstance(node, (Note, Actual)):
            self._attach(line)

    def _note_of(self, line: Line, entry: Entry) -> Note | None:
        """A column of the form, or a key of the header, that was written like an indicator."""
        if self.form is None:
            return None
        key = squeeze(entry.name.text)
        if key in self.form.note_columns:
            note, said = note_of(line.text, entry.name.start, entry.name.end, entry.cells[0].value.start)
            self.found.append(said.on_line(line.number))
            return note
        if self.section.line.mode == "指标" and key in _TOTALS:
            hint = "合计由程序计算，删去这一行"
            self.found.append(
                line_diagnostic("P108", "error", f"“{entry.name.text}”是合计行，不是指标", line, hint)
            )
        elif entry.operator == ":" and is_header_key(key):
            hint = f"移到文件开头，第一个“# ”标题之前：{entry.name.text}: …"
            self.found.append(
                line_diagnostic("P108", "error", f"“{entry.name.text}”要写在文件开头", line, hint, entry.name)
            )
        return None

    def _part(self, line: Line) -> None:
        owner = self.owner
        if owner is None:
            self.last = None
            self._lost(line)
            return
        self.last = OutlineItem(line)
        if _is_entry(owner):
            owner.parts.append(self.last)
        else:
            self.found.append(_orphan(line, "“- ”开头的行要写在它所属的指标或金额下面"))

    def _bad(self, line: Line) -> None:
        """What comes below a line that could not be read is not given to the line above it, unless that is a note."""
        if not _UNREAD_NOTE.match(line.text):
            self.last, self.unread = None, line
            self.owner = self.owner if _UNREAD_PART.match(line.text) else None
        elif self.last is None:
            self._lost(line)

    def _attach(self, line: Line) -> None:
        if self.last is None:
            self._lost(line)
        elif isinstance(line.node, Note):
            self._note(line, line.node, self.last)
        elif _is_entry(self.last):
            self.last.actuals.append(line)
        else:
            self.found.append(_orphan(line, "“=>”开头的实际完成值要写在它所属的指标或金额下面"))

    def _note(self, line: Line, note: Note, owner: OutlineItem) -> None:
        if self.form is None or _is_entry(owner) or self._may_stand_below(owner, squeeze(note.key.text)):
            owner.notes.append(line)
        else:
            hint = f"“{note.key.text}”写在它说明的那一行下面，紧接着写"
            self.found.append(_orphan(line, hint))

    def _may_stand_below(self, heading: OutlineItem, key: str) -> bool:
        """Whether a note may be about a heading: the columns of a section of money, a remark about a group."""
        if self.section.line.mode != "指标":
            return heading is self.items[0] and key in ("列", "主列")
        return heading is not self.items[0] and key not in ROW_KEYS

    def _lost(self, line: Line) -> None:
        """Told once for all that follow one line."""
        if self.unread:
            number = self.unread.number
            self.found.append(
                _orphan(line, f"第 {number} 行没有读懂，不知道这一行说的是哪一项；先改好第 {number} 行")
            )
        self.unread = None


def misplaced_header_lines(head: list[Line], found: list[Diagnostic]) -> None:
    """Report lines before the first section that are no ``键: 值``."""
    for line in head:
        if isinstance(line.node, (Heading, Entry, Note, Actual)):
            found.append(
                line_diagnostic(
                    "P108",
                    "error",
                    "这一行写在了第一个“# ”标题之前",
                    line,
                    "文件开头只写“键: 值”，指标和金额写在 # 指标、# 资金 下面",
                )
            )


def _is_entry(item: OutlineItem) -> bool:
    return isinstance(item.line.node, (Entry, Equation))


def _orphan(line: Line, hint: str) -> Diagnostic:
    return line_diagnostic("P107", "error", "这一行上面没有它可以归属的指标或金额", line, hint)


def header_lines(head: list[Line]) -> list[tuple[Line, Header]]:
    """The ``键: 值`` lines of the header."""
    return [(line, line.node) for line in head if isinstance(line.node, Header)]
