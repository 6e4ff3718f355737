"""Views of a table that several rules share, made once a table: the rules ask one after the other about the same one."""

from __future__ import annotations

from perfdsl.memo import of_the_last
from perfdsl.model.table import Group, Table

once_a_table = of_the_last


@once_a_table
def all_groups(table: Table) -> tuple[Group, ...]:
    """Every group of every level, in file order."""
    return tuple(table.all_groups())
