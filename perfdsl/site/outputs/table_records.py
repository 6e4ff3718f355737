"""The records of the document at hand, made once for all outputs that want them."""

from __future__ import annotations

from perfdsl.formats.records.of_table import Records, records
from perfdsl.site.subject import Subject

_last: list[tuple[Subject, Records]] = []


def table_records(document: Subject) -> Records:
    """The records of a document's table; outputs ask for those of the same one, one after the other."""
    for known, found in _last:
        if known is document:
            return found
    found = records(document.table, document.figures, document.anchors)
    _last[:] = [(document, found)]
    return found
