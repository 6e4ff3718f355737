"""The model of one table: what a ``.perf`` file means once it is bound to its framework.

Immutable. Numbers are :class:`~decimal.Decimal` with the written scale. Money keeps the unit it was
written in (万元 or 元); compare amounts by :attr:`Amount.yuan` only.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final, Literal, NamedTuple

from perfdsl.diagnostics import Span
from perfdsl.model.framework import ONE_COLUMN, Framework
from perfdsl.model.header import Head, HeaderField
from perfdsl.model.section import Section
from perfdsl.model.values import Comparator, Value
from perfdsl.syntax.nodes import Comment

TableKind = Literal["部门", "项目"]
WAN = Decimal(10_000)
UNITS = {"元": Decimal(1), "万元": WAN, "亿元": WAN * WAN}
NOT_SUMMED: Final = "无法合计"
Total = Decimal | Literal["无法合计"] | None
"""Money in 元. None: none is given; NOT_SUMMED: there is some, and nobody can tell how much."""
Gap = Literal["", "unlisted", "unread", "projects"]
"""Why a term of a sum may be missing: a row that the form does not have, a line that could not be read, one in 项目."""


class NoteField(NamedTuple):
    """One ``> 键: 值`` below a line."""

    key: str
    value: str
    key_span: Span
    value_span: Span


class Amount(NamedTuple):
    """Money as written, or a sum of such. ``number`` is None where the cell is empty (``-``) or unknown.

    ``unit`` is 万元, 元 or 亿元 (the section's unit where the cell has none); ``own_unit`` is what the cell itself said.
    ``written`` is False where one value stands for several columns or the amount was derived.
    """

    number: Decimal | None
    unit: str
    text: str
    span: Span | None
    own_unit: str = ""
    written: bool = True

    @property
    def yuan(self) -> Decimal | None:
        """The amount in 元."""
        return None if self.number is None else self.number * UNITS[self.unit]

    @property
    def is_unknown(self) -> bool:
        """Whether there is something that is no number: a cell that cannot be read, or a sum with such a term."""
        return self.number is None and self.text != "-"

    @property
    def as_term(self) -> Total:
        """The amount in 元, as a term of a sum."""
        return NOT_SUMMED if self.is_unknown else self.yuan


class MoneyItem(NamedTuple):
    """A written money line: in 资金, in 项目, or a part (``- ``) of one.

    ``amounts`` has one entry a column. ``cell_count`` is how many values were written. ``points`` are those that
    the form gives to the execution rate (预算执行率).
    """

    name: str
    amounts: tuple[Amount, ...]
    span: Span
    cell_count: int
    parts: tuple[MoneyItem, ...] = ()
    notes: tuple[NoteField, ...] = ()
    actuals: tuple[Amount, ...] = ()
    points: Decimal | None = None
    points_span: Span | None = None

    @property
    def line(self) -> int:
        return self.span.line


class FundingLine(NamedTuple):
    """One row of the funding tree that the framework draws.

    ``amounts`` (one a column) are the written ones where there are any, else sums of the terms.
    ``terms`` are those of the row's equation, ``parts`` (其中) what is written below it and need not be all of it.
    ``written`` is the line of the file, None for a row that is only derived or was left out.
    ``gap`` tells why a term may be missing; ``apart`` are the rows that tables may add to the block (可增行), which a
    written total may count in.
    """

    name: str
    amounts: tuple[Amount, ...]
    terms: tuple[FundingLine, ...]
    written: MoneyItem | None
    gap: Gap = ""
    parts: tuple[FundingLine, ...] = ()
    apart: tuple[MoneyItem, ...] = ()

    @property
    def children(self) -> tuple[FundingLine, ...]:
        """The rows below, in print order."""
        return (*self.terms, *self.parts)

    def walk(self, depth: int = 0) -> Iterator[tuple[int, FundingLine]]:
        """Yield (depth, row) in print order."""
        yield depth, self
        for child in self.children:
            yield from child.walk(depth + 1)


class FundingBlock(NamedTuple):
    """收入, 支出, or the only block (name ``""``) of a form that has no such division.

    ``lines`` are the rows of the form, totals at the top. ``unlisted`` are rows that the form does not have (未列入表式):
    they belong to no sum. ``headline`` is the index of the column with the year's budget, None where nobody can tell.
    """

    name: str
    columns: tuple[str, ...]
    lines: tuple[FundingLine, ...]
    unlisted: tuple[FundingLine, ...] = ()
    headline: int | None = 0


class Funding(NamedTuple):
    """The ``# 资金`` section. ``items`` are the written lines in file order; ``unit`` is 万元 or 元.

    ``unread`` are the lines that could not be read, and may be rows.
    """

    unit: str
    span: Span | None
    items: tuple[MoneyItem, ...]
    blocks: tuple[FundingBlock, ...]
    unread: tuple[int, ...] = ()

    def find(self, name: str) -> FundingLine | None:
        """The row of the tree with this framework name."""
        for block in self.blocks:
            for root in block.lines:
                for _, row in root.walk():
                    if row.name == name:
                        return row
        return None


class Target(NamedTuple):
    """The value of one period. ``comparator`` is None for a described value without one.

    ``span`` covers the written value without its comparator. ``written`` is False where the one value
    written stands for this period too.
    """

    period: str
    comparator: Comparator | None
    value: Value
    span: Span
    written: bool = True


class Link(NamedTuple):
    """A linked project (对应项目) as written behind ``<-``."""

    name: str
    span: Span


class Indicator(NamedTuple):
    """A third-level indicator. ``path`` holds the written group names from 一级 down, 重点工作 included.

    ``groups`` holds the framework's own names of the same groups (aliases resolved).
    ``operator`` is ``:`` for a described indicator. ``cell_count`` is how many values were written.
    """

    name: str
    span: Span
    path: tuple[str, ...]
    groups: tuple[str, ...]
    operator: str
    targets: tuple[Target, ...]
    cell_count: int
    points: Decimal | None = None
    points_span: Span | None = None
    flags: tuple[str, ...] = ()
    notes: tuple[NoteField, ...] = ()
    actuals: tuple[Target, ...] = ()
    parts: tuple[Indicator, ...] = ()
    linked_projects: tuple[Link, ...] = ()

    @property
    def line(self) -> int:
        return self.span.line

    @property
    def is_measured(self) -> bool:
        """定量: some period has a number, here or in a part (其中)."""
        for target in self.targets:
            if target.value.number is not None:
                return True
        return bool(self.parts) and any(part.is_measured for part in self.parts)


class Group(NamedTuple):
    """一级, 二级 or 重点工作. ``name`` as written, ``key`` the framework's own name (aliases resolved).

    ``role`` tells a 重点工作 (key_task) from a plain group. ``known`` is False where the framework names
    the groups of this level and this is none of them.
    """

    name: str
    key: str
    level: int
    span: Span
    role: Literal["group", "key_task"]
    known: bool
    children: tuple[Group, ...]
    indicators: tuple[Indicator, ...]
    links: tuple[Link, ...] = ()
    points: Decimal | None = None
    points_span: Span | None = None
    notes: tuple[NoteField, ...] = ()

    def walk(self) -> Iterator[Group]:
        """This group and every group below it, in file order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def all_indicators(self) -> Iterator[Indicator]:
        """Every indicator of this group and below, in file order."""
        for group in self.walk():
            yield from group.indicators


class Table(NamedTuple):
    """One performance target table. ``indicators`` are all of them in file order (parts inside theirs).

    ``header`` are its lines as written, ``head`` the facts that they state.
    ``projects`` are the lines of 项目; ``project_totals`` are those that are no projects (合计, 小计), and counted
    nowhere; ``unread_projects`` are the lines that could not be read, and may be projects. ``project_headline`` is the
    index of the column with the year's budget, None where nobody can tell.

    ``unread`` names the structured sections that hold a line which could not be read: a sum or a reference
    into such a section cannot be judged.
    """

    path: str
    kind: TableKind
    name: str
    year: int | None
    framework: Framework
    framework_known: bool
    header: tuple[HeaderField, ...]
    sections: tuple[Section, ...]
    funding: Funding
    project_unit: str
    project_columns: tuple[str, ...]
    projects: tuple[MoneyItem, ...]
    periods: tuple[str, ...]
    groups: tuple[Group, ...]
    indicators: tuple[Indicator, ...]
    comments: tuple[tuple[int, Comment], ...] = ()
    name_span: Span = Span(1, 0, 0)
    section_spans: tuple[tuple[str, Span], ...] = ()
    unread: frozenset[str] = frozenset()
    head: Head = Head()
    project_totals: tuple[MoneyItem, ...] = ()
    unread_projects: tuple[int, ...] = ()
    project_headline: int | None = 0

    @property
    def project_headings(self) -> tuple[str, ...]:
        """What stands above the columns of 项目, be it that neither table nor framework names any."""
        return self.project_columns or ONE_COLUMN

    def section(self, title: str) -> Section | None:
        """The prose section of this title."""
        return next((section for section in self.sections if section.title == title), None)

    def all_groups(self) -> Iterator[Group]:
        """Every group of every level, in file order."""
        for group in self.groups:
            yield from group.walk()

    def with_parts(self) -> Iterator[Indicator]:
        """Every indicator, each followed by its parts."""
        for indicator in self.indicators:
            yield indicator
            yield from indicator.parts
