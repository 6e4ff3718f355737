"""Views of a table that several rules share, made once a table.

The rules ask one after the other about the same table, so the last one is remembered, by identity: a table is
immutable, and to hash one would cost more than any rule.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from perfdsl.model.table import Group, Table

View = TypeVar("View")


def once_a_table(make: Callable[[Table], View]) -> Callable[[Table], View]:
    """``make``, remembering its answer for the last table."""
    last: list[tuple[Table, View]] = []

    def view(table: Table) -> View:
        known = last[0] if last else None
        if known and known[0] is table:
            return known[1]
        made = make(table)
        last[:] = [(table, made)]
        return made

    return view


@once_a_table
def all_groups(table: Table) -> tuple[Group, ...]:
    """Every group of every level, in file order."""
    return tuple(table.all_groups())
