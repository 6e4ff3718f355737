"""What an open page is told beside its own changes: everything that is wrong, the lines of its rows, where it went."""

from __future__ import annotations

from typing import Any

from perfdsl.live.document_store import DocumentStore
from perfdsl.live.documents import LiveDocument
from perfdsl.live.findings import ShownFinding
from perfdsl.live.source_map import source_lines

_MOST = 100


def findings(store: DocumentStore, document: LiveDocument | None) -> dict[str, Any]:
    """All errors and warnings of the project, those of the page's own file first; of a long list the beginning.

    As long as many files are unread, it says how many there are: it is not all yet.
    """
    found: dict[str, list[ShownFinding]] = {"error": [], "warning": []}
    for one in store.findings(document.name if document else ""):
        found.setdefault(one["severity"], []).append(one)
    unread, total = len(store.unread), len(store.documents)
    return {
        "errors": found["error"][:_MOST],
        "warnings": found["warning"][:_MOST],
        "counts": {"errors": len(found["error"]), "warnings": len(found["warning"])},
        "stale": bool(document and document.stale),
        "draft": bool(document and document.draft),
        "reading": {"done": total - unread, "total": total} if store.is_reading else None,
    }


def places(store: DocumentStore, document: LiveDocument | None) -> dict[str, Any]:
    """The source lines of the rows of a page."""
    name = shown_file(store, document)
    return {"file": name, "lines": source_lines(store.context(name).table) if name else {}}


def shown_file(store: DocumentStore, document: LiveDocument | None) -> str:
    """The file that a page shows, ``""`` for a page of the whole site, and where the file is gone."""
    if document is None or not document.folder:
        return ""
    return document.name if store.documents.get(document.name) is document else ""


def gone(store: DocumentStore, document: LiveDocument, to: str) -> dict[str, Any]:
    """That the page of a document is no more, and that it is now at the address ``to``, where there is one."""
    if to:
        message = "这张表的网址变了（年度、编码或文件名改了）。"
    elif document.name in store.documents:
        message = f"“{document.name}”里不再有这个网页。"
    else:
        message = f"“{document.name}”已删除或移走。"
    return {"message": message, "to": to}
