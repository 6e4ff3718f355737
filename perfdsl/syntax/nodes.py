"""The tree of a ``.perf`` file: one node a line.

A node knows the columns of its words but not its line number: equal lines share one node (they are
memoised), and a :class:`Line` puts the node in its place. All offsets are code points within the line.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from perfdsl.diagnostics import Diagnostic, Span
from perfdsl.syntax.marks import Operator

Kind = Literal["部门", "项目", "体系"]
Mode = Literal["header", "prose", "资金", "项目", "指标", "栏目"]


class Word(NamedTuple):
    """A stretch of written text and where it stands in its line."""

    text: str
    start: int
    end: int

    def span(self, line: int) -> Span:
        return Span(line, self.start, self.end)


class Cell(NamedTuple):
    """One value of an entry; ``comparator`` only where it was written (canonical: ``>=``, not ``≥``)."""

    comparator: Operator | None
    value: Word


class Attributes(NamedTuple):
    """``[10分 核心]``: the words between the brackets."""

    words: tuple[Word, ...] = ()
    start: int = 0
    end: int = 0


class Header(NamedTuple):
    """``键: 值`` before the first section."""

    key: Word
    value: Word


class Heading(NamedTuple):
    """``## 标题 [10分] <- 项目, 项目``; ``level`` counts the marks."""

    level: int
    title: Word
    links: tuple[Word, ...] = ()
    attributes: Attributes = Attributes()


class Entry(NamedTuple):
    """``名称 >= 值 / 值 [10分]``: money or an indicator. ``part`` marks ``- `` (其中)."""

    name: Word
    operator: Operator
    cells: tuple[Cell, ...]
    attributes: Attributes = Attributes()
    part: bool = False


class Equation(NamedTuple):
    """``合计 = 甲 + 乙`` of a framework's funding."""

    name: Word
    terms: tuple[Word, ...]
    attributes: Attributes = Attributes()


class Note(NamedTuple):
    """``> 键: 值``, about the line above."""

    key: Word
    value: Word


class Actual(NamedTuple):
    """``=> 值 / 值``, the observed values of the line above."""

    cells: tuple[Cell, ...]


class Prose(NamedTuple):
    """A line of Markdown, to the letter, without its comment."""

    text: str


class Blank(NamedTuple):
    """An empty line, or a line that is only a comment. ``text`` is always empty."""

    text: str = ""


class Bad(NamedTuple):
    """A line that could not be read. Nothing is lost: it keeps its text."""

    text: str


Node = Header | Heading | Entry | Equation | Note | Actual | Prose | Blank | Bad


class Comment(NamedTuple):
    """``// …``. For ``// 允许 B402: 理由``, ``allows`` holds the codes and ``reason`` the reason."""

    text: str
    start: int
    end: int
    allows: tuple[Word, ...] = ()
    reason: str = ""


class Line(NamedTuple):
    """One line in its place. ``number`` is 1-based; ``text`` is the line to the letter, without its end."""

    number: int
    text: str
    node: Node
    comment: Comment | None = None
    mode: Mode = "header"


class Document(NamedTuple):
    """A whole file: every line of it, in order, and what could not be read."""

    path: str
    lines: tuple[Line, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
