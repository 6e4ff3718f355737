"""Sums of money: adding up, and what a written total states against its terms.

A sum with a term that nobody can read is itself not to be told (:data:`NOT_SUMMED`): neither nothing nor a smaller
sum. What can be judged all the same is judged: terms that exceed their total are wrong whatever the unread one holds.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Literal, NamedTuple

from perfdsl.model.table import NOT_SUMMED, UNITS, Amount, FundingBlock, FundingLine, Total

NOTHING = Decimal(0)
_CENT = Decimal(50)  # 0.005 万元, in 元

Verdict = Literal["right", "wrong", "term", "unlisted", "unread"]


class TotalCheck(NamedTuple):
    """One written cell of a total and the sum of its terms, in 元, as far as they can be read.

    ``verdict`` is right, wrong, or why it cannot be judged: a term that is not to be told or is wrong itself, or a row
    that may be the missing one and is not of the form (unlisted) or could not be read (unread). A total that counts in
    all the rows that the table added to the form (可增行) is right too.
    """

    row: FundingLine
    terms: tuple[FundingLine, ...]
    column: int
    stated: Amount
    total: Decimal
    verdict: Verdict
    has_unknown: bool = False

    @property
    def difference(self) -> Decimal:
        """What is stated beyond the sum, in 元."""
        return (self.stated.yuan or NOTHING) - self.total

    @property
    def amounts(self) -> list[Amount]:
        """The amounts of the terms in this column."""
        return amounts_of(self.terms, self.column)


def add(amounts_in_yuan: Iterable[Total]) -> Total:
    """The sum in 元: None where nothing is given, not to be told where one of the terms is not."""
    total: Decimal | None = None
    for yuan in amounts_in_yuan:
        if isinstance(yuan, str):
            return NOT_SUMMED
        if yuan is not None:
            total = yuan if total is None else total + yuan
    return total


def add_amounts(amounts: Iterable[Amount], unit: str) -> Amount:
    """The sum as an amount in ``unit`` (万元 or 元), with the decimals of its finest term."""
    terms = list(amounts)
    yuan = add(term.as_term for term in terms)
    if yuan is None:
        return no_amount(unit)
    if not isinstance(yuan, Decimal):
        return unknown_amount(unit)
    number = (yuan / UNITS[unit]).normalize()
    scale = max(-int(term.number.as_tuple().exponent) for term in terms if term.number is not None)
    text = f"{number:.{max(scale, -int(number.as_tuple().exponent), 0)}f}"
    return Amount(Decimal(text), unit, text, None, "", written=False)


def no_amount(unit: str) -> Amount:
    """An empty cell that was not written."""
    return Amount(None, unit, "-", None, "", written=False)


def unknown_amount(unit: str) -> Amount:
    """A sum that is not to be told."""
    return Amount(None, unit, NOT_SUMMED, None, "", written=False)


def proved(row: FundingLine, column: int) -> Amount | None:
    """The amount of a row as a term of further sums; None where it is empty.

    Not to be told where it is no number, or where its own terms do not prove it: they contradict it, one of them cannot
    be read, or a row that the form does not have may be a part of it.
    """
    amount = amount_of(row, column)
    if amount is None or amount.number is None or row.written is None:
        return amount
    found = compare(row, column)
    return amount if found is None or found.verdict == "right" else unknown_amount(amount.unit)


def block_amount(block: FundingBlock) -> Amount | None:
    """What a block is in all: the row of the form at the top, or the sum of those at the top; None where it is empty.

    Not to be told where nobody knows the column, or where there are only rows that the form does not have.
    """
    given = [one for line in (*block.lines, *block.unlisted) for one in line.amounts if one.text != "-"]
    if not given:
        return None
    unit = given[0].unit
    if block.headline is None or not block.lines:
        return unknown_amount(unit)
    tops = [proved(line, block.headline) for line in block.lines]
    if any(top is None and line.gap == "unread" for top, line in zip(tops, block.lines, strict=True)):
        return unknown_amount(unit)
    known = [top for top in tops if top is not None]
    if len(known) == 1:
        return known[0]
    if not known:
        return unknown_amount(unit) if block.unlisted else None
    return add_amounts(known, unit)


def compare(row: FundingLine, column: int) -> TotalCheck | None:
    """A written total against its terms in one column; None where there is nothing to compare."""
    stated, terms = amount_of(row, column), row.terms
    if row.written is None or stated is None or stated.yuan is None or not terms:
        return None
    known = [proved(term, column) for term in terms]
    given = [amount for amount in known if amount is not None]
    if not given:
        return None
    numbers = [amount.yuan for amount in given if amount.yuan is not None]
    total, has_unknown = sum(numbers, NOTHING), len(numbers) < len(given)
    slack = tolerance(given)
    verdict: Verdict = "right"
    if abs(stated.yuan - total) > slack or has_unknown:
        verdict = "wrong"
        is_less = total <= stated.yuan + slack or any(number < 0 for number in numbers)
        if has_unknown and is_less:
            verdict = "term"
        elif row.apart and row.gap == "unlisted":
            verdict = _with_added(row, column, stated.yuan - total, slack, is_missing=None in known)
        elif row.gap and is_less and (row.gap == "projects" or None in known):
            verdict = "unlisted" if row.gap == "unlisted" else "unread"
    return TotalCheck(row, terms, column, stated, total, verdict, has_unknown)


def _with_added(row: FundingLine, column: int, more: Decimal, slack: Decimal, *, is_missing: bool) -> Verdict:
    """What rows that the table may add make of a total that states ``more`` (元) than its terms: right where it counts
    all of them in; not to be judged where one of them cannot be read, or may be a term that is not written.
    """
    amounts = [item.amounts[column] for item in row.apart if column < len(item.amounts)]
    added = add(amount.as_term for amount in amounts if amount.text != "-")
    if isinstance(added, Decimal) and abs(more - added) <= max(slack, tolerance(amounts)):
        return "right"
    may_be_some = not isinstance(added, Decimal) or (is_missing and -slack <= more <= added + slack)
    return "unlisted" if may_be_some and added is not None else "wrong"


def amount_of(row: FundingLine, column: int) -> Amount | None:
    """The amount of one column; None where the row is shorter or empty there."""
    amount = row.amounts[column] if column < len(row.amounts) else None
    return None if amount is None or amount.text == "-" else amount


def amounts_of(rows: Iterable[FundingLine], column: int) -> list[Amount]:
    """What there is of amounts in one column."""
    return [amount for row in rows if (amount := amount_of(row, column)) is not None]


def tolerance(terms: Iterable[Amount]) -> Decimal:
    """Half a unit of the last digit of the finest term, in 元; of terms in 万元 with decimals 0.005 万元 at most.

    Tables drop trailing zeros (``1.2`` stands beside ``20.01``), so the term with the most decimals tells how exact
    the terms are. A zero tells nothing.
    """
    numbers = [term for term in terms if term.number]
    finest = min((_last_digit(term) for term in numbers), default=NOTHING) / 2
    has_decimals = any(term.unit == "万元" and _last_digit(term) < UNITS["万元"] for term in numbers)
    return min(finest, _CENT) if has_decimals else finest


def _last_digit(amount: Amount) -> Decimal:
    assert amount.number is not None
    return Decimal(1).scaleb(int(amount.number.as_tuple().exponent)) * UNITS[amount.unit]
