"""What happens when: a file is saved, a browser asks for a page or opens a stream, nothing happens for a moment.

After a save the pages that somebody looks at are drawn and sent first, then everything else is looked at, a file at a
time. Runs in one thread (:class:`~perfdsl.live.job_thread.JobThread`), which owns the pages and the list of streams.
"""

from __future__ import annotations

import gc
import os
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from perfdsl.live import payloads
from perfdsl.live.document_store import DocumentStore
from perfdsl.live.downloads import Material
from perfdsl.live.drawer import Answer, Drawer
from perfdsl.live.file_events import Affects, FileEvent, affects
from perfdsl.live.open_pages import OpenPages
from perfdsl.live.source_map import key_at, source_lines
from perfdsl.live.streams import Stream
from perfdsl.model.table import Table
from perfdsl.site.cache.warm_start import WarmDocument

_QUIET = 0.03  # so long nothing must happen before other pages and git are looked at
_DOUBT = 0.15  # so long a file may be gone or empty while an editor saves it
_PROGRESS = 0.5
_PATIENCE = 0.5
_LONGEST_PAUSE = 2.0
_LONGEST_WAIT = 60.0

# Compares a table with git's committed version, and tells the stream.
LookUp = Callable[[Stream, str, Table], None]

# The documents that an earlier run knew.
WarmStart = Callable[[], Mapping[str, WarmDocument]]


class Preview:
    """``ready`` is set while nobody need wait for files that have not been read yet."""

    def __init__(self, store: DocumentStore, look_up: LookUp, warm_start: WarmStart | None = None) -> None:
        self.store = store
        self.drawer = Drawer(store)
        self.open_pages = OpenPages(store, self.drawer)
        self.ready = threading.Event()
        self._look_up = look_up
        self._warm_start = warm_start
        self._doubtful: dict[Path, float] = {}
        self._settle_at: float | None = 0.0
        self._rest: list[Stream] = []
        self._rest_at = self._rest_pause = 0.0
        self._progress_at = 0.0
        self._is_complete = False

    # ---- Something was saved

    def changed(self, changes: Iterable[FileEvent]) -> None:
        """Take what happened on disk; what somebody looks at is drawn and sent at once."""
        found = [(affects(one.path, self.store.root, folder=one.folder), one.path) for one in changes]
        kinds = {kind for kind, _ in found} - {Affects.NOTHING}
        if not kinds:
            return
        self._settle_at = time.monotonic() + _QUIET
        if Affects.SETTINGS in kinds and self.store.read_project():
            self.drawer.read_templates()
        if Affects.TEMPLATES in kinds:
            self.drawer.read_templates()
            self.open_pages.refresh(self.open_pages.streams)
        if Affects.STATIC in kinds and self.drawer.read_static():
            self.open_pages.reload()
        self._tables([path for kind, path in found if kind is Affects.TABLES])
        self._show_first()

    def _tables(self, paths: list[Path]) -> None:
        """Take note of what is to be read."""
        files = self.store.files
        for path in paths:
            if path in files and path not in self._doubtful and _is_gone_or_empty(path):
                self._doubtful[path] = time.monotonic() + _DOUBT
                self.store.unread.pop(files[path], None)
        certain = [path for path in paths if path not in self._doubtful]
        certain += [path for path in self._doubtful if not _is_gone_or_empty(path)]
        self._look_at(certain)

    def _look_at(self, paths: list[Path]) -> None:
        for path in paths:
            self._doubtful.pop(path, None)
        if any(path not in self.store.files or not path.exists() for path in paths):
            self.store.find_files(keep=self._doubtful)
        for path in paths:
            if path in self.store.files:
                self.store.unread[self.store.files[path]] = None

    def _show_first(self) -> None:
        """Read what the open pages show, and send what changed on them."""
        looked_at = [
            stream
            for stream in self.open_pages.streams
            if stream.document and stream.document.name in self.store.unread
        ]
        for stream in looked_at:
            if stream.document and stream.document.name in self.store.unread:
                self._read(stream.document.name)
        self.open_pages.refresh(looked_at)
        self._note_ready()

    def _read(self, name: str) -> None:
        """Look at a file; one that was deleted a moment ago may come back."""
        file = self.store.documents[name].file
        if os.path.lexists(file):
            self.store.read(name)
        else:
            del self.store.unread[name]
            self._doubtful.setdefault(file, time.monotonic() + _DOUBT)

    # ---- Nothing happens for a moment

    def idle(self) -> float | None:
        """Do the next thing that nobody waits for; in how many seconds there is more to do, None: nothing."""
        if self._warm_start is not None:
            warm_start, self._warm_start = self._warm_start, None  # where it fails, everything is read
            self.store.take_known(warm_start())
            self._note_ready()
        now = time.monotonic()
        due = [path for path, until in self._doubtful.items() if until <= now]
        if due:
            self._look_at(due)
            self._show_first()
            self._settle_at = now
        if self._settle_at is not None and now >= self._settle_at:
            if self.store.unread:
                self._read_next(now)
            else:
                self._settle()
            return 0.0
        if self._rest and self._settle_at is None and now >= self._rest_at:
            self._draw_rest(self._rest.pop(0))
            return 0.0
        waiting = [*self._doubtful.values()]
        waiting += [] if self._settle_at is None else [self._settle_at]
        waiting += [self._rest_at] if self._rest else []
        return max(0.0, min(waiting) - now) if waiting else None

    def _read_next(self, now: float) -> None:
        self._read(next(iter(self.store.unread)))
        self._note_ready()
        if now > self._progress_at + _PROGRESS:
            self._progress_at = now
            self.open_pages.tell_findings(self.open_pages.streams)

    def _settle(self) -> None:
        """Everything has been read: draw the open pages of tables anew, and compare the tables with git."""
        self._settle_at = None
        if not self._is_complete:
            self._is_complete = True
            gc.freeze()  # what was read at the start stays: a save must not wait while Python looks through it
        streams = self.open_pages.streams
        self._rest = [stream for stream in streams if stream.document is None]
        self._rest_at = time.monotonic() + self._rest_pause
        self.open_pages.tell_findings(self._rest)
        self.open_pages.refresh(stream for stream in streams if stream.document)
        for stream in streams:
            name = payloads.shown_file(self.store, stream.document)
            if name:
                self._look_up(stream, name, self.store.context(name).table)
            else:
                stream.tell("marks", {})

    def _draw_rest(self, stream: Stream) -> None:
        """An open page of the whole site. The longer that takes, the longer nobody must have saved anything."""
        if stream not in self.open_pages.streams:
            return
        start = time.monotonic()
        self.open_pages.refresh([stream])
        took = time.monotonic() - start
        self._rest_pause = min(_LONGEST_PAUSE, max(2 * took, self._rest_pause / 2))

    def _note_ready(self) -> None:
        if self.store.is_reading:
            self.ready.clear()
        else:
            self.ready.set()

    # ---- A browser asks

    def page(self, address: str) -> Answer:
        """A page as it is now, or what is shown in its place."""
        self._catch_up(address)
        return self.drawer.page(address)

    def file(self, address: str) -> bytes | Material:
        """Any other file, or what it is to be made from."""
        self._catch_up(address)
        found = self.drawer.file(address)
        return self.drawer.material() if found is None else found

    def wait_for(self, address: str) -> None:
        """In the thread of whoever asks: while a big project is being read, a page of the whole site is shown with what
        there is after a moment, and the rest is sent later; a file made from all tables waits for them.
        """
        if not _is_of_document(address) and not address.startswith("static/"):
            self.ready.wait(_PATIENCE if address.endswith(".html") else _LONGEST_WAIT)

    def connect(self, stream: Stream, known: int | None) -> None:
        """A browser opens a stream and says which version of the page it shows."""
        self._catch_up(stream.address)
        self.open_pages.add(stream, known)
        self._settle_at = self._settle_at or time.monotonic()

    def address_of(self, file: str, line: int) -> str | None:
        """The page and row that show a line of a file, None where no page does."""
        document = self.store.documents.get(file)
        if document is not None and file in self.store.unread:
            self._read(file)
        if document is None or not document.folder:
            return None
        place = key_at(source_lines(self.store.context(file).table), line)
        if place.endswith(".html"):
            return f"{document.folder}/{place}"
        return f"{document.folder}/index.html?line={line}{f'#{place}' if place else ''}"

    def _catch_up(self, address: str) -> None:
        """Read what the page cannot do without."""
        store = self.store
        if not store.is_reading:
            for name in list(store.unread):
                self._read(name)
        elif _is_of_document(address):
            for name in store.likely(address):
                if store.document_at(address) is not None:
                    break
                self._read(name)
        document = store.document_at(address)
        if document is not None and document.name in store.unread:
            self._read(document.name)
        self._note_ready()


def _is_of_document(address: str) -> bool:
    return address.count("/") == 2 and not address.startswith("static/")


def _is_gone_or_empty(path: Path) -> bool:
    try:
        return path.stat().st_size == 0
    except OSError:
        return True
