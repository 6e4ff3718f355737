"""The pages that are open in browsers, and what each of them is told."""

from __future__ import annotations

from collections.abc import Iterable

from perfdsl.live import payloads
from perfdsl.live.document_store import DocumentStore
from perfdsl.live.drawer import Drawer
from perfdsl.live.streams import Stream
from perfdsl.site.errors import BuildError

_MOST_OF_A_BROWSER = 5  # it opens six connections to one host, and needs one for everything else


class OpenPages:
    """``streams`` lead to them, in the order in which they were opened. One thread owns it, that of the pages."""

    def __init__(self, store: DocumentStore, drawer: Drawer) -> None:
        self.streams: list[Stream] = []
        self._store, self._drawer = store, drawer

    def add(self, stream: Stream, known: int | None) -> None:
        """A browser opens a stream and says which version of the page it shows."""
        stream.begin(known, self._drawer.page(stream.address).html)
        stream.document = self._store.document_at(stream.address)
        self.streams.append(stream)
        of_browser = [one for one in self.streams if stream.browser and one.browser == stream.browser]
        if len(of_browser) > _MOST_OF_A_BROWSER:
            self.streams.remove(of_browser[0])
            of_browser[0].pause()
        self.refresh([stream])

    def remove(self, stream: Stream) -> None:
        if stream in self.streams:
            self.streams.remove(stream)

    def refresh(self, streams: Iterable[Stream]) -> None:
        """Send what changed on these pages, and all that goes with them."""
        for stream in streams:
            try:
                self._show(stream, self._drawer.html(stream.address))
            except BuildError as error:
                stream.tell("trouble", {"message": str(error)})
            else:
                stream.tell_over("trouble", {"message": ""})
            self.tell_findings([stream])
            stream.tell("places", payloads.places(self._store, stream.document))

    def tell_findings(self, streams: Iterable[Stream]) -> None:
        for stream in streams:
            stream.tell("findings", payloads.findings(self._store, stream.document))

    def reload(self) -> None:
        """Have all of them loaded anew."""
        for stream in self.streams:
            stream.reload()

    def trouble(self, message: str) -> None:
        """Say on all of them that something went wrong."""
        for stream in self.streams[:]:
            stream.tell("trouble", {"message": message})

    def close(self) -> None:
        for stream in self.streams:
            stream.close()

    def _show(self, stream: Stream, html: str | None) -> None:
        if html is not None:
            stream.document = self._store.document_at(stream.address)
            if stream.has_sent("gone"):
                stream.forget("gone")
                stream.html = None
            stream.show(html)
        elif self._store.unread:
            return
        elif stream.document is not None:
            to = self._drawer.moved_to(stream.document, stream.address)
            stream.tell("gone", payloads.gone(self._store, stream.document, to))
        else:
            stream.show(self._drawer.placeholder(stream.address).html)
