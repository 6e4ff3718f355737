"""Draws the site of a project from memory, page by page: byte for byte what ``perfdsl build`` writes.

Whatever is drawn is made when it is asked for, and remembered within bounds of memory until a document says something
else. Not safe between threads: one thread owns it (:mod:`perfdsl.live.job_thread`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from perfdsl.live.document_store import DocumentStore
from perfdsl.live.documents import LiveDocument
from perfdsl.live.downloads import Material
from perfdsl.live.placeholder_pages import bad_template, not_found, nothing_yet
from perfdsl.memo import MB, Latest
from perfdsl.publishing.errors import PublishError
from perfdsl.site.draw import draw_document, fragments_of
from perfdsl.site.errors import BuildError
from perfdsl.site.files import SITE_FILES
from perfdsl.site.files.static import static_files
from perfdsl.site.index.site_index import SiteIndex, site_index
from perfdsl.site.page import Page
from perfdsl.site.render.renderer import new_renderer
from perfdsl.site.views import SITE_PAGES, document_pages, site_pages
from perfdsl.site.views.indicator import INDICATOR_PAGES
from perfdsl.site.views.redirect import redirect_pages

_DRAWN = 5 * MB  # of pages as they are now
_GOOD = 4 * MB  # of the last pages without an error in a template


class Answer(NamedTuple):
    """A page as a browser gets it; ``found`` is False for one that says that there is none."""

    html: str
    found: bool


class Drawer:
    """Of the documents of a ``store``, as they are when somebody asks."""

    def __init__(self, store: DocumentStore) -> None:
        self._store = store
        self._renderer = new_renderer(store.project.theme)
        self._static: dict[str, bytes] | None = None
        self._kinds: dict[str, str] = {}
        self._good: Latest[str, str] = Latest(_GOOD)
        self._drawn = _Drawn(store.edition)

    # ---- What changed on disk, beside the documents

    def read_templates(self) -> None:
        """A template changed, or where they are."""
        self._renderer = new_renderer(self._store.project.theme)
        self._drawn = _Drawn(self._store.edition)

    def read_static(self) -> bool:
        """A static file changed; whether it says something else now."""
        before, self._static = self._static, None
        return before is not None and before != self.static()

    # ---- What is asked for

    def page(self, address: str) -> Answer:
        """A page as it is now; as it was, where a template has an error; where there is none, a page that says so."""
        try:
            html = self.html(address)
        except BuildError as error:
            return Answer(self._good.get(address) or bad_template(str(error)), found=True)
        return self.placeholder(address) if html is None else Answer(html, found=True)

    def placeholder(self, address: str) -> Answer:
        """What is shown where there is no page."""
        is_new = address == "index.html" and not self._store.unread
        return Answer(nothing_yet() if is_new else not_found(address), found=is_new)

    def html(self, address: str) -> str | None:
        """A page, None where there is none. Raises BuildError: a template cannot be drawn."""
        html = self._now.html.get(address)
        if html is None:
            html = self._draw(address)
            if html is None:
                return None
            self._now.html.keep(address, html)
        return self._good.keep(address, html)

    def file(self, address: str) -> bytes | None:
        """Any other file of the site, but those made from all tables together."""
        if address.startswith("static/"):
            return self.static().get(address)
        if address.endswith(".xml") and self._store.directory.folders:
            whole, pages = self.index(), self.addresses()
            return dict(chain.from_iterable(files(whole, pages) for files in SITE_FILES)).get(address)
        return None

    def static(self) -> dict[str, bytes]:
        """The static files, perfdsl's and the project's own."""
        if self._static is None:
            self._static = dict(static_files(self._store.project.theme))
        return self._static

    def material(self) -> Material:
        """What the downloads are made from. It may be used in any thread, whatever changes here."""
        return Material(self.index(), self._store.snapshots())

    def addresses(self) -> frozenset[str]:
        """The addresses of all pages."""
        now = self._now
        if now.addresses is None:
            pages = {page.frame.address for page in site_pages(self.index())}
            for name in self._store.directory.folders.values():
                pages.update(self._pages_of(name))
            now.addresses = frozenset(pages)
        return now.addresses

    def index(self) -> SiteIndex:
        """All documents that have been read."""
        now, store = self._now, self._store
        if now.index is None:
            now.index = site_index(
                store.project.site,
                store.directory.summaries(),
                expected=store.project.expected,
                draft=store.is_draft,
                unreadable=store.unreadable,
            )
        return now.index

    def moved_to(self, document: LiveDocument, address: str) -> str:
        """Where a page of a document is now, ``""`` where it is nowhere."""
        now = self._store.successor(document)
        if now is None:
            return ""
        same = f"{now.folder}/{address.rpartition('/')[2]}"
        return same if self.html(same) is not None else f"{now.folder}/index.html"

    # ---- Drawing

    @property
    def _now(self) -> _Drawn:
        """What was made of the documents as they are."""
        if self._drawn.edition != self._store.edition:
            self._drawn = _Drawn(self._store.edition)
        return self._drawn

    def _draw(self, address: str) -> str | None:
        if not self._store.directory.folders:
            return None  # a site of nothing has no pages
        document = self._store.document_at(address)
        if document is not None:
            return self._draw_document(document, address)
        page = self._site_page(address) or _find(self._redirects(address), address)
        return self._renderer.render(page) if page else None

    def _draw_document(self, document: LiveDocument, address: str) -> str | None:
        if document.summary is None:
            return None
        store = self._store
        neighbours = store.directory.neighbours(document.summary)
        near = site_index(store.project.site, neighbours, draft=store.is_draft)
        fragments = fragments_of(near).get(document.folder, ())
        context = store.context(document.name)
        return draw_document(self._renderer, context, fragments, only=address).get(address)

    def _site_page(self, address: str) -> Page | None:
        """Sought where it was the last time, and last among the pages of indicators: there are so many."""
        whole, last = self.index(), self._kinds.get(address)
        for kind in sorted(SITE_PAGES, key=lambda one: (one.name != last, one is INDICATOR_PAGES)):
            for group in kind.groups(whole):
                page = _find(kind.pages_of(group, whole), address)
                if page is not None:
                    self._kinds[address] = kind.name
                    return page
        return None

    def _redirects(self, address: str) -> Iterator[Page]:
        """The page at an address that was published and has moved."""
        project = self._store.project
        if project.redirects.target(address, ()):
            try:
                moved = project.redirects.moved(self.addresses())
            except PublishError:
                return
            yield from redirect_pages(project.site, moved, draft=self._store.is_draft)

    def _pages_of(self, name: str) -> tuple[str, ...]:
        document = self._store.documents[name]
        if not document.pages:
            context = self._store.context(name)
            document.pages = tuple(page.frame.address for page in document_pages(context))
        return document.pages


@dataclass(slots=True)
class _Drawn:
    """What was made of one ``edition`` of the documents."""

    edition: int
    html: Latest[str, str] = field(default_factory=lambda: Latest(_DRAWN))
    index: SiteIndex | None = None
    addresses: frozenset[str] | None = None


def _find(pages: Iterable[Page], address: str) -> Page | None:
    return next((page for page in pages if page.frame.address == address), None)
