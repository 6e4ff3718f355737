"""The header lines of a table as a reader sees them."""

from __future__ import annotations

from perfdsl.model.table import Table

# Said elsewhere on a page or form, or of no use to a reader.
_UNSHOWN = frozenset({"部门", "项目", "年度", "体系", "周期"})


def facts(table: Table) -> tuple[tuple[str, str], ...]:
    """Key and value of the lines that a reader wants to see, in the order of the file."""
    fields = table.header[1:]
    return tuple((field.key, field.value) for field in fields if field.key not in _UNSHOWN and field.value)
