"""The model of a framework (体系): what a form demands, as read from its own ``.perf`` file."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal, NamedTuple

from perfdsl.model.values import Comparator

Purpose = Literal["部门", "项目"]
ONE_COLUMN = ("金额",)
"""The columns of a block that names none."""


class SectionRule(NamedTuple):
    """A prose section of the form."""

    title: str
    required: bool
    aliases: tuple[str, ...] = ()


class EquationRule(NamedTuple):
    """``total = term + term``: a row of the funding tree and a sum that must hold.

    The term ``# 项目`` stands for the sum of the ``# 项目`` section.
    """

    total: str
    terms: tuple[str, ...]


class BlockRule(NamedTuple):
    """A funding block. ``roots`` are the rows that are no other row's term, in print order.

    ``balance`` names the row (of another block) that the sum of the roots must equal, or is ``""``.
    ``headline`` (主列) names the column that holds the year's budget, ``""`` where the form names none.
    ``open_rows`` (可增行): a table may add rows of its own; they stand apart from the sums.
    """

    name: str
    columns: tuple[str, ...]
    roots: tuple[str, ...]
    equations: tuple[EquationRule, ...]
    aliases: tuple[tuple[str, str], ...] = ()
    balance: str = ""
    headline: str = ""
    open_rows: bool = False

    def equation(self, total: str) -> EquationRule | None:
        return next((equation for equation in self.equations if equation.total == total), None)


class CommonIndicator(NamedTuple):
    """A common indicator (共性指标) with its usual comparator (None: described) and value text."""

    name: str
    path: tuple[str, ...]
    comparator: Comparator | None
    value: str


class GroupRule(NamedTuple):
    """A group of the indicator tree.

    ``may_be_empty``: shown as 不适用 when it holds nothing. ``open``: the writer names the groups below.
    ``key_tasks``: below its second level come 重点工作 with 对应项目. ``points``: what its indicators add up to.
    """

    name: str
    level: int
    aliases: tuple[str, ...] = ()
    required: bool = False
    may_be_empty: bool = False
    open: bool = False
    key_tasks: bool = False
    points: Decimal | None = None
    children: tuple[GroupRule, ...] = ()

    def walk(self) -> Iterator[GroupRule]:
        yield self
        for child in self.children:
            yield from child.walk()

    def answers_to(self, name: str) -> bool:
        """Whether a heading of this name means this group."""
        return name == self.name or name in self.aliases


class Framework(NamedTuple):
    """One form: its official title, periods, prose sections, funding blocks and indicator groups.

    ``points_total`` is what all points add up to (None: the form has no points); ``measured_share`` is the
    least share of measured indicators, 0 to 1 (None: no such demand). ``source`` says where the practice was seen.
    ``note_columns`` are the columns of the form, without spaces, that a table writes as notes of its rows;
    ``open_sections``: a table may have sections of its own.
    """

    name: str
    title: str
    purpose: Purpose
    periods: tuple[str, ...]
    sections: tuple[SectionRule, ...]
    blocks: tuple[BlockRule, ...]
    groups: tuple[GroupRule, ...]
    common: tuple[CommonIndicator, ...] = ()
    points_total: Decimal | None = None
    measured_share: Decimal | None = None
    value_heading: str = "{period}指标值"
    source: str = ""
    aliases: tuple[str, ...] = ()
    note_columns: frozenset[str] = frozenset()
    open_sections: bool = False

    def all_groups(self) -> Iterator[GroupRule]:
        for group in self.groups:
            yield from group.walk()
