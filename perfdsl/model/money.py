"""Money: amounts, written lines, and the funding tree that the framework draws from them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from perfdsl.diagnostics import Diagnostic, Span
from perfdsl.memo import by_identity, remembered
from perfdsl.model.findings import problem
from perfdsl.model.framework import BlockRule, Framework
from perfdsl.model.framework_language import PROJECTS, names
from perfdsl.model.notes import note_fields, note_values
from perfdsl.model.outline import Block, Item, items
from perfdsl.model.read_framework import points_of
from perfdsl.model.table import Amount, Funding, FundingBlock, FundingLine, MoneyItem
from perfdsl.syntax.nodes import Actual, Cell, Entry, Heading
from perfdsl.text.folding import fold, squeeze

_MONEY = re.compile(r"([+-]?\d+(?:,\d{3})*(?:\.\d+)?)\s*(亿元|万元|元|万)?\Z")
_EMPTY = frozenset({"-", "—", "——", "/", "不适用"})
_UNITS = {"万": "万元"}
_ROW_MARKS = re.compile(r"\A(?:其中:?|\(?[一二三四五六七八九十\d]{1,2}[)、.])+")
DEFAULT_UNIT = "万元"


def read_amount(text: str, unit: str, span: Span | None, *, written: bool = True) -> Amount:
    """The amount of one cell; ``number`` is None where it is empty or no plain number."""
    folded = fold(text).strip()
    match = _MONEY.match(folded)
    if match is None:
        return Amount(None, unit, "-" if folded in _EMPTY else text, span, "", written)
    own = _UNITS.get(match[2], match[2] or "")
    return Amount(Decimal(match[1].replace(",", "")), own or unit, folded, span, own, written)


def money_unit(block: Block | None) -> str:
    """万元 or 元, as the heading says."""
    return block.unit if block and block.unit in ("元", "万元") else DEFAULT_UNIT


def bind_funding(
    block: Block | None, framework: Framework, projects: tuple[MoneyItem, ...], found: list[Diagnostic]
) -> Funding:
    """The ``# 资金`` section: its written lines and the framework's tree filled with them."""
    unit = money_unit(block)
    rows = items(block, found, framework) if block else []
    override = _columns(rows)
    written: list[MoneyItem] = []
    for item in rows[1:]:
        if isinstance(item.line.node, Entry):
            columns = override or columns_of(framework, item.line.node)
            written.append(money_item(item, unit, columns, found))
    blocks = tuple(
        _Tree(rule, override or rule.columns, unit, written, projects).block() for rule in framework.blocks
    )
    return Funding(unit, _span(block), tuple(written), _with_strangers(blocks, written, framework, override))


def bind_projects(
    block: Block | None, framework: Framework, found: list[Diagnostic]
) -> tuple[tuple[MoneyItem, ...], tuple[str, ...]]:
    """The ``# 项目`` section and its columns."""
    rows = items(block, found, framework) if block else []
    columns = _columns(rows) or project_columns(framework)
    unit = money_unit(block)
    found_projects = [
        money_item(item, unit, columns, found) for item in rows[1:] if isinstance(item.line.node, Entry)
    ]
    for item in rows[1:]:
        if isinstance(item.line.node, Heading):
            found.append(
                problem("P108", "error", "# 项目 下面不分组", item.line, "每个项目写一行“名称 = 金额”")
            )
    return tuple(found_projects), columns


def project_columns(framework: Framework) -> tuple[str, ...]:
    """The columns of the block that sums up the projects, else of the last one."""
    for rule in framework.blocks:
        if any(PROJECTS in equation.terms for equation in rule.equations):
            return rule.columns
    return framework.blocks[-1].columns if framework.blocks else ()


def money_item(item: Item, unit: str, columns: tuple[str, ...], found: list[Diagnostic]) -> MoneyItem:
    """One written money line with everything that belongs to it."""
    entry, line = item.line.node, item.line
    assert isinstance(entry, Entry)
    count = len(entry.cells)
    if columns and count > len(columns):
        extra = entry.cells[len(columns)].value
        message = (
            f"“{entry.name.text}”写了 {count} 个金额，这里只有 {len(columns)} 列（{'、'.join(columns)}）"
        )
        found.append(
            problem(
                "P109", "error", message, line, "删去多余的金额，或在 # 资金 下用“> 列: …”写明各列", extra
            )
        )
    elif columns and 1 < count < len(columns):
        message = f"“{entry.name.text}”写了 {count} 个金额，这里有 {len(columns)} 列（{'、'.join(columns)}）"
        found.append(problem("P109", "error", message, line, "缺的那一列没有金额时写“-”"))
    points, where, _ = points_of(entry.attributes)
    return MoneyItem(
        name=entry.name.text,
        amounts=_amounts(entry.cells, unit, line.number, len(columns) or count),
        span=entry.name.span(line.number),
        cell_count=count,
        parts=tuple(money_item(part, unit, columns, found) for part in item.parts),
        notes=note_fields(item.notes),
        actuals=tuple(
            amount
            for actual in item.actuals
            if isinstance(actual.node, Actual)
            for amount in _amounts(actual.node.cells, unit, actual.number, len(actual.node.cells))
        ),
        points=points,
        points_span=where.span(line.number) if where else None,
    )


def _amounts(cells: tuple[Cell, ...], unit: str, line: int, count: int) -> tuple[Amount, ...]:
    amounts = [read_amount(cell.value.text, unit, cell.value.span(line)) for cell in cells[:count]]
    if len(amounts) == 1 < count:
        only = amounts[0]
        amounts += [Amount(only.number, only.unit, only.text, only.span, only.own_unit, written=False)] * (
            count - 1
        )
    amounts += [Amount(None, unit, "-", None, "", written=False)] * (count - len(amounts))
    return tuple(amounts)


def columns_of(framework: Framework, entry: Entry) -> tuple[str, ...]:
    """The columns of the block that has this row; for a stranger, of the block with as many columns."""
    for rule in framework.blocks:
        if row_name(rule, entry.name.text) is not None:
            return rule.columns
    sizes = {len(rule.columns): rule.columns for rule in reversed(framework.blocks)}
    return sizes.get(len(entry.cells), framework.blocks[-1].columns if framework.blocks else ())


def row_name(rule: BlockRule, written: str) -> str | None:
    """The framework's own name of a written row, or None where the block has no such row.

    A row that forms number or mark (``一、财政拨款``, ``其中:财政拨款``) is known by its bare name too.
    """
    known = _rows_by_name(rule)
    name = squeeze(written)
    return known.get(name) or known.get(_bare(name))


@remembered()
def _bare(name: str) -> str:
    return _ROW_MARKS.sub("", name)


@by_identity
def _rows_by_name(rule: BlockRule) -> dict[str, str]:
    """Every name that a row goes by, to the framework's own."""
    aliases = {squeeze(alias): row for alias, row in reversed(rule.aliases)}
    return aliases | {squeeze(row): row for row in rows_of(rule)}


def rows_of(rule: BlockRule) -> tuple[str, ...]:
    """Every row of a block, totals before their terms."""
    named = [*rule.roots]
    for equation in rule.equations:
        named += [equation.total, *(term for term in equation.terms if term != PROJECTS)]
    return tuple(dict.fromkeys(named))


def _columns(rows: list[Item]) -> tuple[str, ...]:
    return tuple(name for text in note_values(rows[0].notes, "列") for name in names(text)) if rows else ()


def _span(block: Block | None) -> Span | None:
    return (
        block.line.node.title.span(block.line.number)
        if block and isinstance(block.line.node, Heading)
        else None
    )


def _with_strangers(
    blocks: tuple[FundingBlock, ...],
    written: list[MoneyItem],
    framework: Framework,
    override: tuple[str, ...],
) -> tuple[FundingBlock, ...]:
    """Rows that no block knows are shown below the last one: nothing is lost."""
    strangers = [
        _leaf(item) for item in written if all(row_name(rule, item.name) is None for rule in framework.blocks)
    ]
    if not strangers:
        return blocks
    if not blocks:
        width = max(len(line.amounts) for line in strangers)
        columns = override or tuple(f"金额{i + 1}" if width > 1 else "金额" for i in range(width))
        return (FundingBlock("", columns, tuple(strangers)),)
    last = blocks[-1]
    return (*blocks[:-1], FundingBlock(last.name, last.columns, (*last.lines, *strangers)))


def _leaf(item: MoneyItem) -> FundingLine:
    return FundingLine(item.name, item.amounts, tuple(_leaf(part) for part in item.parts), item)


class _Tree:
    """The rows of one block: written amounts where there are any, else sums of the rows below."""

    def __init__(
        self,
        rule: BlockRule,
        columns: tuple[str, ...],
        unit: str,
        written: Iterable[MoneyItem],
        projects: tuple[MoneyItem, ...],
    ) -> None:
        self.rule, self.columns, self.unit, self.projects = rule, columns, unit, projects
        self.items = {row_name(rule, item.name): item for item in reversed(list(written))}

    def block(self) -> FundingBlock:
        return FundingBlock(self.rule.name, self.columns, tuple(self.row(root) for root in self.rule.roots))

    def row(self, name: str, seen: tuple[str, ...] = ()) -> FundingLine:
        item = self.items.get(name)
        equation = self.rule.equation(name) if name not in seen else None
        children: list[FundingLine] = []
        for term in equation.terms if equation else ():
            if term == PROJECTS:
                children += [_leaf(project) for project in self.projects]
            else:
                children.append(self.row(term, (*seen, name)))
        if item is not None:
            children += [_leaf(part) for part in item.parts]
        amounts = item.amounts if item else self.sums(children)
        return FundingLine(name, amounts, tuple(children), item)

    def sums(self, children: list[FundingLine]) -> tuple[Amount, ...]:
        return tuple(self.sum_of(children, column) for column in range(len(self.columns)))

    def sum_of(self, children: list[FundingLine], column: int) -> Amount:
        known = [child.amounts[column] for child in children if column < len(child.amounts)]
        numbers = [amount.yuan for amount in known if amount.yuan is not None]
        if not numbers:
            return Amount(None, self.unit, "-", None, "", written=False)
        total = sum(numbers, Decimal(0))
        number = (total / 10_000 if self.unit == "万元" else total).normalize()
        scale = max(-int(amount.number.as_tuple().exponent) for amount in known if amount.number is not None)
        places = max(scale, -int(number.as_tuple().exponent))
        text = f"{number:.{places}f}"
        return Amount(Decimal(text), self.unit, text, None, "", written=False)
