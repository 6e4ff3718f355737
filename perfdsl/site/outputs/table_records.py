"""The records of the document at hand, made once for all outputs that want them."""

from __future__ import annotations

from perfdsl.formats.records.of_table import Records, records
from perfdsl.model.table import Table

_last: list[tuple[Table, Records]] = []


def table_records(table: Table) -> Records:
    """The records of a table; outputs ask for those of the same one, one after the other."""
    for known, found in _last:
        if known is table:
            return found
    found = records(table)
    _last[:] = [(table, found)]
    return found
