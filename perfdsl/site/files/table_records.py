"""The records of the document at hand, made once for all kinds of files that want them."""

from __future__ import annotations

from perfdsl.formats.records.of_table import Records, records
from perfdsl.memo import cached_for_last
from perfdsl.site.document_context import DocumentContext


@cached_for_last
def table_records(document: DocumentContext) -> Records:
    """The records of a document's table; the kinds ask for those of the same one, one after the other."""
    return records(document.table, document.figures, document.anchors)
