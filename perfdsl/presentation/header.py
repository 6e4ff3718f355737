"""The header lines of a table as a reader sees them."""

from __future__ import annotations

from perfdsl.model.header import HeaderField
from perfdsl.model.table import Table

# Said elsewhere on a page or form, or of no use to a reader.
_UNSHOWN = frozenset({"部门", "项目", "年度", "体系", "周期", "自拟栏目"})


def facts(table: Table) -> tuple[HeaderField, ...]:
    """The lines that a reader wants to see, in the order of the file."""
    return tuple(field for field in table.header[1:] if field.key not in _UNSHOWN and field.value)
