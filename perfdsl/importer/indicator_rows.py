"""The rows below a heading of indicators: each with its groups, name, values and notes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from perfdsl.importer.draft import DraftIndicator, DraftIndicators, DraftNote, Said
from perfdsl.importer.form_words import FormWords, distinct, one_line, plain
from perfdsl.importer.forms import FormRow
from perfdsl.importer.indicator_columns import GROUPS, IndicatorColumn, IndicatorHeading, indicator_heading
from perfdsl.importer.money_titles import IS_PART
from perfdsl.importer.office import OfficeCell
from perfdsl.syntax.marks import COLONS
from perfdsl.text.patterns import lazy

LONG, _YEAR = "实施期", "年度"
_PERIOD = lazy(r"(中期|长期|实施期|项目期|总)")
_NUMBER = lazy(rf"\A\s*指标\s*\d{{1,2}}\s*[{COLONS}、.．]?")
_POINTS = lazy(r"(\d+(?:\.\d+)?)分?\Z")
_STARS = "★☆*＊▲"
_BLANKS = frozenset({"……", "…", "...", "……。"})


class IndicatorRows(NamedTuple):
    """What a heading and the rows below it say, how many rows they are, and the cells that only name the others."""

    indicators: DraftIndicators
    height: int
    labels: tuple[tuple[OfficeCell, str], ...]
    leftovers: tuple[OfficeCell, ...]


def indicator_block(rows: Sequence[FormRow], heading: IndicatorHeading, words: FormWords) -> IndicatorRows:
    """The rows from the heading on, as far as they are indicators. The heading may come again, with more columns."""
    block = _Block(heading, words)
    at = block.begin(heading)
    while at < len(rows):
        if again := indicator_heading(rows[at:], words):
            if len(again.sides) != len(heading.sides):
                break
            at += block.begin(again)
        elif _is_end(rows[at], block.heading, words):
            break
        else:
            block.take(rows[at])
            at += 1
    return block.done(at)


class _Block:
    """Rows one after the other, for each of the tables that stand side by side."""

    def __init__(self, heading: IndicatorHeading, words: FormWords) -> None:
        self.heading, self.words = heading, words
        self.found: list[list[DraftIndicator]] = [[] for _ in heading.sides]
        self.above = [_Above() for _ in heading.sides]
        self.labels: list[tuple[OfficeCell, str]] = []
        self.leftovers: list[OfficeCell] = []

    def begin(self, heading: IndicatorHeading) -> int:
        """The height of a heading, below which its columns hold."""
        self.heading = heading
        self.labels += [(cell, "表头") for cell in heading.cells]
        return heading.height

    def take(self, row: FormRow) -> None:
        for side, columns in enumerate(self.heading.sides):
            if indicator := _row(row, columns, self.above[side], self.words):
                _add(self.found[side], indicator)
        for cell in self._outside(row):
            if cell.rows > 1:
                self.labels.append((cell, "标题"))
            else:
                self.leftovers.append(cell)

    def _outside(self, row: FormRow) -> list[OfficeCell]:
        """The cells that stand below no title: a label at the side of the whole block, or what nobody knows."""
        columns = [column for side in self.heading.sides for column in side]
        cells = [cell for cell in distinct(row) if cell.text.strip()]
        return [cell for cell in cells if not any(one.start <= cell.column < one.end for one in columns)]

    def done(self, height: int) -> IndicatorRows:
        indicators, repeated = _together(self.heading, self.found)
        labels = [*self.labels, *((said.cell, "与左边相同") for said in repeated if said.cell)]
        labels += [(said.cell, "分组") for row in indicators.rows for said in row.groups if said.cell]
        return IndicatorRows(
            indicators, height, tuple(dict.fromkeys(labels)), tuple(dict.fromkeys(self.leftovers))
        )


def _add(rows: list[DraftIndicator], row: DraftIndicator) -> None:
    """A row whose name covers the one above too only has more to say of it."""
    last = rows[-1] if rows else None
    if row.part and (last is None or _key(last)[:-1] != _key(row)[:-1]):
        row = row._replace(part=False)
    if last is None or row.name is None or last.name is None or row.name.cell != last.name.cell:
        rows.append(row)
        return
    cells = {note.value.cell for note in last.notes}
    more = tuple(note for note in row.notes if note.value.cell not in cells)
    rows[-1] = last._replace(notes=(*last.notes, *more))


def _is_end(row: FormRow, heading: IndicatorHeading, words: FormWords) -> bool:
    """Whether a row is about something else: a total, a title of prose, a note over the whole width."""
    filled = [cell for cell in distinct(row) if cell.text.strip()]
    if not filled:
        return False
    first = next((cell for cell in filled if cell.rows == 1), filled[0])
    word = plain(first.text)
    groups = [column for column in heading.sides[0] if column.role in GROUPS]
    if word in words.totals or (word in words.names and first is filled[0]):
        return True
    if (
        first is filled[0]
        and len(filled) > 1
        and word in words.sections
        and not any(word == plain(column.title) for column in groups)
    ):
        return not groups or first.columns > groups[0].end - groups[0].start or _is_prose(filled[-1])
    only = filled[0] if len(filled) == 1 else None
    return only is not None and only.columns > max(2, len(row) // 2)


def _is_prose(cell: OfficeCell) -> bool:
    return cell.columns > 2 and len(cell.text) > 20


class _Above:
    """The groups of the row above, which a row without its own belongs to."""

    def __init__(self) -> None:
        self.groups: dict[str, Said] = {}

    def taken(self, role: str, said: Said | None, below: Iterable[str]) -> Said | None:
        """The group of this row; where it has one of its own, those below are no longer what they were."""
        if said is None:
            return self.groups.get(role)
        if self.groups.get(role) != said:
            for lower in below:
                self.groups.pop(lower, None)
        self.groups[role] = said
        return said


_LEVELS = (*GROUPS, "key_task", "linked_projects")


def _row(
    row: FormRow, columns: tuple[IndicatorColumn, ...], above: _Above, words: FormWords
) -> DraftIndicator | None:
    said: dict[str, Said | None] = {}
    for column in columns:
        cells = [cell for cell in distinct(row[column.start : column.end]) if cell.text.strip()]
        cells = [cell for cell in cells if cell.column >= column.start or column.role in _LEVELS]
        if column.role in ("value", "note", "earlier", "adjusted", "name"):
            continue
        text = _said(cells)
        said[column.role] = said.get(column.role) or text
    groups = {
        role: above.taken(role, _with_points(said.get(role), said.get(f"{role} points")), _LEVELS[i + 1 :])
        for i, role in enumerate(_LEVELS)
        if any(column.role == role for column in columns)
    }
    values = tuple(_value(row, column) for column in columns if column.role == "value")
    notes = tuple(_notes(row, columns, words))
    starred, name = _unmarked(said.get("indicator"))
    if name is None and not any(values) and not notes and not any(said.values()):
        return None
    path = tuple(group for role in GROUPS if (group := groups.get(role)))
    return DraftIndicator(
        path,
        name,
        values,
        said.get("comparator"),
        said.get("unit"),
        groups.get("key_task"),
        groups.get("linked_projects"),
        said.get("points"),
        said.get("actual"),
        notes,
        starred,
        bool(name and IS_PART.match(name.text)),
        said.get("flags"),
    )


def _with_points(group: Said | None, points: Said | None) -> Said | None:
    """``预算管理`` with the points of its own column: ``预算管理（75分）``."""
    number = _POINTS.match(points.text.strip()) if points else None
    if group is None or points is None or number is None or points.cell is None:
        return group
    return group._replace(text=f"{group.text}（{number[1]}分）", others=(*group.others, points.cell))


def _unmarked(name: Said | None) -> tuple[bool, Said | None]:
    """``★治理长度`` is starred; ``指标1：治理长度`` → ``治理长度``; a number alone is a blank of the form."""
    if name is None:
        return False, None
    bare = name.text.strip().lstrip(_STARS)
    text = _NUMBER.sub("", bare).strip().lstrip(_STARS)
    starred = name.text.strip()[:1] in _STARS or bare[:1] in _STARS
    return starred, name._replace(text=text) if text and text not in _BLANKS else None


def _said(cells: list[OfficeCell]) -> Said | None:
    if not cells:
        return None
    return Said(" ".join(one_line(cell.text) for cell in cells), cells[0], tuple(cells[1:]))


def _value(row: FormRow, column: IndicatorColumn) -> Said | None:
    return _said([cell for cell in distinct(row[column.start : column.end]) if cell.text.strip()])


def _notes(row: FormRow, columns: tuple[IndicatorColumn, ...], words: FormWords) -> Iterable[DraftNote]:
    """What the other columns say. Of columns to be ticked, below one title, those that are."""
    ticked: dict[str, list[tuple[str, OfficeCell]]] = {}
    for column in columns:
        if column.role not in ("note", "earlier", "adjusted") or not (said := _value(row, column)):
            continue
        if column.parent and said.cell and said.text.strip() in words.ticks:
            ticked.setdefault(column.parent, []).append((column.title.removeprefix(column.parent), said.cell))
        else:
            yield DraftNote(column.title, said)
    for title, ticks in ticked.items():
        yield DraftNote(
            title,
            Said(", ".join(name for name, _ in ticks), ticks[0][1], tuple(cell for _, cell in ticks[1:])),
        )


def _together(
    heading: IndicatorHeading, found: list[list[DraftIndicator]]
) -> tuple[DraftIndicators, list[Said]]:
    """One list of all sides, and what the second says again: a row that both have has the values of both."""
    if len(found) == 1:
        periods = tuple(column.period for column in heading.sides[0] if column.role == "value")
        return DraftIndicators(periods or ("",), tuple(found[0])), []
    left, right = found
    rest, again, rows = list(right), [], []
    for row in left:
        same = next((one for one in rest if row.name and _key(one) == _key(row)), None)
        if same:
            rest.remove(same)
            again += [*same.path, *filter(None, [same.name])]
        rows.append(row._replace(values=(*row.values[:1], same.values[0] if same and same.values else None)))
    rows += [row._replace(values=(None, *row.values[:1])) for row in rest]
    again += [group for row in rest for group in row.path]
    return DraftIndicators(_periods_of(heading), tuple(sorted(rows, key=_order(rows)))), again


def _periods_of(heading: IndicatorHeading) -> tuple[str, str]:
    """What stands above the first of two tables: 长期绩效指标."""
    parents = (column.parent for column in heading.sides[0])
    found = next((match[1] for parent in parents if (match := _PERIOD.search(parent))), LONG)
    return found, _YEAR


def _key(row: DraftIndicator) -> tuple[str, ...]:
    return (*(plain(group.text) for group in row.path), plain(row.name.text) if row.name else "")


def _order(rows: list[DraftIndicator]) -> Callable[[DraftIndicator], list[int]]:
    """Groups in the order in which they come first."""
    order: dict[tuple[str, ...], int] = {}
    for row in rows:
        for size in (1, 2, 3):
            order.setdefault(_groups(row, size), len(order))
    return lambda row: [order[_groups(row, size)] for size in (1, 2, 3)]


def _groups(row: DraftIndicator, size: int) -> tuple[str, ...]:
    return tuple(plain(group.text) for group in row.path[:size])
