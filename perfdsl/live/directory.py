"""Which document is at which address, and which ones its pages can name: found without looking at all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from perfdsl.live.documents import LiveDocument
from perfdsl.site.index.summary import Summary


class Directory:
    """Of the documents as long as none appears, goes, or changes its address. Of two at one address the first has it.

    ``folders`` are the names of documents by folder, ``taken`` those that found their address taken, with the holder.
    """

    def __init__(self, documents: Iterable[LiveDocument]) -> None:
        self.folders: dict[str, str] = {}
        self.taken: dict[str, str] = {}
        self._documents: dict[str, LiveDocument] = {}
        self._units: dict[str, list[str]] = {}
        self._forms: dict[tuple[int | None, str], list[str]] = {}
        for document in documents:
            if document.summary is not None:
                self._add(document, document.summary)

    def summaries(self) -> Iterator[Summary]:
        """Those of all documents that have their address."""
        return self._summaries(self._documents)

    def neighbours(self, own: Summary) -> Iterator[Summary]:
        """All documents that a page can name: of other years, and a project's and its department's; its own too."""
        others = (
            names for (year, kind), names in self._forms.items() if year == own.year and kind != own.kind
        )
        names = dict.fromkeys(name for group in (self._units[own.unit], *others) for name in group)
        return self._summaries(names)

    def _add(self, document: LiveDocument, summary: Summary) -> None:
        name = document.name
        holder = self.folders.setdefault(summary.folder, name)
        if holder != name:
            self.taken[name] = holder
            return
        self._documents[name] = document
        self._units.setdefault(summary.unit, []).append(name)
        self._forms.setdefault((summary.year, summary.kind), []).append(name)

    def _summaries(self, names: Iterable[str]) -> Iterator[Summary]:
        for name in names:
            summary = self._documents[name].summary
            if summary is not None:
                yield summary
