"""What is known of a project while it is being written: its settings, and of every document the summary, the findings and
the packed content.

What is ready to be drawn is kept within bounds of memory, and made again from the content where it was let go. Not safe
between threads: one thread owns it (:mod:`perfdsl.live.job_thread`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from perfdsl.diagnostics import Diagnostic, Span
from perfdsl.live.directory import Directory
from perfdsl.live.documents import LiveDocument, read, state_of
from perfdsl.live.downloads import DocumentSnapshot
from perfdsl.live.findings import ShownFinding, shown_finding, shown_findings
from perfdsl.memo import MB, Latest
from perfdsl.pipeline import Checked, check_source
from perfdsl.site.cache.warm_start import WarmDocument
from perfdsl.site.document_context import DocumentContext
from perfdsl.site.draw import document_of
from perfdsl.site.errors import AddressTakenError
from perfdsl.site.index.summary import Summary
from perfdsl.site.options import Options
from perfdsl.site.project import SiteProject, open_leniently
from perfdsl.syntax.source import Source, decode
from perfdsl.workspace.config import NAME as SETTINGS
from perfdsl.workspace.discovery import documents, file_names

_READY = 6 * MB  # of documents ready to be drawn
_TIMES = 40  # as long as its file is a document that is ready
_AT_ONCE = 8  # so many unread files nobody waits for
_DEFAULT = Options()


class DocumentStore:
    """``files`` are the names by path, in the order of a build, ``documents`` are by name. ``unread`` are those whose
    file is still to be looked at. ``edition`` is another number whenever pages may have become others.
    """

    def __init__(self, start: Path, root: Path, options: Options = _DEFAULT) -> None:
        """``start`` is the folder whose tables are shown, ``root`` the project around it."""
        self.start, self.root = start, root
        self.files: dict[Path, str] = {}
        self.documents: dict[str, LiveDocument] = {}
        self.unread: dict[str, None] = {}
        self.edition = 0
        self.is_draft = False
        self._contexts: Latest[str, DocumentContext] = Latest(_READY)
        self._directory: Directory | None = None
        self._wrong: set[str] = set()
        self._take_project(open_leniently(root, options))
        self.find_files()

    # ---- What changed on disk

    def read_project(self) -> bool:
        """Look at ``perfdsl.toml`` and all that belongs to it; whether every file may mean something else now. A setting
        that cannot be read stays as it was.
        """
        project = open_leniently(self.root, self.project.options, self.project)
        if project is self.project:
            return False
        self._take_project(project)
        self.find_files()
        for document in self.documents.values():
            document.state = ""
        self.unread = dict.fromkeys(self.documents)
        self._contexts.forget()
        return True

    def find_files(self, keep: Collection[Path] = ()) -> None:
        """Look which files there are: new ones are unread, those that are gone are forgotten, but those to ``keep``."""
        workspace = self.project.workspace
        found = tuple(dict.fromkeys((*documents(self.start, workspace.config, self.root), *keep)))
        names = file_names(workspace._replace(files=found))
        self.files = dict(zip(found, names, strict=True))
        self.unread = {
            name: None for name in self.files.values() if name in self.unread or name not in self.documents
        }
        self.documents = {name: self._document(name, file) for file, name in self.files.items()}
        self._look_at_all()

    def take_known(self, known: Mapping[str, WarmDocument]) -> None:
        """These documents, by name, need not be read: their files, the settings and the frameworks are as they were."""
        for name in known.keys() & self.unread.keys():
            self.documents[name].take_known(known[name])
            del self.unread[name]
        self._look_at_all()

    def read(self, name: str) -> bool:
        """Look at a file; whether its content is another one than before."""
        self.unread.pop(name, None)
        document = self.documents[name]
        source = read(document)
        if document.state == state_of(source):
            return False
        document.state = state_of(source)
        before = document.folder, document.summary and document.summary.kind
        checked = self._check(source)
        if document.take(checked):
            document.draw(self._prepare(document, checked))
        elif document.summary:
            document.draw(self.context(name))
        document.tell(checked)
        self._take_note(document, before != (document.folder, document.summary and document.summary.kind))
        return True

    # ---- One document

    def document_at(self, address: str) -> LiveDocument | None:
        """The document that this page or file belongs to."""
        name = self.directory.folders.get(address.rpartition("/")[0])
        return self.documents[name] if name else None

    def context(self, name: str) -> DocumentContext:
        """What the pages of a document are made from."""
        known = self._contexts.get(name)
        if known is not None:
            return known
        document = self.documents[name]
        return self._prepare(document, self._check(document.shown))

    def check(self, data: bytes, name: str) -> Checked:
        """A content of this file, checked."""
        return self._check(decode(data, name))

    def path_of(self, name: str) -> Path | None:
        """A file of the project that findings are about, None where it has no such file."""
        if document := self.documents.get(name):
            return document.file
        return self.root / name if name == SETTINGS and (self.root / name).is_file() else None

    def likely(self, address: str) -> Iterator[str]:
        """The unread files, first those that this page may be of: its folder has the name of the file or its code."""
        unit, unread = address.split("/")[1].lower(), list(self.unread)
        named = [name for name in unread if unit in name.lower().replace("/", "-")]
        yield from named
        rest = [name for name in unread if name not in set(named)]
        coded = [name for name in rest if unit.encode() in _content(self.documents[name].file).lower()]
        yield from dict.fromkeys((*coded, *rest))

    def successor(self, document: LiveDocument) -> LiveDocument | None:
        """The document that has taken the place of one whose address is no more."""
        if document.name in self.documents:
            return document if document.folder else None
        others = [one for one in self.documents.values() if one.folder]
        same = [one for one in others if one.state == document.state]
        same += [one for one in others if _is_same(one.summary, document.summary)]
        return same[0] if same else None

    # ---- All documents together

    @property
    def directory(self) -> Directory:
        """Where the documents are."""
        if self._directory is None:
            self._directory = Directory(self.documents.values())
        return self._directory

    @property
    def is_reading(self) -> bool:
        """Whether so many files are unread that one would notice the wait."""
        return len(self.unread) > _AT_ONCE

    @property
    def unreadable(self) -> tuple[str, ...]:
        """The files that cannot be shown, in the order of a build."""
        return tuple(name for name in self.files.values() if self.documents[name].is_unreadable)

    def findings(self, first: str = "") -> Iterator[ShownFinding]:
        """Everything that is wrong in the project, with the file ``first`` before all others."""
        if first in self.documents:
            yield from self._findings_of(first)
        yield from self._findings_of_project
        for name in sorted((self._wrong | self.directory.taken.keys()) - {first}):
            yield from self._findings_of(name)

    def snapshots(self) -> dict[str, DocumentSnapshot]:
        """All documents by folder, as they are now. They may be used in any thread, whatever changes here."""
        return {
            folder: self._snapshot(replace(self.documents[name]))
            for folder, name in self.directory.folders.items()
        }

    # ---- Within

    def _take_project(self, project: SiteProject) -> None:
        lines = _content(project.root / SETTINGS).decode("utf-8-sig", "replace").splitlines()
        self.project = project
        self._findings_of_project = shown_findings(SETTINGS, project.findings, tuple(lines))

    def _document(self, name: str, file: Path) -> LiveDocument:
        bounds = self.project.workspace.bounds
        document = self.documents.get(name) or LiveDocument(name, file, bounds)
        document.bounds = bounds
        return document

    def _check(self, source: Source) -> Checked:
        return _checked(source, self.project)

    def _prepare(self, document: LiveDocument, checked: Checked) -> DocumentContext:
        made = document_of(checked, self.project.site, draft=self.is_draft or document.draft)
        return self._contexts.keep(document.name, made, _TIMES * len(checked.source.data))

    def _snapshot(self, document: LiveDocument) -> DocumentSnapshot:
        """``document`` is a copy; a project never changes, it is exchanged."""
        project, draft = self.project, self.is_draft
        return DocumentSnapshot(
            f"{document.shown_state} {project.fingerprint} {draft}",
            lambda: document_of(
                _checked(document.shown, project), project.site, draft=draft or document.draft
            ),
        )

    def _findings_of(self, name: str) -> Iterator[ShownFinding]:
        document = self.documents[name]
        yield from document.findings
        holder = self.directory.taken.get(name)
        if holder is not None:
            said = str(AddressTakenError(document.folder, holder, name))
            yield shown_finding(name, Diagnostic("网址", "error", said, Span(1, 0, 0)))

    def _take_note(self, document: LiveDocument, moved: bool) -> None:
        """A document says something else now."""
        (self._wrong.add if document.findings else self._wrong.discard)(document.name)
        if moved:
            self._directory = None
        self._look_for_drafts()

    def _look_at_all(self) -> None:
        """Any document may be another one."""
        self._directory = None
        self._wrong = {name for name, document in self.documents.items() if document.findings}
        self._look_for_drafts()

    def _look_for_drafts(self) -> None:
        """As long as a file is shown that no build would take, all pages are those of ``build --draft``."""
        self.edition += 1
        found = any(one.draft or one.is_unreadable for one in self.documents.values())
        if found != self.is_draft:
            self.is_draft = found
            self._contexts.forget()


def _checked(source: Source, project: SiteProject) -> Checked:
    return check_source(source, project.library, project.workspace.config.levels)


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes() if file.is_file() else b""
    except OSError:
        return b""


def _is_same(one: Summary | None, other: Summary | None) -> bool:
    if one is None or other is None:
        return False
    return (one.kind, one.name, one.year) == (other.kind, other.name, other.year)
