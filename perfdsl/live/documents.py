"""One file of the project as the preview knows it: what it says now, and the last content that its pages can show."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from pathlib import Path

from perfdsl.live.findings import ShownFinding, shown_findings
from perfdsl.live.source_map import source_lines
from perfdsl.pipeline import Checked
from perfdsl.site.cache.warm_start import WarmDocument
from perfdsl.site.document_context import DocumentContext
from perfdsl.site.index.summary import Summary, summary
from perfdsl.syntax.source import Source, decode
from perfdsl.workspace.bounds import Bounds
from perfdsl.workspace.stamps import digest


@dataclass(slots=True)
class LiveDocument:
    """``bounds`` are those of its project. ``state`` names the content on disk that was last looked at, ``""`` before the
    first time; ``shown_state`` the one that the pages show.

    ``findings`` are those of that content. The pages show it too, unless it has errors: then they stay as they were
    (``stale``), or are a draft where there was no good content yet. ``summary`` is that of the pages, None where the
    file has none; ``pages`` are their addresses where somebody has asked for them.
    """

    name: str
    file: Path
    bounds: Bounds
    state: str = ""
    findings: tuple[ShownFinding, ...] = ()
    stale: bool = False
    draft: bool = False
    summary: Summary | None = None
    pages: tuple[str, ...] = ()
    shown_state: str = ""
    _packed: bytes = b""

    @property
    def folder(self) -> str:
        """Where its pages are, ``""`` where it has none."""
        return self.summary.folder if self.summary else ""

    @property
    def is_unreadable(self) -> bool:
        """Whether there is no table in it that could be shown."""
        return self.stale and self.summary is None

    @property
    def shown(self) -> Source:
        """The content that the pages show; on disk it may be another one by now. That of a document that was known is read
        when it is asked for, and kept where it still is the one that was known.
        """
        if not self._packed:
            source = read(self)
            if state_of(source) != self.shown_state:
                return source
            self._packed = zlib.compress(source.data, 1)
        data = zlib.decompress(self._packed)
        return decode(data, self.name)._replace(data=data)

    def take_known(self, known: WarmDocument) -> None:
        """Take what was known of the content that is on disk."""
        self.state = self.shown_state = known.content
        self.summary = known.summary

    def take(self, checked: Checked) -> bool:
        """Take a content that is on disk now; whether the pages are to show it from now on."""
        good = not checked.has_errors
        show = checked.table is not None and (good or self.draft or not self._packed)
        self.stale = not (good or show)
        if show:
            self.shown_state = self.state
            self._packed = zlib.compress(checked.source.data, 1)
            self.draft = not good
        return show

    def draw(self, context: DocumentContext) -> None:
        """The pages show this."""
        self.summary, self.pages = summary(context), ()

    def tell(self, checked: Checked) -> None:
        """Take the findings of the content on disk."""
        if not checked.findings:
            self.findings = ()
            return
        lines = tuple(line.text for line in checked.document.lines)
        page = f"{self.folder}/index.html" if self.folder else ""
        rows = source_lines(checked.table) if checked.table else {}
        self.findings = shown_findings(self.name, checked.findings, lines, page, rows)


def read(document: LiveDocument) -> Source:
    """The content on disk now, with the limits that ``check`` and ``build`` have. Never raises."""
    return document.bounds.read(document.file, document.name)


def state_of(source: Source) -> str:
    """The name of a content, or of what prevents reading it."""
    return digest(source.data) if source.data else repr(source.diagnostics)
