"""Linked projects (对应项目): which were declared, and which declared one a misspelled link means."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.per_table import all_groups, cached_per_table
from perfdsl.model.table import Link, MoneyItem, Table
from perfdsl.model.values import is_blank
from perfdsl.text.folding import fold, squeeze
from perfdsl.text.nearest import nearest

_TELLING = frozenset("0123456789一二三四五六七八九十甲乙丙丁东西南北上下")
_SAME_NAME = 0.8
_MOST_LINKS = 100
_MOST_PAIRS = 20_000  # of a link and a project


def links(table: Table) -> Iterator[Link]:
    """Every linked project of every key task, in file order."""
    for group in all_groups(table):
        yield from group.links


@cached_per_table
def declared(table: Table) -> dict[str, MoneyItem]:
    """The projects of the table by name, without spaces; of two of one name the first."""
    return {squeeze(project.name): project for project in reversed(table.projects)}


@cached_per_table
def unresolved(table: Table) -> list[Link]:
    """The links that name no declared project; one that is still to be filled in names nothing (T524)."""
    known = declared(table)
    return [link for link in links(table) if squeeze(link.name) not in known and not is_blank(link.name)]


@cached_per_table
def compared(table: Table) -> list[tuple[Link, MoneyItem | None]]:
    """The first of the unresolved links, each with the declared project that it means, as far as it has such a name.

    So many that a long table takes no longer than it has names: more of them are no slips of the pen.
    """
    known = declared(table)
    asked = min(_MOST_LINKS, max(1, _MOST_PAIRS // max(1, len(known))))
    return [(link, _meant(link, known)) for link in unresolved(table)[:asked]]


def _meant(link: Link, known: dict[str, MoneyItem]) -> MoneyItem | None:
    """The project that a link most likely means: nearly the same name, nothing telling apart."""
    near = nearest(link.name, known, _SAME_NAME)
    return known[near] if near and _ordinals(near) == _ordinals(link.name) else None


def _ordinals(name: str) -> list[str]:
    """What tells one project from the next: 2023年 from 2024年, 一期 from 二期."""
    return [char for char in fold(name) if char in _TELLING]
