"""The site of a project, drawn from memory page by page: byte for byte what ``perfdsl build`` writes.

Holds the summary, the findings and the packed content of every document; whatever is drawn from them is made when it
is asked for. Not safe between threads: one thread owns it (:mod:`perfdsl.live.worker`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from pathlib import Path

from perfdsl.diagnostics import Diagnostic, Span
from perfdsl.live.directory import Directory
from perfdsl.live.documents import LiveDocument, read, state_of
from perfdsl.live.downloads import DocumentSnapshot, Material
from perfdsl.live.findings import ShownFinding, shown_finding
from perfdsl.live.settings import LiveSettings, read_settings
from perfdsl.memo import MB, Latest
from perfdsl.pipeline import Checked, check_source
from perfdsl.publishing.errors import PublishError
from perfdsl.site.cache.warm_start import WarmDocument
from perfdsl.site.document_context import DocumentContext
from perfdsl.site.draw import document_of, draw_document, fragments_of
from perfdsl.site.errors import AddressTakenError
from perfdsl.site.files import SITE_FILES
from perfdsl.site.files.static import static_files
from perfdsl.site.index.site_index import SiteIndex, site_index
from perfdsl.site.index.summary import Summary
from perfdsl.site.page import Page
from perfdsl.site.render.renderer import new_renderer
from perfdsl.site.views import SITE_PAGES, document_pages, site_pages
from perfdsl.site.views.indicator import INDICATOR_PAGES
from perfdsl.site.views.redirect import redirect_pages
from perfdsl.syntax.source import decode
from perfdsl.workspace.config import NAME as SETTINGS
from perfdsl.workspace.discovery import Workspace, documents, file_names

_RECENT = 6 * MB  # of documents ready to be drawn
_READY = 40  # times as long as its file is a document that is ready
_DRAWN = 5 * MB  # of pages


class LivePages:
    """``files`` are the names by path, in the order of a build, ``documents`` are by name. ``unread`` are those whose
    file is still to be looked at.
    """

    def __init__(self, start: Path, root: Path, *, no_theme: bool = False, safe: bool = False) -> None:
        """``start`` is the folder whose tables are shown, ``root`` the project around it. ``no_theme`` leaves out its own
        look; ``safe``: a stranger sent it.
        """
        self.start, self.root = start, root
        self._read_settings = partial(read_settings, root, no_theme=no_theme, safe=safe)
        self.settings = self._read_settings()
        self.files: dict[Path, str] = {}
        self.documents: dict[str, LiveDocument] = {}
        self.unread: dict[str, None] = {}
        self._subjects: Latest[str, DocumentContext] = Latest(_RECENT)
        self._static: dict[str, bytes] | None = None
        self._directory: Directory | None = None
        self._wrong: set[str] = set()
        self._families: dict[str, str] = {}
        self._is_draft = False
        self._made = _Made()
        self.find_files()

    # ---- What changed on disk

    def find_files(self, keep: Collection[Path] = ()) -> None:
        """Look which files there are: new ones are unread, those that are gone are forgotten, but those to ``keep``."""
        found = dict.fromkeys((*documents(self.start, self.settings.config, self.root), *keep))
        names = file_names(Workspace(self.root, self.settings.config, tuple(found)))
        self.files = dict(zip(found, names, strict=True))
        self.unread = {
            name: None for name in self.files.values() if name in self.unread or name not in self.documents
        }
        self.documents = {name: self._document(name, file) for file, name in self.files.items()}
        self._forget_pages()

    def _document(self, name: str, file: Path) -> LiveDocument:
        document = self.documents.get(name) or LiveDocument(name, file, self.settings.bounds)
        document.bounds = self.settings.bounds
        return document

    def recall(self, known: Mapping[str, WarmDocument]) -> None:
        """These documents, by name, need not be read: their files, the settings and the frameworks are as they were."""
        for name in known.keys() & self.unread.keys():
            self.documents[name].recall(known[name])
            del self.unread[name]
        self._forget_pages()

    def read(self, name: str) -> bool:
        """Look at a file; whether its content is another one than before."""
        self.unread.pop(name, None)
        document = self.documents[name]
        source = read(document)
        if document.state == state_of(source):
            return False
        document.state = state_of(source)
        before = document.folder, document.summary and document.summary.kind
        checked = check_source(source, self.settings.shelf, self.settings.config.levels)
        if document.take(checked):
            document.draw(self._prepare(document, checked))
        elif document.summary:
            document.draw(self.subject(name))
        document.tell(checked)
        self._take_note(document, before != (document.folder, document.summary and document.summary.kind))
        return True

    def read_settings(self) -> None:
        """``perfdsl.toml`` or a framework changed: every file may mean something else now."""
        before, self.settings = self.settings, self._read_settings(self.settings)
        if self.settings is before:
            return
        self.find_files()
        for document in self.documents.values():
            document.state = ""
        self.unread = dict.fromkeys(self.documents)
        self._subjects.forget()

    def read_templates(self) -> None:
        """A template changed."""
        self.settings = replace(self.settings, renderer=new_renderer(self.settings.theme))
        self._forget_pages()

    def read_static(self) -> bool:
        """A static file changed; whether it says something else now."""
        before, self._static = self._static, None
        return before is not None and before != self.static()

    # ---- What is asked for

    def html(self, address: str) -> str | None:
        """A page, None where there is none. Raises BuildError: a template cannot be drawn."""
        known = self._made.html.get(address)
        if known is not None:
            return known
        drawn = self._draw(address)
        return None if drawn is None else self._made.html.keep(address, drawn)

    def file(self, address: str) -> bytes | None:
        """Any other file of the site, but those made from all tables together."""
        if address.startswith("static/"):
            return self.static().get(address)
        if address.endswith(".xml") and self.directory.folders:
            whole, pages = self.overview(), self.addresses()
            return dict(chain.from_iterable(files(whole, pages) for files in SITE_FILES)).get(address)
        return None

    def static(self) -> dict[str, bytes]:
        """The static files, perfdsl's and the project's own."""
        if self._static is None:
            self._static = dict(static_files(self.settings.theme))
        return self._static

    def document_at(self, address: str) -> LiveDocument | None:
        """The document that this page or file belongs to."""
        name = self.directory.folders.get(address.rpartition("/")[0])
        return self.documents[name] if name else None

    def check(self, data: bytes, name: str) -> Checked:
        """A content of this file, checked."""
        settings = self.settings
        return check_source(decode(data, name), settings.shelf, settings.config.levels)

    def other_file(self, name: str) -> Path | None:
        """The path of a file that settings are read from."""
        return self.root / name if name == SETTINGS and (self.root / name).is_file() else None

    def likely(self, address: str) -> Iterator[str]:
        """The unread files, first those that this page may be of: its folder has the name of the file or its code."""
        unit, unread = address.split("/")[1].lower(), list(self.unread)
        named = [name for name in unread if unit in name.lower().replace("/", "-")]
        yield from named
        rest = [name for name in unread if name not in set(named)]
        coded = [name for name in rest if unit.encode() in _content(self.documents[name].file)]
        yield from dict.fromkeys((*coded, *rest))

    def successor(self, document: LiveDocument) -> LiveDocument | None:
        """The document that has taken the place of one whose address is no more."""
        if document.name in self.documents:
            return document if document.folder else None
        others = [one for one in self.documents.values() if one.folder]
        same = [one for one in others if one.state == document.state]
        same += [one for one in others if _is_same(one.summary, document.summary)]
        return same[0] if same else None

    def subject(self, name: str) -> DocumentContext:
        """What the pages of a document are made from."""
        known = self._subjects.get(name)
        if known is not None:
            return known
        document = self.documents[name]
        return self._prepare(document, _shown(document, self.settings))

    def overview(self) -> SiteIndex:
        """All documents that have been read."""
        if self._made.overview is None:
            settings = self.settings
            self._made.overview = site_index(
                settings.site,
                self.directory.summaries(),
                expected=settings.expected,
                draft=self._is_draft,
                unreadable=tuple(one.name for one in self._in_order() if one.is_unreadable),
            )
        return self._made.overview

    def material(self) -> Material:
        """What the downloads are made from. It may be used in any thread, whatever changes here."""
        whole = self.overview()
        names = self.directory.folders.items()
        sources = {folder: self._source(replace(self.documents[name])) for folder, name in names}
        return Material(whole, sources)

    def findings(self, first: str = "") -> Iterator[ShownFinding]:
        """Everything that is wrong in the project, with the file ``first`` before all others."""
        if first in self.documents:
            yield from self._findings_of(first)
        yield from self.settings.findings
        for name in sorted((self._wrong | self.directory.taken.keys()) - {first}):
            yield from self._findings_of(name)

    def addresses(self) -> frozenset[str]:
        """The addresses of all pages."""
        if self._made.addresses is None:
            pages = {page.frame.address for page in site_pages(self.overview())}
            for name in self.directory.folders.values():
                pages.update(self._pages_of(name))
            self._made.addresses = frozenset(pages)
        return self._made.addresses

    # ---- Drawing

    def _draw(self, address: str) -> str | None:
        if not self.directory.folders:
            return None  # a site of nothing has no pages
        document = self.document_at(address)
        if document is not None:
            return self._draw_document(document, address)
        page = self._site_page(address) or _find(self._redirects(address), address)
        return self.settings.renderer.render(page) if page else None

    def _site_page(self, address: str) -> Page | None:
        """Sought where it was the last time, and last among the pages of indicators: there are so many."""
        whole, last = self.overview(), self._families.get(address)
        for kind in sorted(SITE_PAGES, key=lambda one: (one.name != last, one is INDICATOR_PAGES)):
            for group in kind.groups(whole):
                page = _find(kind.pages_of(group, whole), address)
                if page is not None:
                    self._families[address] = kind.name
                    return page
        return None

    def _draw_document(self, document: LiveDocument, address: str) -> str | None:
        if document.summary is None:
            return None
        neighbours = self.directory.neighbours(document.summary)
        near = site_index(self.settings.site, neighbours, draft=self._is_draft)
        fragments = fragments_of(near).get(document.folder, ())
        subject = self.subject(document.name)
        return draw_document(self.settings.renderer, subject, fragments, only=address).get(address)

    def _redirects(self, address: str) -> Iterator[Page]:
        """The page at an address that was published and has moved."""
        settings = self.settings
        if settings.redirects.target(address, ()):
            try:
                moved = settings.redirects.moved(self.addresses())
            except PublishError:
                return
            yield from redirect_pages(settings.site, moved, draft=self._is_draft)

    def _source(self, document: LiveDocument) -> DocumentSnapshot:
        """``document`` is a copy; the settings never change, they are exchanged."""
        settings, draft = self.settings, self._is_draft
        return DocumentSnapshot(
            f"{document.shown_state} {settings.state} {draft}",
            lambda: _subject(document, _shown(document, settings), settings, draft=draft),
        )

    def _prepare(self, document: LiveDocument, checked: Checked) -> DocumentContext:
        made = _subject(document, checked, self.settings, draft=self._is_draft)
        return self._subjects.keep(document.name, made, _READY * len(checked.source.data))

    # ---- All documents together

    @property
    def directory(self) -> Directory:
        """Where the documents are."""
        if self._directory is None:
            self._directory = Directory(self.documents.values())
        return self._directory

    def _pages_of(self, name: str) -> tuple[str, ...]:
        document = self.documents[name]
        if not document.pages:
            document.pages = tuple(page.frame.address for page in document_pages(self.subject(name)))
        return document.pages

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
        self._made = _Made()
        if moved:
            self._directory = None
        self._look_for_drafts()

    def _forget_pages(self) -> None:
        self._made = _Made()
        self._directory = None
        self._wrong = {name for name, document in self.documents.items() if document.findings}
        self._look_for_drafts()

    def _look_for_drafts(self) -> None:
        """As long as a file is shown that no build would take, all pages are those of ``build --draft``."""
        found = any(one.draft or one.is_unreadable for one in self.documents.values())
        if found != self._is_draft:
            self._is_draft = found
            self._subjects.forget()
            self._made = _Made()

    def _in_order(self) -> Iterator[LiveDocument]:
        """The documents in the order of a build."""
        return (self.documents[name] for name in self.files.values())


@dataclass(slots=True)
class _Made:
    """What was made of the documents as they are now."""

    html: Latest[str, str] = field(default_factory=lambda: Latest(_DRAWN))
    overview: SiteIndex | None = None
    addresses: frozenset[str] | None = None


def _shown(document: LiveDocument, settings: LiveSettings) -> Checked:
    """The content that the pages show, checked again."""
    return check_source(document.shown, settings.shelf, settings.config.levels)


def _subject(
    document: LiveDocument, checked: Checked, settings: LiveSettings, *, draft: bool
) -> DocumentContext:
    return document_of(checked, settings.site, draft=draft or document.draft)


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes().lower() if file.is_file() else b""
    except OSError:
        return b""


def _is_same(one: Summary | None, other: Summary | None) -> bool:
    if one is None or other is None:
        return False
    return (one.kind, one.name, one.year) == (other.kind, other.name, other.year)


def _find(pages: Iterable[Page], address: str) -> Page | None:
    return next((page for page in pages if page.frame.address == address), None)
