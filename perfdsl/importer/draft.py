"""What was found in an office document: the parts of a table, each with the cell that says it."""

from __future__ import annotations

from typing import NamedTuple

from perfdsl.importer.office import OfficeCell
from perfdsl.model.table import TableKind


class Said(NamedTuple):
    """A text and the cell that says it, with ``others`` that say it too; ``cell`` is None where nobody said it so."""

    text: str
    cell: OfficeCell | None = None
    others: tuple[OfficeCell, ...] = ()


class DraftNote(NamedTuple):
    """What stands in a column that the notation has as ``> 键: 值``."""

    key: str
    value: Said


class DraftField(NamedTuple):
    """A line of the header."""

    key: Said
    value: Said


class DraftSection(NamedTuple):
    """Prose below a title."""

    title: Said
    paragraphs: tuple[Said, ...]


class DraftMoney(NamedTuple):
    """A row of money. ``amounts`` are by column; None: the row has no such cell.

    ``part``: 其中. ``below`` is the row that it stands beside, as one of several: a term of it, or a part.
    """

    name: Said
    amounts: tuple[Said | None, ...]
    part: bool = False
    points: Said | None = None
    notes: tuple[DraftNote, ...] = ()
    below: str = ""


class DraftBlock(NamedTuple):
    """Rows of money with common columns. ``name`` is 收入, 支出 or ``""``; ``columns`` may be ``("",)``."""

    name: str
    unit: str
    columns: tuple[str, ...]
    rows: tuple[DraftMoney, ...]


class DraftIndicator(NamedTuple):
    """A row of indicators. ``path`` are the groups from 一级 down; ``values`` are by period, None where there is none.

    ``name`` is None where a group has nothing; ``starred``: the form marks it with ★ or ``*``;
    ``part``: 其中. ``comparator`` and ``unit`` are cells of their own where the form has them.
    """

    path: tuple[Said, ...]
    name: Said | None
    values: tuple[Said | None, ...] = ()
    comparator: Said | None = None
    unit: Said | None = None
    key_task: Said | None = None
    links: Said | None = None
    points: Said | None = None
    actual: Said | None = None
    notes: tuple[DraftNote, ...] = ()
    starred: bool = False
    part: bool = False
    flags: Said | None = None

    @property
    def groups(self) -> tuple[Said, ...]:
        """All that it belongs to: the groups, the key task and its projects."""
        return (*self.path, *(said for said in (self.key_task, self.links) if said))


class DraftIndicators(NamedTuple):
    """A block of indicators; ``periods`` are what its columns of values are called, ``("",)`` where only 指标值."""

    periods: tuple[str, ...]
    rows: tuple[DraftIndicator, ...]


class Draft(NamedTuple):
    """All that was found of one table. ``labels`` are cells that only name what others say, with what they name.

    ``is_named``: a field of the form has the name. ``leftovers`` are cells that nobody knows what to do with: they become
    remarks where they stood.
    """

    kind: TableKind
    name: Said
    year: Said
    title: str
    fields: tuple[DraftField, ...]
    sections: tuple[DraftSection, ...]
    funding: tuple[DraftBlock, ...]
    projects: tuple[DraftBlock, ...]
    indicators: tuple[DraftIndicators, ...]
    labels: tuple[tuple[OfficeCell, str], ...]
    leftovers: tuple[OfficeCell, ...]
    is_named: bool = True
