"""Which cells are about money: titles of columns, names of rows, amounts; and where a block of money ends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from perfdsl.importer.form_words import FormWords, bare, distinct, one_line, plain
from perfdsl.importer.forms import FormRow
from perfdsl.importer.office import OfficeCell
from perfdsl.importer.text_rows import is_known
from perfdsl.model.money import read_amount
from perfdsl.syntax.marks import COLONS
from perfdsl.text.folding import squeeze
from perfdsl.text.patterns import lazy

PART = lazy(rf"\A其中[{COLONS}、]?")
IS_PART = lazy(rf"\A其中\s*[{COLONS}]\s*")
PERIOD = lazy(rf"\A(?:其中[{COLONS}]?)?(中期|实施期|项目期|本年度|年度|当年|本年)")
DASHES = frozenset({"-", "—", "——", "－", "--", "/"})
_YEAR = lazy(r"(?:19|20)\d\d年?度?\Z")


class MoneyColumn(NamedTuple):
    """Columns ``start`` to ``end`` (not included) of a grid."""

    role: Literal["amount", "points", "note"]
    title: str
    start: int
    end: int


def money_column(cell: OfficeCell, words: FormWords) -> MoneyColumn:
    """The column below a title."""
    title = plain(one_line(cell.text))
    role: Literal["amount", "points", "note"] = "amount"
    if bare(title) in words.money_points:
        role = "points"
    elif bare(title).endswith(words.money_note_ends):
        role, title = "note", bare(title)
    return MoneyColumn(role, title, cell.column, cell.column + cell.columns)


def is_column_title(cell: OfficeCell, words: FormWords) -> bool:
    """Whether amounts, points or notes of rows stand below such a title."""
    title = bare(one_line(cell.text))
    ends = (*words.money_column_ends, *words.money_note_ends)
    return (
        bool(_YEAR.match(title))
        or title in words.money_columns
        or title in words.money_points
        or title.endswith(ends)
    )


def is_row_name(cell: OfficeCell, words: FormWords) -> bool:
    """Whether some form has a row of money of this name."""
    name = plain(PART.sub("", squeeze(one_line(cell.text))))
    return any(one in words.rows for one in (name, bare(name), without_period(name)) if one)


def without_period(name: str) -> str:
    """``中期资金总额`` → ``资金总额``."""
    return PERIOD.sub("", name)


def is_amount(cell: OfficeCell) -> bool:
    """Whether a cell holds money, or says that there is none."""
    text = one_line(cell.text).strip()
    return squeeze(text) in DASHES or read_amount(text, "元", None).number is not None


def money_label(row: FormRow, words: FormWords) -> OfficeCell | None:
    """The cell in front that names the whole block: 项目资金（万元）, over several rows or before a row of its own."""
    filled = [cell for cell in distinct(row) if cell.text.strip()]
    if len(filled) < 2 or is_amount(filled[1]):
        return None
    first = filled[0]
    title = plain(first.text)
    if title in words.sections or not any(word in title for word in words.money_label):
        return None
    alone = len(filled) > 2 and is_row_name(filled[1], words) and is_amount(filled[2])
    return first if first.rows > 1 or alone else None


def money_height(rows: Sequence[FormRow], label: OfficeCell | None, words: FormWords) -> int:
    """How many rows are about money; 0 where the first is not."""
    if label is not None and label.rows > 1:
        inner = [
            cell
            for row in rows[: label.rows]
            for cell in distinct(row)
            if cell is not label and cell.text.strip()
        ]
        return (
            label.rows
            if any(is_row_name(cell, words) or is_column_title(cell, words) for cell in inner)
            else 0
        )
    height = 0
    for row in rows:
        filled = [cell for cell in distinct(row) if cell.text.strip() and cell is not label]
        if not filled or not _is_money(filled, words):
            break
        height += 1
    return height


def _is_money(filled: list[OfficeCell], words: FormWords) -> bool:
    at = 0 if is_row_name(filled[0], words) else 1
    if at < len(filled) and is_row_name(filled[at], words) and at + 1 < len(filled):
        return is_amount(filled[at + 1])
    if len(filled) == 1:
        return is_row_name(filled[0], words)
    heads = plain(filled[0].text).endswith(words.money_heads) and not is_known(filled[0], words)
    return heads and all(is_column_title(cell, words) for cell in filled[1:])
