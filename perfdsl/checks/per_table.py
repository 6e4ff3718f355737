"""Views of a table that several rules share, made once a table: the rules ask one after the other about the same one."""

from __future__ import annotations

from perfdsl.memo import cached_for_last
from perfdsl.model.table import Group, Table

cached_per_table = cached_for_last


@cached_per_table
def all_groups(table: Table) -> tuple[Group, ...]:
    """Every group of every level, in file order."""
    return tuple(table.all_groups())
