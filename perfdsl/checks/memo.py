"""Views of a table that several rules share, made once a table.

The rules ask one after the other about the same table, so the last one is remembered, by identity: a table is
immutable, and to hash one would cost more than any rule.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from perfdsl.model.table import Table

View = TypeVar("View")


def once_a_table(make: Callable[[Table], View]) -> Callable[[Table], View]:
    """``make``, remembering its answer for the last table."""
    last: list[tuple[Table, View]] = []

    def view(table: Table) -> View:
        if last and last[0][0] is table:
            return last[0][1]
        made = make(table)
        last[:] = [(table, made)]
        return made

    return view
