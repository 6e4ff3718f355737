"""The heading of a block of indicators: which column holds what. One or two rows, and two tables side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from perfdsl.importer.form_words import FormWords, bare, distinct, plain
from perfdsl.importer.forms import FormRow
from perfdsl.importer.office import OfficeCell

GROUPS = ("goal", "category", "subcategory", "tertiary")
_SHORT = 2  # characters of a title that says nothing without the one above it: 其他
_NAMES = (*GROUPS, "indicator")
_DEEPER = {"indicator": "tertiary", "fourth": "indicator"}


class IndicatorColumn(NamedTuple):
    """Columns ``start`` to ``end`` (not included) of a grid. ``role`` is one of ``layout.toml``, ``note`` for any other.

    ``title`` is what stands above, ``parent`` what stands above that in a heading of two rows. ``period`` is which period
    the values are of (``""``: not said).
    """

    role: str
    title: str
    start: int
    end: int
    period: str = ""
    parent: str = ""


class IndicatorHeading(NamedTuple):
    """``height`` rows of titles. ``sides`` are the columns of each of the tables that stand side by side."""

    height: int
    cells: tuple[OfficeCell, ...]
    sides: tuple[tuple[IndicatorColumn, ...], ...]


def indicator_heading(rows: Sequence[FormRow], words: FormWords) -> IndicatorHeading | None:
    """The heading that these rows begin with, or None where they begin with something else."""
    own = _titles(rows[0], rows[0])
    if not _is_heading({_role(words, cell.text) for cell in own}):
        return None
    height = _height(rows, words)
    columns = _with_group_points(_by_depth([*_columns(rows[:height], height, words)]))
    cells = tuple(distinct(cell for row in rows[:height] for cell in row if cell and cell.rows <= height))
    return IndicatorHeading(height, cells, tuple(map(_with_one_value_a_period, _sides(columns))))


def _is_heading(roles: set[str]) -> bool:
    return ("indicator" in roles and len(roles - {"note", "indicator"}) > 0) or {
        "category",
        "subcategory",
    } <= roles


def _titles(row: FormRow, first: FormRow) -> list[OfficeCell]:
    return [cell for cell in distinct(row) if cell.text.strip()]


def _height(rows: Sequence[FormRow], words: FormWords) -> int:
    """Two where the next row holds nothing but titles of columns below those of the first."""
    if len(rows) < 2:
        return 1
    above = set(distinct(rows[0]))
    below = [cell for cell in distinct(rows[1]) if cell not in above and cell.text.strip()]
    titled = [cell for cell in below if _is_below_title(cell, rows[0], words)]
    return 2 if below and len(below) == len(titled) else 1


def _is_below_title(cell: OfficeCell, above: FormRow, words: FormWords) -> bool:
    """Whether a cell parts a wider title above: 指标值 into 半年 and 全年."""
    parent = above[cell.column] if cell.column < len(above) else None
    if parent is None or parent.columns <= cell.columns:
        return False
    is_title = len(plain(cell.text)) < 16 and not any(mark.isdigit() for mark in plain(cell.text)[:1])
    return is_title and _role(words, parent.text) in ("value", "earlier", "note", "actual")


def _role(words: FormWords, title: str) -> str:
    for word in (plain(title), bare(title)):
        if word in words.roles:
            return words.roles[word]
        if word in words.names:
            return "name"
        if word.endswith(words.value_ends):
            return "value"
    return "note"


def _columns(rows: Sequence[FormRow], height: int, words: FormWords) -> Iterator[IndicatorColumn]:
    def stack(column: int) -> tuple[OfficeCell, ...]:
        cells = distinct(row[column] if column < len(row) else None for row in rows)
        return tuple(cell for cell in cells if cell.rows <= height)

    width = max(map(len, rows))
    for cells, members in groupby(range(width), stack):
        columns = list(members)
        if any(cell.text.strip() for cell in cells):
            yield _column(cells, columns[0], columns[-1] + 1, words)


def _column(cells: tuple[OfficeCell, ...], start: int, end: int, words: FormWords) -> IndicatorColumn:
    titles = [plain(cell.text) for cell in cells if cell.text.strip()]
    roles = [_role(words, title) for title in titles]
    role = roles[-1] if roles[-1] != "note" else roles[0]
    if role == "value":
        period, parent = _period(titles, roles, words), titles[0] if len(titles) > 1 else ""
        return IndicatorColumn(role, "".join(titles), start, end, period, parent)
    title = titles[-1] if role == "earlier" or len(titles[-1]) > _SHORT else "".join(titles)
    return IndicatorColumn(role, title, start, end, parent=titles[0] if len(titles) > 1 else "")


def _period(titles: list[str], roles: list[str], words: FormWords) -> str:
    """What a title of values says of the time: ``半年(程)指标值`` → ``半年``."""
    if len(titles) > 1 and roles[-1] == "note":
        return titles[-1].replace("(程)", "")
    title = bare(titles[-1]).replace("(程)", "")
    ending = next((end for end in words.value_ends if title.endswith(end)), "")
    return title.removesuffix(ending) if ending else ""


def _by_depth(columns: list[IndicatorColumn]) -> list[IndicatorColumn]:
    """Where a form has 四级指标, its 三级指标 are groups."""
    if not any(column.role == "fourth" for column in columns):
        return columns
    return [column._replace(role=_DEEPER.get(column.role, column.role)) for column in columns]


def _with_group_points(columns: list[IndicatorColumn]) -> list[IndicatorColumn]:
    """Where several columns hold points, those behind a column of groups are theirs: ``category points``."""
    if sum(column.role == "points" for column in columns) < 2:
        return columns
    found: list[IndicatorColumn] = []
    owner = ""
    for column in columns:
        owner = column.role if column.role in _NAMES else owner
        is_of_group = column.role == "points" and owner in GROUPS
        found.append(column._replace(role=f"{owner} points") if is_of_group else column)
    return found


def _with_one_value_a_period(columns: tuple[IndicatorColumn, ...]) -> tuple[IndicatorColumn, ...]:
    """A second column of values for the same period is a note: what was observed, or what a form repeats."""
    seen: set[str] = set()
    found: list[IndicatorColumn] = []
    for column in columns:
        is_again = column.role == "value" and column.period in seen
        found.append(column._replace(role="note") if is_again else column)
        seen |= {column.period} if column.role == "value" else set()
    return tuple(found)


def _sides(columns: list[IndicatorColumn]) -> Iterator[tuple[IndicatorColumn, ...]]:
    """The tables side by side: the second begins where a title of groups or names comes again."""
    seen: set[str] = set()
    for i, column in enumerate(columns):
        if column.role in seen:
            left, right = columns[:i], columns[i:]
            again = {one.role for one in right}
            shared = [one for one in left if one.role in GROUPS and one.role not in again]
            yield tuple(left)
            yield (*shared, *right)
            return
        if column.role in _NAMES:
            seen.add(column.role)
    yield tuple(columns)
