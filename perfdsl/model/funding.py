"""The ``# 资金`` section: its written lines, and the tree of rows that the framework draws from them.

Nothing that is written is lost or counted twice. A row that the form does not have, or has already, stands apart from
the sums (未列入表式). Where a line could not be read, what would have been summed from it is not to be told.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from perfdsl.diagnostics import Diagnostic, Span
from perfdsl.model.columns import headline_column
from perfdsl.model.framework import BlockRule, Framework
from perfdsl.model.framework_language import PROJECTS
from perfdsl.model.funding_rows import is_below, row_name, rows_at_start
from perfdsl.model.line_diagnostics import line_diagnostic
from perfdsl.model.money import (
    Projects,
    WrittenColumns,
    money_item,
    money_unit,
    unread_rows,
    written_columns,
)
from perfdsl.model.outline import OutlineItem, OutlineSection, items
from perfdsl.model.sums import add_amounts, no_amount, proved, unknown_amount
from perfdsl.model.table import Amount, Funding, FundingBlock, FundingLine, Gap, MoneyItem
from perfdsl.syntax.nodes import Entry, Heading
from perfdsl.text.folding import squeeze


def bind_funding(
    section: OutlineSection | None,
    framework: Framework,
    projects: Projects,
    year: int | None,
    found: list[Diagnostic],
) -> Funding:
    """The written lines and the framework's tree filled with them."""
    unit = money_unit(section)
    rows = items(section, found, framework) if section else []
    own = written_columns(rows, found)
    homes = _homes(framework, rows[1:], found)
    written = [
        _Written(money_item(item, unit, own.names or (rule.columns if rule else ()), found), rule)
        for item, rule in homes
    ]
    unread = unread_rows(section)
    told = rows_at_start(section, unread, framework)
    trees = [_Tree(rule, own, unit, written, projects, told) for rule in framework.blocks]
    blocks = [tree.block(year) for tree in trees] or _without_form(written, own, year)
    lines = tuple([one.item for one in written])
    return Funding(unit, _span(section), lines, tuple(blocks), unread)


class _Written(NamedTuple):
    """A written line and the block that it belongs to; None where the framework has no blocks."""

    item: MoneyItem
    rule: BlockRule | None


def _homes(
    framework: Framework, rows: list[OutlineItem], found: list[Diagnostic]
) -> Iterator[tuple[OutlineItem, BlockRule | None]]:
    """Each line with the block that has its row; a stranger belongs to the block of the lines around it."""
    heading: BlockRule | None = None
    above: BlockRule | None = None
    for item in rows:
        node = item.line.node
        if isinstance(node, Heading):
            heading = above = _headed(framework, node, item, found)
        elif isinstance(node, Entry):
            having = [rule for rule in framework.blocks if row_name(rule, node.name.text) is not None]
            if having:
                above = next((rule for rule in (heading, above) if rule in having), having[0])
                yield item, above
            else:
                yield item, _fitting(framework, above, len(node.cells))


def _headed(
    framework: Framework, heading: Heading, item: OutlineItem, found: list[Diagnostic]
) -> BlockRule | None:
    """The block that a heading inside the section names."""
    title = squeeze(heading.title.text)
    rule = next((rule for rule in framework.blocks if squeeze(rule.name) == title), None)
    if rule is None and framework.blocks:
        known = "、".join(f"“## {rule.name}”" for rule in framework.blocks if rule.name)
        hint = f"这里只分{known}" if known else "这里不分组，每笔金额写一行“名称 = 金额”"
        message = f"# 资金 下没有“{heading.title.text}”这一块"
        found.append(line_diagnostic("P108", "error", message, item.line, hint))
    return rule


def _fitting(framework: Framework, above: BlockRule | None, cells: int) -> BlockRule | None:
    """The block above where it has as many columns as values are written, else the first that has, else the last."""
    if above is not None and cells in (1, len(above.columns)):
        return above
    fitting = (rule for rule in framework.blocks if len(rule.columns) == cells)
    return next(fitting, framework.blocks[-1] if framework.blocks else None)


def _span(section: OutlineSection | None) -> Span | None:
    node = section.line.node if section else None
    return node.title.span(section.line.number) if section and isinstance(node, Heading) else None


def _leaf(item: MoneyItem) -> FundingLine:
    return FundingLine(item.name, item.amounts, (), item, "", tuple([_leaf(part) for part in item.parts]))


def _without_form(written: list[_Written], own: WrittenColumns, year: int | None) -> list[FundingBlock]:
    """A framework without money: every row stands apart, and nobody can tell which is the total."""
    if not written:
        return []
    width = max(len(one.item.amounts) for one in written)
    columns = own.names or tuple(f"金额{i + 1}" if width > 1 else "金额" for i in range(width))
    headline = headline_column(columns, own.headline, year)
    return [FundingBlock("", columns, (), tuple(_leaf(one.item) for one in written), headline)]


class _Tree:
    """The rows of one block: written amounts where there are any, else sums of the rows below."""

    def __init__(
        self,
        rule: BlockRule,
        own: WrittenColumns,
        unit: str,
        written: list[_Written],
        projects: Projects,
        unread: list[str | None],
    ) -> None:
        """``unread`` holds for each unread line its row, None where nobody can tell."""
        self.rule, self.unit, self.projects = rule, unit, projects
        self.columns = own.names or rule.columns
        self.headline = own.headline or rule.headline
        self.has_unread, self.unread_rows = None in unread, set(unread)
        self.equations = {equation.total: equation for equation in reversed(rule.equations)}
        self.empty = (no_amount(unit),) * len(self.columns)
        self.items: dict[str, MoneyItem] = {}
        self.unlisted: list[MoneyItem] = []
        self.doubtful: set[str] = set()
        for one in written:
            if one.rule is rule:
                self._place(one.item)
        self._raise_parts()

    def _place(self, item: MoneyItem) -> None:
        """A line takes its row; one without a row, or a second one for the same row, stands apart."""
        row = row_name(self.rule, item.name)
        if row is not None and row not in self.items:
            self.items[row] = item
            return
        self.unlisted.append(item)
        if row is not None and _numbers(item) != _numbers(self.items[row]):
            self.doubtful.add(row)

    def _raise_parts(self) -> None:
        """A part (其中) with the name of a row below its own is that row, where no line of its own is."""
        self.raised: set[int] = set()
        for total, item in list(self.items.items()):
            for part in item.parts:
                row = row_name(self.rule, part.name)
                if row and row not in self.items and is_below(self.rule, row, total):
                    self.items[row] = part
                    self.raised.add(part.line)

    def block(self, year: int | None) -> FundingBlock:
        lines = tuple([self.row(root) for root in self.roots()])
        drawn = {row.name for line in lines for _, row in line.walk()}
        apart = [*self.unlisted, *(item for row, item in self.items.items() if row not in drawn)]
        headline = headline_column(self.columns, self.headline, year)
        return FundingBlock(
            self.rule.name, self.columns, lines, tuple([_leaf(item) for item in apart]), headline
        )

    def roots(self) -> list[str]:
        """The top rows of the form; a total above them (支出合计) is drawn where it is written."""
        above = [
            equation
            for equation in self.rule.equations
            if equation.total in self.items
            and equation.total not in self.rule.roots
            and any(term in self.rule.roots for term in equation.terms)
        ]
        summed = {term for equation in above for term in equation.terms}
        return [*(equation.total for equation in above), *(r for r in self.rule.roots if r not in summed)]

    def row(self, name: str, seen: tuple[str, ...] = ()) -> FundingLine:
        item = self.items.get(name)
        equation = self.equations.get(name) if name not in seen else None
        if item is None and equation is None and name not in self.unread_rows:
            return FundingLine(name, self.empty, (), None, self.gap(()), ())
        terms: list[FundingLine] = []
        for term in equation.terms if equation else ():
            if term == PROJECTS:
                terms += [_leaf(project) for project in self.projects.items]
            else:
                terms.append(self.row(term, (*seen, name)))
        parts = [_leaf(part) for part in item.parts if part.line not in self.raised] if item else []
        gap = self.gap(equation.terms if equation else ())
        amounts, apart = self.amounts(name, item, terms, gap), self.added() if terms else ()
        return FundingLine(name, amounts, tuple(terms), item, gap, tuple(parts), apart)

    def added(self) -> tuple[MoneyItem, ...]:
        """The rows that the form lets tables add; a second line for one of its own rows is none."""
        if not self.rule.open_rows:
            return ()
        return tuple([item for item in self.unlisted if row_name(self.rule, item.name) is None])

    def gap(self, terms: tuple[str, ...]) -> Gap:
        if PROJECTS in terms and self.projects.unread:
            return "projects"
        return "unread" if self.has_unread else "unlisted" if self.unlisted else ""

    def amounts(
        self, name: str, item: MoneyItem | None, terms: list[FundingLine], gap: Gap
    ) -> tuple[Amount, ...]:
        width = len(self.columns)
        if name in self.doubtful or (item is None and name in self.unread_rows):
            return (unknown_amount(self.unit),) * width
        if item is not None:
            return item.amounts
        if gap in ("unread", "projects") and name in self.equations:
            return (unknown_amount(self.unit),) * width
        return tuple([self.sum_of(terms, column) for column in range(width)])

    def sum_of(self, terms: list[FundingLine], column: int) -> Amount:
        known = [amount for term in terms if (amount := proved(term, column)) is not None]
        return add_amounts(known, self.unit) if known else no_amount(self.unit)


def _numbers(item: MoneyItem) -> tuple[object, ...]:
    return tuple(amount.as_term for amount in item.amounts)
