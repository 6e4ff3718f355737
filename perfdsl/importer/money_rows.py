"""A block of money: its rows, be they in one column of names or in pairs side by side, and the projects among them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from perfdsl.importer.draft import DraftBlock, DraftMoney, DraftNote, Said
from perfdsl.importer.form_words import FormWords, bare, distinct, money_unit_in, one_line, plain
from perfdsl.importer.forms import FormRow
from perfdsl.importer.money_titles import (
    PART,
    PERIOD,
    MoneyColumn,
    is_amount,
    is_column_title,
    is_row_name,
    money_column,
    money_height,
    money_label,
    without_period,
)
from perfdsl.importer.office import OfficeCell
from perfdsl.text.folding import squeeze

_SUBTOTALS = frozenset({"小计"})
_BLOCKS = ("收入", "支出")
_SAME = "与左边相同"
_Pair = tuple[OfficeCell, OfficeCell | None]


class MoneyRows(NamedTuple):
    """Blocks of money that follow each other, how many rows they are, and the cells that only name them."""

    blocks: tuple[DraftBlock, ...]
    projects: tuple[DraftBlock, ...]
    height: int
    labels: tuple[tuple[OfficeCell, str], ...]
    leftovers: tuple[OfficeCell, ...]


def money_block(rows: Sequence[FormRow], words: FormWords, unit: str) -> MoneyRows | None:
    """The money that these rows begin with, or None where they begin with something else."""
    label = money_label(rows[0], words)
    height = money_height(rows, label, words)
    if not height:
        return None
    reader = _Reader(words, (money_unit_in(label.text) if label else "") or unit)
    if label is not None:
        reader.labels.append((label, "标题"))
    for row in rows[:height]:
        reader.take([cell for cell in distinct(row) if cell is not label])
    return reader.done(height)


class _Reader:
    """Rows one after the other: titles of columns begin a new block."""

    def __init__(self, words: FormWords, unit: str) -> None:
        self.words, self.unit = words, unit
        self.labels: list[tuple[OfficeCell, str]] = []
        self.leftovers: list[OfficeCell] = []
        self.heading: list[OfficeCell] = []
        self.columns: tuple[MoneyColumn, ...] = ()
        self.paired: tuple[str, ...] = ()
        self.name = ""
        self.rows: list[DraftMoney] = []
        self.blocks: list[DraftBlock] = []
        self.projects: list[DraftMoney] = []
        self.seen: set[OfficeCell] = set()  # names that a row above has too
        self.named: set[OfficeCell] = set()  # those that are rows themselves

    def take(self, cells: list[OfficeCell]) -> None:
        filled = [cell for cell in cells if cell.text.strip()]
        if not filled:
            return
        if self._is_second_heading(filled):
            self._part_columns([cell for cell in filled if cell not in self.heading])
        elif self._is_heading(cells):
            self._begin(filled)
        elif pairs := self._pairs(filled):
            self._take_pairs(pairs)
        else:
            self._take_row(cells)

    # ---- Titles of columns

    def _is_heading(self, cells: list[OfficeCell]) -> bool:
        """Titles where the amounts would stand: the last cell of a row of money is an amount, or empty."""
        filled = [cell for cell in cells if cell.text.strip()]
        if not is_column_title(filled[-1], self.words) or any(map(is_amount, cells)):
            return False
        if not cells[-1].text.strip():
            return len(filled) > 1 and plain(filled[0].text).endswith(self.words.money_heads)
        return len(filled) > 1 or not is_row_name(filled[-1], self.words)

    def _is_second_heading(self, filled: list[OfficeCell]) -> bool:
        """Titles that part those of the row above: some of its cells reach down to here, or all stand below a wide one."""
        if any(cell in self.heading for cell in filled):
            return True
        wide = [one for one in self.columns if one.end - one.start > 1]
        below = all(any(one.start <= cell.column < one.end for one in wide) for cell in filled)
        return not self.rows and below and all(is_column_title(cell, self.words) for cell in filled)

    def _begin(self, filled: list[OfficeCell]) -> None:
        self._close()
        self.heading = filled
        first = filled[0]
        if bare(first.text).startswith(_BLOCKS):
            self.name = bare(first.text)[:2]
        titles = filled[1:] if self.name or not is_column_title(first, self.words) else filled
        self.columns = tuple(
            money_column(cell, self.words) for cell in titles if is_column_title(cell, self.words)
        )
        self.labels += [(cell, "表头") for cell in filled]

    def _part_columns(self, below: list[OfficeCell]) -> None:
        """A second row of titles parts a column of the first."""
        parted = tuple(money_column(cell, self.words) for cell in below)
        kept = [one for one in self.columns if not any(one.start <= part.start < one.end for part in parted)]
        self.columns = tuple(sorted([*kept, *parted], key=lambda column: column.start))
        self.labels += [(cell, "表头") for cell in below]

    # ---- Rows

    def _pairs(self, filled: list[OfficeCell]) -> list[_Pair]:
        """Names each with the amount behind it, where a row has several such and no titles of columns stand above."""
        if self.columns or sum(is_row_name(cell, self.words) for cell in filled) < 2:
            return []
        pairs: list[_Pair] = []
        for cell in filled:
            if not is_amount(cell):
                pairs.append((cell, None))
            elif pairs and pairs[-1][1] is None:
                pairs[-1] = (pairs[-1][0], cell)
            else:
                return []
        return pairs

    def _take_pairs(self, pairs: list[_Pair]) -> None:
        """Two periods of one row side by side are its columns; other pairs are rows of their own."""
        names = {without_period(plain(PART.sub("", squeeze(name.text)))) for name, _ in pairs}
        periods = tuple(match[1] if (match := PERIOD.match(squeeze(name.text))) else "" for name, _ in pairs)
        if len(names) == 1 and (all(periods) or self.paired):
            self.paired = self.paired or periods
            first = pairs[0][0]
            self._add(first, tuple(amount and _said(amount) for _, amount in pairs), name_text=without_period)
            self.labels += [(name, _SAME) for name, _ in pairs[1:]]
            return
        for name, amount in pairs:
            self._add(name, (amount and _said(amount),))

    def _take_row(self, cells: list[OfficeCell]) -> None:
        names = self._names(cells)
        fresh = [cell for cell in names if cell not in self.seen]
        name = next((cell for cell in reversed(fresh) if plain(cell.text) not in _SUBTOTALS), None) or next(
            reversed(names), None
        )
        if name is None:
            self.leftovers += [cell for cell in cells if cell.text.strip()]
            return
        group = next((cell for cell in reversed(names) if cell.rows > 1 and cell in self.named), None)
        below = group.text if group is not None and group is not name else ""
        for cell in names:
            if cell.rows > 1 or cell in self.seen or plain(cell.text) in _SUBTOTALS:
                self.labels.append((cell, "标题"))
            elif cell is not name:
                self.leftovers.append(cell)
        self.seen.update(names)
        self.named.add(name)
        self._add(name, *self._values(cells, name), below=below)

    def _names(self, cells: list[OfficeCell]) -> list[OfficeCell]:
        """The cells in front of the amounts; where a title stands above them too, the first text."""
        texts = [cell for cell in cells if cell.text.strip() and not is_amount(cell)]
        if not self.columns:
            return texts
        front = [
            cell for cell in texts if not any(one.start <= cell.column < one.end for one in self.columns)
        ]
        return [cell for cell in front if cell.column < self.columns[0].start] or texts[:1]

    def _values(
        self, cells: list[OfficeCell], name: OfficeCell
    ) -> tuple[tuple[Said | None, ...], Said | None, tuple[DraftNote, ...]]:
        if not self.columns:
            plain_amounts = [_said(cell) for cell in cells if is_amount(cell)]
            return tuple(plain_amounts) or (None,), None, ()
        found = {column: self._under(cells, column, name) for column in self.columns}
        notes = [DraftNote(one.title, said) for one, said in found.items() if one.role == "note" and said]
        points = next((said for one, said in found.items() if one.role == "points" and said), None)
        amounts = tuple(said for one, said in found.items() if one.role == "amount")
        return amounts, points, tuple(notes)

    def _under(self, cells: list[OfficeCell], column: MoneyColumn, name: OfficeCell) -> Said | None:
        """The cell below a title; the name of the row may stand there again."""
        below = [
            cell
            for cell in cells
            if column.start <= cell.column < column.end and cell.text.strip() and cell is not name
        ]
        again = [cell for cell in below if plain(cell.text) == plain(name.text)]
        self.labels += [(cell, _SAME) for cell in again]
        return next((_said(cell) for cell in below if cell not in again), None)

    def _add(
        self,
        name: OfficeCell,
        amounts: tuple[Said | None, ...],
        points: Said | None = None,
        notes: tuple[DraftNote, ...] = (),
        *,
        below: str = "",
        name_text: Callable[[str], str] = str,
    ) -> None:
        text = name_text(one_line(name.text).strip("：: "))
        said_part = bool(PART.match(squeeze(text)))
        said = Said(PART.sub("", text).strip() if said_part else text, name)
        row = DraftMoney(said, amounts, said_part, points, notes, one_line(below))
        (self.projects if self._is_project(name) else self.rows).append(row)

    def _is_project(self, name: OfficeCell) -> bool:
        """Whether a row below 项目支出 is none of the form's: a project."""
        below = any(bare(row.name.text) == "项目支出" for row in self.rows)
        return below and not is_row_name(name, self.words)

    # ---- The end of a block

    def _titles(self) -> tuple[str, ...]:
        return tuple(column.title for column in self.columns if column.role == "amount")

    def _close(self) -> None:
        if self.rows:
            width = max(len(row.amounts) for row in self.rows)
            columns = self._titles() or self.paired or ("",) * width
            self.blocks.append(DraftBlock(self.name, self.unit, columns, tuple(self.rows)))
        self.rows, self.name = [], ""

    def done(self, height: int) -> MoneyRows:
        columns = self._titles() or ("",)
        self._close()
        projects = (DraftBlock("", self.unit, columns, tuple(self.projects)),) if self.projects else ()
        return MoneyRows(tuple(self.blocks), projects, height, tuple(self.labels), tuple(self.leftovers))


def _said(cell: OfficeCell) -> Said:
    return Said(one_line(cell.text).strip(), cell)
