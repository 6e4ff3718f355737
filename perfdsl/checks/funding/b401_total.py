"""B401: a total, a subtotal or an equation of the framework does not add up."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.funding.sums import compared_rows, is_broken, money
from perfdsl.checks.rule import Finding, rule
from perfdsl.model.sums import NOTHING, TotalCheck, tolerance
from perfdsl.model.table import Amount, FundingBlock, MoneyItem, Table

_MOST = 8
_TEN_THOUSAND = 10_000


@rule("B401", "合计不符", "error")
def check(table: Table) -> Iterator[Finding]:
    for block, comparisons in compared_rows(table):
        wrong = [one for one in comparisons if one.verdict == "wrong"]
        if not one_column_only(comparisons):
            yield from (finding(table, block, one) for one in _once_a_cell(wrong))
    yield from _parts(table)


def one_column_only(comparisons: list[TotalCheck]) -> bool:
    """Whether some column of the row does add up (to more than nothing): then the others are for B402."""
    return any(one.verdict == "right" and one.stated.number for one in comparisons)


def finding(table: Table, block: FundingBlock, one: TotalCheck) -> Finding:
    """A total that is not the sum of its terms."""
    written, unit = one.row.written, table.funding.unit
    assert written
    terms = "各项目" if one.terms[0].written in table.projects else "各项"
    terms = f"读得懂的{terms}" if one.has_unknown else terms
    stated = f"{_column(block, one)} {money(one.stated.yuan or NOTHING, one.stated.unit)}"
    difference = money(abs(one.difference), unit)
    message = f"“{written.name}”{stated}，与{terms}之和 {money(one.total, unit)}不符，相差 {difference}"
    return Finding(one.stated.span or written.span, message, _hint(one))


def _column(block: FundingBlock, one: TotalCheck) -> str:
    return block.columns[one.column] if len(block.columns) > 1 else ""


def _once_a_cell(wrong: list[TotalCheck]) -> Iterator[TotalCheck]:
    """One value alone stands for every column: say it once."""
    seen = set()
    for one in wrong:
        if one.stated.span not in seen:
            seen.add(one.stated.span)
            yield one


def _hint(one: TotalCheck) -> str:
    stated = one.stated.yuan or NOTHING
    if one.total in (stated * _TEN_THOUSAND, stated / _TEN_THOUSAND) and stated:
        return "两边正好相差一万倍，是不是一边用了元、一边用了万元？"
    numbers = [amount.text for amount in one.amounts if amount.number is not None]
    listing = f"各项：{' + '.join(numbers)}。" if len(numbers) <= _MOST else ""
    return f"{listing}改正其中有误的数；合计也可以不写，由各项自动相加"


def _parts(table: Table) -> Iterator[Finding]:
    """The parts of a line (其中) may leave something out, but not exceed it."""
    for item in (*table.funding.items, *table.projects):
        for column, whole in enumerate(item.amounts if item.parts and not is_broken(item) else ()):
            if whole.written and whole.number is not None:
                yield from _excess(item, whole, column)


def _excess(item: MoneyItem, whole: Amount, column: int) -> Iterator[Finding]:
    """Parts that cannot be read only make it worse."""
    amounts = [part.amounts[column] for part in item.parts if column < len(part.amounts)]
    total = sum((amount.yuan for amount in amounts if amount.yuan is not None), NOTHING)
    stated = whole.yuan or NOTHING
    if total - stated > tolerance(amounts):
        parts, own = money(total, whole.unit), money(stated, whole.unit)
        yield Finding(
            whole.span or item.span,
            f"“{item.name}”的其中项合计 {parts}，超过它本身的 {own}",
            "核对“- ”开头的各项和它们上面的这一行",
        )
