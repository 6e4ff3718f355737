"""Money as written: the amount of a cell, a line with all that belongs to it, and the lines of ``# 项目``."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from perfdsl.diagnostics import Diagnostic, Edit, Fix, Span
from perfdsl.memo import cached_by_identity
from perfdsl.model.framework import BlockRule, Framework
from perfdsl.model.framework_language import PROJECTS
from perfdsl.model.framework_values import names
from perfdsl.model.line_diagnostics import line_diagnostic, one_or_several
from perfdsl.model.notes import note_fields, note_values
from perfdsl.model.outline import OutlineItem, OutlineSection, items
from perfdsl.model.read_framework import points_of
from perfdsl.model.sums import no_amount, unknown_amount
from perfdsl.model.table import Amount, MoneyItem
from perfdsl.model.values import UNSIGNED, may_be_several
from perfdsl.syntax.marks import DASHES, EQUAL, GREATER, RIGHT_ANGLES, Operator
from perfdsl.syntax.nodes import Actual, Bad, Cell, Entry, Heading, Line, Note
from perfdsl.text.folding import fold, squeeze
from perfdsl.text.patterns import lazy

_MONEY = lazy(rf"([+-]?{UNSIGNED})\s*(亿元|万元|元|万)?\Z")
_EMPTY = frozenset({"-", "—", "——", "/", "不适用", "无"})
_UNITS = {"万": "万元"}
_UNIT_BEHIND = lazy(r"[(\[](?:单位:)?(元|万元|亿元)[)\]]:?\Z")
_TOTAL = lazy(r".*(?:合计|小计|总计|共计):?\Z")
_NO_ROW = lazy(rf"\s*(?:[{DASHES}{GREATER}{RIGHT_ANGLES}{EQUAL}]|//)")
DEFAULT_UNIT = "万元"


def read_amount(text: str, unit: str, span: Span | None, *, written: bool = True) -> Amount:
    """The amount of one cell; ``number`` is None where it is empty or no plain number."""
    folded = fold(text).strip()
    match = _MONEY.match(folded)
    if match is None:
        return Amount(None, unit, "-" if folded in _EMPTY else text, span, "", written)
    own = _UNITS.get(match[2], match[2] or "")
    return Amount(Decimal(match[1].replace(",", "")), own or unit, folded, span, own, written)


def money_unit(section: OutlineSection | None) -> str:
    """万元 or 元, as the heading says."""
    return section.unit if section and section.unit in ("元", "万元") else DEFAULT_UNIT


class Projects(NamedTuple):
    """The ``# 项目`` section: its projects, and the lines in it that are none (合计, 小计).

    ``headline`` names the column of the year's budget, ``""`` where neither table nor framework does. ``unread`` are
    the lines that could not be read, and may be projects.
    """

    unit: str
    columns: tuple[str, ...]
    headline: str
    items: tuple[MoneyItem, ...]
    totals: tuple[MoneyItem, ...]
    unread: tuple[int, ...]


def bind_projects(section: OutlineSection | None, framework: Framework, found: list[Diagnostic]) -> Projects:
    """The lines of ``# 项目`` and their columns."""
    rows = items(section, found, framework) if section else []
    rule, own, unit = project_rule(framework), written_columns(rows, found), money_unit(section)
    columns = own.names or (rule.columns if rule else ())
    projects: list[MoneyItem] = []
    totals: list[MoneyItem] = []
    for item in rows[1:]:
        if isinstance(item.line.node, Heading):
            hint = "每个项目写一行“名称 = 金额”"
            found.append(line_diagnostic("P108", "error", "# 项目 下面不分组", item.line, hint))
        elif isinstance(item.line.node, Entry):
            line = money_item(item, unit, columns, found)
            (totals if is_total(line.name, framework) else projects).append(line)
    headline = own.headline or (rule.headline if rule else "")
    return Projects(unit, columns, headline, tuple(projects), tuple(totals), unread_rows(section))


def unread_rows(section: OutlineSection | None) -> tuple[int, ...]:
    """The lines of a section that could not be read and may be rows: no notes, parts or actual values."""
    lines = section.lines if section else ()
    return tuple([one.number for one in lines if type(one.node) is Bad and not _NO_ROW.match(one.text)])


def project_rule(framework: Framework) -> BlockRule | None:
    """The block that sums up the projects, else the last one."""
    for rule in framework.blocks:
        if any(PROJECTS in equation.terms for equation in rule.equations):
            return rule
    return framework.blocks[-1] if framework.blocks else None


def is_total(name: str, framework: Framework) -> bool:
    """Whether a line of 项目 sums up others (合计, 小计, 项目支出), and so is no project."""
    written = without_unit(squeeze(name))
    return written in _totals(framework) or _TOTAL.match(written) is not None


@cached_by_identity
def _totals(framework: Framework) -> frozenset[str]:
    """The names of what a form sums the projects up to."""
    rule = project_rule(framework)
    totals = [one.total for one in rule.equations if PROJECTS in one.terms] if rule else []
    aliases = [alias for alias, row in rule.aliases if row in totals] if rule else []
    return frozenset(map(squeeze, (*totals, *aliases, "项目支出")))


class WrittenColumns(NamedTuple):
    """What a table says of its columns itself: ``> 列: …`` and ``> 主列: …``; empty where it says nothing."""

    names: tuple[str, ...]
    headline: str


def written_columns(rows: list[OutlineItem], found: list[Diagnostic]) -> WrittenColumns:
    """The columns that a section names below its heading."""
    notes = rows[0].notes if rows else []
    columns = tuple(name for text in note_values(notes, "列") for name in names(text))
    named = [line for line in notes if isinstance(line.node, Note) and line.node.key.text == "主列"]
    for line in named if columns else ():
        assert isinstance(line.node, Note)
        if squeeze(line.node.value.text) not in map(squeeze, columns):
            message = f"“主列”写的“{line.node.value.text}”不是这里的一列"
            hint = f"写成“> 列:”里的一个：{'、'.join(columns)}"
            found.append(line_diagnostic("P109", "error", message, line, hint, line.node.value))
    return WrittenColumns(columns, next(iter(note_values(notes, "主列")), ""))


def money_item(item: OutlineItem, unit: str, columns: tuple[str, ...], found: list[Diagnostic]) -> MoneyItem:
    """One written money line with everything that belongs to it."""
    entry, line = item.line.node, item.line
    assert isinstance(entry, Entry)
    unit = unit_in_name(entry.name.text) or unit
    _count(entry, line, columns, found)
    points, where = _points(entry, line, found)
    return MoneyItem(
        name=entry.name.text,
        amounts=_amounts(entry.cells, unit, line.number, len(columns) or len(entry.cells), entry.operator),
        span=entry.name.span(line.number),
        cell_count=len(entry.cells),
        parts=tuple(money_item(part, unit, columns, found) for part in item.parts),
        notes=note_fields(item.notes),
        actuals=tuple(
            amount
            for actual in item.actuals
            if isinstance(actual.node, Actual)
            for amount in _amounts(actual.node.cells, unit, actual.number, len(actual.node.cells))
        ),
        points=points,
        points_span=where,
    )


def unit_in_name(name: str) -> str:
    """The unit of ``年度金额（万元）``, ``""`` where the name has none."""
    match = _UNIT_BEHIND.search(squeeze(name))
    return match[1] if match else ""


def without_unit(name: str) -> str:
    """A squeezed name without the unit in brackets behind it."""
    return _UNIT_BEHIND.sub("", name)


def _count(entry: Entry, line: Line, columns: tuple[str, ...], found: list[Diagnostic]) -> None:
    """A line has an amount for each column, or one for all of them."""
    count, name = len(entry.cells), entry.name.text
    if not columns or count in (1, len(columns)):
        if count == 1 and may_be_several(entry.cells[0].value.text, len(columns)):
            found.append(one_or_several(line, entry.cells[0].value, columns))
        return
    if count > len(columns):
        message = f"“{name}”写了 {count} 个金额，这里只有 {len(columns)} 列（{'、'.join(columns)}）"
        hint = "删去多余的金额，或在 # 资金 下用“> 列: …”写明各列"
        found.append(line_diagnostic("P109", "error", message, line, hint, entry.cells[len(columns)].value))
    else:
        message = f"“{name}”写了 {count} 个金额，这里有 {len(columns)} 列（{'、'.join(columns)}）"
        found.append(line_diagnostic("P109", "error", message, line, "缺的那一列没有金额时写“-”"))


def _points(entry: Entry, line: Line, found: list[Diagnostic]) -> tuple[Decimal | None, Span | None]:
    """The points of the execution rate; beside them money has no attribute, nor a star in front of its name."""
    points, where, _ = points_of(entry.attributes)
    for word in entry.attributes.words:
        is_behind = word.start > entry.name.start
        if word is not where:
            message = f"金额不带标记，不能写“{word.text}”"
            hint = "说明写在下一行的“> 说明: …”里"
            fix = (
                None
                if is_behind
                else Fix(f"删去“{word.text}”", (Edit(word.span(line.number), ""),), safe=False)
            )
            found.append(line_diagnostic("P108", "error", message, line, hint, word, fix))
    return points, where.span(line.number) if where else None


def _amounts(
    cells: tuple[Cell, ...], unit: str, line: int, count: int, operator: Operator = "="
) -> tuple[Amount, ...]:
    """One amount for each of ``count`` columns; unknown ones where nobody can tell which is whose."""
    amounts = [_amount(cell, cell.comparator or operator, unit, line) for cell in cells[:count]]
    if len(cells) not in (1, count):
        amounts = [amount._replace(number=None) for amount in amounts]
        amounts += [unknown_amount(unit)] * (count - len(amounts))
    elif len(amounts) == 1 < count:
        if may_be_several(cells[0].value.text, count):
            amounts[0] = amounts[0]._replace(number=None)
        amounts += [amounts[0]._replace(written=False)] * (count - 1)
    return tuple(amounts or [no_amount(unit)] * count)


def _amount(cell: Cell, operator: Operator, unit: str, line: int) -> Amount:
    """An amount behind ``>=`` is none: nobody can add it up."""
    amount = read_amount(cell.value.text, unit, cell.value.span(line))
    if operator in ("=", ":") or amount.number is None:
        return amount
    return amount._replace(number=None, text=f"{operator} {cell.value.text}")
