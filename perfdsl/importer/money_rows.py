"""A block of money: what its columns are called, and its rows, be they in one column of names or in pairs side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from perfdsl.importer.draft import DraftBlock, DraftMoney, DraftNote, Said
from perfdsl.importer.form_words import FormWords, bare, distinct, is_term, money_unit_in, one_line, plain
from perfdsl.importer.forms import FormRow
from perfdsl.importer.office import OfficeCell
from perfdsl.importer.text_rows import is_known
from perfdsl.model.money import read_amount
from perfdsl.syntax.marks import COLONS
from perfdsl.text.folding import squeeze
from perfdsl.text.patterns import lazy

_PART = lazy(rf"\A其中[{COLONS}、]?")
_PERIOD = lazy(rf"\A(?:其中[{COLONS}]?)?(中期|实施期|项目期|本年度|年度|当年|本年)")
_SUBTOTALS = frozenset({"小计"})
_BLOCKS = frozenset({"收入", "支出"})


class MoneyColumn(NamedTuple):
    """Columns ``start`` to ``end`` of a grid. ``role``: amount, points or note."""

    role: str
    title: str
    start: int
    end: int


class MoneyRows(NamedTuple):
    """Blocks of money that follow each other, how many rows they are, and the cells that only name them."""

    blocks: tuple[DraftBlock, ...]
    projects: tuple[DraftBlock, ...]
    height: int
    labels: tuple[tuple[OfficeCell, str], ...]
    leftovers: tuple[OfficeCell, ...]


def money_block(rows: Sequence[FormRow], words: FormWords, unit: str) -> MoneyRows | None:
    """The money that these rows begin with, or None where they begin with something else."""
    label = _label(rows[0], words)
    height = _height(rows, label, words)
    if not height:
        return None
    reader = _Reader(words, unit or (money_unit_in(label.text) if label else ""))
    if label is not None:
        reader.labels.append((label, "标题"))
    for row in rows[:height]:
        reader.take([cell for cell in distinct(row) if cell is not label])
    return reader.done(height)


def _label(row: FormRow, words: FormWords) -> OfficeCell | None:
    """The cell in front that names the whole block: 项目资金（万元）, over several rows or before a row of its own."""
    filled = [cell for cell in distinct(row) if cell.text.strip()]
    if len(filled) < 2 or _is_amount(filled[1]):
        return None
    first = filled[0]
    title = plain(first.text)
    if title in words.sections or not any(word in title for word in words.money_label):
        return None
    alone = _is_row_name(filled[1], words) and any(map(_is_amount, filled[2:]))
    return first if first.rows > 1 or alone else None


def _height(rows: Sequence[FormRow], label: OfficeCell | None, words: FormWords) -> int:
    """How many rows are about money."""
    if label is not None and label.rows > 1:
        inner = [cell for row in rows[: label.rows] for cell in distinct(row) if cell is not label]
        return (
            label.rows if any(_is_row_name(cell, words) or _is_column(cell, words) for cell in inner) else 0
        )
    height = 0
    for row in rows:
        filled = [cell for cell in distinct(row) if cell.text.strip() and cell is not label]
        if not filled or not _is_money(filled, words):
            break
        height += 1
    return height


def _is_money(filled: list[OfficeCell], words: FormWords) -> bool:
    named = _is_row_name(filled[0], words) or (len(filled) > 1 and _is_row_name(filled[1], words))
    if named and (len(filled) == 1 or any(_is_amount(cell) for cell in filled[1:])):
        return True
    heads = any(word in plain(filled[0].text) for word in words.money_heads) and not is_known(
        filled[0], words
    )
    return heads and len(filled) > 1 and all(_is_column(cell, words) for cell in filled[1:])


def _is_row_name(cell: OfficeCell, words: FormWords) -> bool:
    name = plain(_PART.sub("", squeeze(one_line(cell.text))))
    return any(one in words.rows for one in (name, bare(name), _without_period(name)) if one)


def _without_period(name: str) -> str:
    return _PERIOD.sub("", name)


def _is_column(cell: OfficeCell, words: FormWords) -> bool:
    title = bare(one_line(cell.text))
    return (
        title in words.money_columns
        or title.endswith(words.money_column_ends)
        or title in words.money_points
        or title in words.money_notes
    )


def _is_amount(cell: OfficeCell) -> bool:
    text = one_line(cell.text).strip()
    return read_amount(text, "元", None).number is not None or squeeze(text) in {"-", "—", "——", "/", "0"}


class _Reader:
    """Rows one after the other: titles of columns begin a new block."""

    def __init__(self, words: FormWords, unit: str) -> None:
        self.words, self.unit = words, unit
        self.labels: list[tuple[OfficeCell, str]] = []
        self.leftovers: list[OfficeCell] = []
        self.columns: tuple[MoneyColumn, ...] = ()
        self.name = ""
        self.rows: list[DraftMoney] = []
        self.blocks: list[DraftBlock] = []
        self.projects: list[DraftMoney] = []
        self.names: set[OfficeCell] = set()
        self.rows_of: set[OfficeCell] = set()

    def take(self, cells: list[OfficeCell]) -> None:
        filled = [cell for cell in cells if cell.text.strip()]
        if not filled:
            return
        if self._is_heading(cells):
            self._begin(filled)
        elif pairs := self._pairs(filled):
            self._take_pairs(pairs)
        else:
            self._take_row(cells)

    def _is_heading(self, cells: list[OfficeCell]) -> bool:
        """Titles where the amounts would stand: the last cell of a row of money is an amount, or empty."""
        if not _is_column(cells[-1], self.words) or any(map(_is_amount, cells)):
            return False
        return len([cell for cell in cells if cell.text.strip()]) > 1 or not _is_row_name(
            cells[-1], self.words
        )

    def _begin(self, filled: list[OfficeCell]) -> None:
        self._close()
        titled = [cell for cell in filled if _is_column(cell, self.words)]
        self.columns = tuple(map(self._column, titled))
        for cell in filled:
            self.labels.append((cell, "表头"))
            if bare(cell.text) in _BLOCKS:
                self.name = bare(cell.text)

    def _column(self, cell: OfficeCell) -> MoneyColumn:
        title = plain(one_line(cell.text))
        role = (
            "points"
            if title in self.words.money_points
            else "note"
            if title in self.words.money_notes
            else "amount"
        )
        return MoneyColumn(role, title, cell.column, cell.column + cell.columns)

    def _pairs(self, filled: list[OfficeCell]) -> list[tuple[OfficeCell, OfficeCell | None]]:
        """Names each with the amount behind it, where a row has several such, and no titles of columns stand above."""
        if self.columns or sum(_is_row_name(cell, self.words) for cell in filled) < 2:
            return []
        pairs: list[tuple[OfficeCell, OfficeCell | None]] = []
        for cell in filled:
            if not _is_amount(cell):
                pairs.append((cell, None))
            elif pairs and pairs[-1][1] is None:
                pairs[-1] = (pairs[-1][0], cell)
            else:
                return []
        return pairs

    def _take_pairs(self, pairs: list[tuple[OfficeCell, OfficeCell | None]]) -> None:
        names = {_without_period(plain(name.text)) for name, _ in pairs}
        periods = [match[1] if (match := _PERIOD.match(squeeze(name.text))) else "" for name, _ in pairs]
        if len(names) == 1 and all(periods[:1]):
            self.paired = tuple(periods)
            first = pairs[0][0]
            said = Said(_without_period(one_line(first.text)).strip("：: "), first)
            part = bool(_PART.match(squeeze(first.text)))
            self.rows.append(
                DraftMoney(
                    said, tuple(amount and Said(one_line(amount.text), amount) for _, amount in pairs), part
                )
            )
            self.labels += [(name, "与左边相同") for name, _ in pairs[1:]]
            return
        for name, amount in pairs:
            self._add(name, (amount and Said(one_line(amount.text), amount),))

    def _add(
        self,
        name: OfficeCell,
        amounts: tuple[Said | None, ...],
        points: Said | None = None,
        notes: tuple[DraftNote, ...] = (),
        *,
        is_part: bool = False,
    ) -> None:
        text = one_line(name.text).strip("：: ")
        part = bool(_PART.match(squeeze(text)))
        said = Said(_PART.sub("", text) if part else text, name)
        row = DraftMoney(said, amounts, part or is_part, points, notes)
        (self.projects if self._is_project(name) else self.rows).append(row)

    def _is_project(self, name: OfficeCell) -> bool:
        """Whether a row below 项目支出 is none of the form's: a project."""
        below = any(bare(row.name.text) == "项目支出" for row in self.rows)
        return below and not _is_row_name(name, self.words)

    def _take_row(self, cells: list[OfficeCell]) -> None:
        columns = self.columns
        names = [
            cell
            for cell in cells
            if cell.text.strip() and not self._in_columns(cell) and not (not columns and _is_amount(cell))
        ]
        fresh = [cell for cell in names if cell not in self.names]
        name = next((cell for cell in reversed(fresh) if plain(cell.text) not in _SUBTOTALS), None) or (
            names[-1] if names else None
        )
        group = next((cell for cell in reversed(names) if cell.rows > 1 and cell in self.rows_of), None)
        self.names.update(names)
        if name is None:
            self.leftovers += [cell for cell in cells if cell.text.strip()]
            return
        self.labels += [(cell, "标题") for cell in names if cell is not name]
        part = group is not None and group is not name and not is_term(self.words, name.text, group.text)
        self.rows_of.add(name)
        if not columns:
            amounts = [
                Said(one_line(cell.text), cell) for cell in cells if cell.text.strip() and _is_amount(cell)
            ]
            self._add(name, tuple(amounts) or (None,), is_part=part)
            return
        amounts_by = [self._under(cells, column) for column in columns if column.role == "amount"]
        points = next((self._under(cells, column) for column in columns if column.role == "points"), None)
        notes = [
            DraftNote(column.title, said)
            for column in columns
            if column.role == "note" and (said := self._under(cells, column))
        ]
        self._add(name, tuple(amounts_by), points, tuple(notes), is_part=part)

    def _in_columns(self, cell: OfficeCell) -> bool:
        return any(column.start <= cell.column < column.end for column in self.columns)

    @staticmethod
    def _under(cells: list[OfficeCell], column: MoneyColumn) -> Said | None:
        found = next(
            (cell for cell in cells if column.start <= cell.column < column.end and cell.text.strip()), None
        )
        return Said(one_line(found.text), found) if found else None

    paired: tuple[str, ...] = ()

    def _close(self) -> None:
        if self.rows:
            titles = tuple(column.title for column in self.columns if column.role == "amount")
            width = max(len(row.amounts) for row in self.rows)
            columns = titles or self.paired or ("",) * width
            self.blocks.append(DraftBlock(self.name, self.unit, columns, tuple(self.rows)))
        self.rows, self.name = [], ""

    def done(self, height: int) -> MoneyRows:
        columns = tuple(column.title for column in self.columns if column.role == "amount") or ("",)
        self._close()
        projects = (DraftBlock("", self.unit, columns, tuple(self.projects)),) if self.projects else ()
        return MoneyRows(tuple(self.blocks), projects, height, tuple(self.labels), tuple(self.leftovers))
