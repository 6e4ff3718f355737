"""What happens when: a file is saved, a browser asks for a page or opens a stream, nothing happens for a moment.

After a save the pages that somebody looks at are drawn and sent first, then everything else is looked at, a file at a
time. Runs in one thread (:class:`~perfdsl.live.worker.Worker`), which owns the pages and the list of streams.
"""

from __future__ import annotations

import gc
import os
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from perfdsl.live import payloads
from perfdsl.live.downloads import Material
from perfdsl.live.file_events import Affects, FileEvent, affects
from perfdsl.live.pages import LivePages
from perfdsl.live.placeholder_pages import bad_template, not_found, nothing_yet
from perfdsl.live.source_map import key_at, source_lines
from perfdsl.live.streams import Stream
from perfdsl.memo import MB, Latest
from perfdsl.model.table import Table
from perfdsl.site.cache.warm_start import WarmDocument
from perfdsl.site.errors import BuildError

_QUIET = 0.03  # so long nothing must happen before other pages and git are looked at
_DOUBT = 0.15  # so long a file may be gone or empty while an editor saves it
_AT_ONCE = 8  # so many unread files nobody waits for
_REMEMBERED = 4 * MB  # of the last good pages
_MOST_OF_A_BROWSER = 5  # it opens six connections to one host, and needs one for everything else
_PROGRESS = 0.5
_PATIENCE = 0.5
_LONGEST_PAUSE = 2.0
_LONGEST_WAIT = 60.0

# Compares a table with git's committed version, and tells the stream.
LookUp = Callable[[Stream, str, Table], None]

# The documents that an earlier run knew.
Recall = Callable[[], Mapping[str, WarmDocument]]


class Answer(NamedTuple):
    """A page as a browser gets it; ``found`` is False for a notice that there is none."""

    html: str
    found: bool


class Preview:
    """``ready`` is set while nobody need wait for files that have not been read yet."""

    def __init__(self, pages: LivePages, look_up: LookUp, recall: Recall | None = None) -> None:
        self.pages = pages
        self.streams: list[Stream] = []
        self.ready = threading.Event()
        self._look_up = look_up
        self._recall = recall
        self._last_good: Latest[str, str] = Latest(_REMEMBERED)
        self._doubtful: dict[Path, float] = {}
        self._settle_at: float | None = 0.0
        self._rest: list[Stream] = []
        self._rest_at = self._rest_pause = 0.0
        self._progress_at = 0.0
        self._is_complete = False

    # ---- Something was saved

    def changed(self, changes: Iterable[FileEvent]) -> None:
        """Take what happened on disk; what somebody looks at is drawn and sent at once."""
        found = [(affects(one.path, self.pages.root, folder=one.folder), one.path) for one in changes]
        kinds = {kind for kind, _ in found} - {Affects.NOTHING}
        if not kinds:
            return
        self._settle_at = time.monotonic() + _QUIET
        if Affects.SETTINGS in kinds:
            self.pages.read_settings()
        if Affects.TEMPLATES in kinds:
            self.pages.read_templates()
            self._refresh(self.streams)
        if Affects.STATIC in kinds and self.pages.read_static():
            for stream in self.streams:
                stream.reload()
        self._tables([path for kind, path in found if kind is Affects.TABLES])
        self._show_first()

    def _tables(self, paths: list[Path]) -> None:
        """Take note of what is to be read."""
        files = self.pages.files
        for path in paths:
            if path in files and path not in self._doubtful and _is_gone_or_empty(path):
                self._doubtful[path] = time.monotonic() + _DOUBT
                self.pages.unread.pop(files[path], None)
        certain = [path for path in paths if path not in self._doubtful]
        certain += [path for path in self._doubtful if not _is_gone_or_empty(path)]
        self._look_at(certain)

    def _look_at(self, paths: list[Path]) -> None:
        for path in paths:
            self._doubtful.pop(path, None)
        if any(path not in self.pages.files or not path.exists() for path in paths):
            self.pages.find_files(keep=self._doubtful)
        for path in paths:
            if path in self.pages.files:
                self.pages.unread[self.pages.files[path]] = None

    def _show_first(self) -> None:
        """Read what the open pages show, and send what changed on them."""
        looked_at = [
            stream for stream in self.streams if stream.document and stream.document.name in self.pages.unread
        ]
        for stream in looked_at:
            if stream.document and stream.document.name in self.pages.unread:
                self._read(stream.document.name)
        self._refresh(looked_at)
        self._note_ready()

    def _read(self, name: str) -> None:
        """Look at a file; one that was deleted a moment ago may come back."""
        file = self.pages.documents[name].file
        if os.path.lexists(file):
            self.pages.read(name)
        else:
            del self.pages.unread[name]
            self._doubtful.setdefault(file, time.monotonic() + _DOUBT)

    # ---- Nothing happens for a moment

    def idle(self) -> float | None:
        """Do the next thing that nobody waits for; in how many seconds there is more to do, None: nothing."""
        if self._recall is not None:
            recall, self._recall = self._recall, None  # where it fails, everything is read
            self.pages.recall(recall())
            self._note_ready()
        now = time.monotonic()
        due = [path for path, until in self._doubtful.items() if until <= now]
        if due:
            self._look_at(due)
            self._show_first()
            self._settle_at = now
        if self._settle_at is not None and now >= self._settle_at:
            if self.pages.unread:
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
        self._read(next(iter(self.pages.unread)))
        self._note_ready()
        if now > self._progress_at + _PROGRESS:
            self._progress_at = now
            for stream in self.streams:
                self._tell_findings(stream)

    def _settle(self) -> None:
        """Everything has been read: draw the open pages of tables anew, and compare the tables with git."""
        self._settle_at = None
        if not self._is_complete:
            self._is_complete = True
            gc.freeze()  # what was read at the start stays: a save must not wait while Python looks through it
        self._rest = [stream for stream in self.streams if stream.document is None]
        self._rest_at = time.monotonic() + self._rest_pause
        for stream in self._rest:
            self._tell_findings(stream)
        self._refresh(stream for stream in self.streams if stream.document)
        for stream in self.streams:
            name = payloads.shown_file(self.pages, stream.document)
            if name:
                self._look_up(stream, name, self.pages.subject(name).table)
            else:
                stream.tell("marks", {})

    def _draw_rest(self, stream: Stream) -> None:
        """An open page of the whole site. The longer that takes, the longer nobody must have saved anything."""
        if stream not in self.streams:
            return
        start = time.monotonic()
        self._refresh([stream])
        took = time.monotonic() - start
        self._rest_pause = min(_LONGEST_PAUSE, max(2 * took, self._rest_pause / 2))

    @property
    def _is_reading(self) -> bool:
        """Whether so many files are unread that one would notice the wait."""
        return len(self.pages.unread) > _AT_ONCE

    def _note_ready(self) -> None:
        if self._is_reading:
            self.ready.clear()
        else:
            self.ready.set()

    # ---- A browser asks

    def page(self, address: str) -> Answer:
        """A page as it is now; as it was, where a template has an error; a notice, where there is none."""
        self._catch_up(address)
        try:
            html = self.pages.html(address)
        except BuildError as error:
            return Answer(self._last_good.get(address) or bad_template(str(error)), found=True)
        if html is None:
            return self._no_page(address)
        return Answer(self._last_good.keep(address, html), found=True)

    def file(self, address: str) -> bytes | Material:
        """Any other file, or what it is to be made from."""
        self._catch_up(address)
        found = self.pages.file(address)
        return self.pages.material() if found is None else found

    def wait_for(self, address: str) -> None:
        """In the thread of whoever asks: while a big project is being read, a page of the whole site is shown with what
        there is after a moment, and the rest is sent later; a file made from all tables waits for them.
        """
        if not _is_of_document(address) and not address.startswith("static/"):
            self.ready.wait(_PATIENCE if address.endswith(".html") else _LONGEST_WAIT)

    def path_of(self, name: str) -> Path | None:
        """A file of the project that findings are about, None where it has no such file."""
        document = self.pages.documents.get(name)
        return document.file if document else self.pages.other_file(name)

    def connect(self, stream: Stream, known: int | None) -> None:
        """A browser opens a stream and says which version of the page it shows."""
        stream.begin(known, self.page(stream.address).html)
        stream.document = self.pages.document_at(stream.address)
        self.streams.append(stream)
        of_browser = [one for one in self.streams if stream.browser and one.browser == stream.browser]
        if len(of_browser) > _MOST_OF_A_BROWSER:
            self.streams.remove(of_browser[0])
            of_browser[0].pause()
        self._refresh([stream])
        self._settle_at = self._settle_at or time.monotonic()

    def disconnect(self, stream: Stream) -> None:
        if stream in self.streams:
            self.streams.remove(stream)

    def address_of(self, file: str, line: int) -> str | None:
        """The page and row that show a line of a file, None where no page does."""
        document = self.pages.documents.get(file)
        if document is not None and file in self.pages.unread:
            self._read(file)
        if document is None or not document.folder:
            return None
        place = key_at(source_lines(self.pages.subject(file).table), line)
        if place.endswith(".html"):
            return f"{document.folder}/{place}"
        return f"{document.folder}/index.html?line={line}{f'#{place}' if place else ''}"

    def _no_page(self, address: str) -> Answer:
        empty = address == "index.html" and not self.pages.unread
        return Answer(nothing_yet() if empty else not_found(address), found=empty)

    def _catch_up(self, address: str) -> None:
        """Read what the page cannot do without."""
        pages = self.pages
        if not self._is_reading:
            for name in list(pages.unread):
                self._read(name)
        elif _is_of_document(address):
            for name in pages.likely(address):
                if pages.document_at(address) is not None:
                    break
                self._read(name)
        document = pages.document_at(address)
        if document is not None and document.name in pages.unread:
            self._read(document.name)
        self._note_ready()

    # ---- Telling open pages

    def _refresh(self, streams: Iterable[Stream]) -> None:
        """Send what changed on these pages, and all that goes with them."""
        for stream in streams:
            try:
                self._show(stream, self.pages.html(stream.address))
            except BuildError as error:
                stream.tell("trouble", {"message": str(error)})
            else:
                stream.tell_over("trouble", {"message": ""})
            self._tell_findings(stream)
            stream.tell("places", payloads.places(self.pages, stream.document))

    def _tell_findings(self, stream: Stream) -> None:
        stream.tell("findings", payloads.findings(self.pages, stream.document, reading=self._is_reading))

    def _show(self, stream: Stream, html: str | None) -> None:
        if html is not None:
            stream.document = self.pages.document_at(stream.address)
            if stream.has_told("gone"):
                stream.forget("gone")
                stream.html = None
            stream.show(html)
            self._last_good.keep(stream.address, html)
        elif self.pages.unread:
            return
        elif stream.document is not None:
            stream.tell("gone", payloads.gone(self.pages, stream.document, stream.address))
        else:
            stream.show(self._no_page(stream.address).html)


def _is_of_document(address: str) -> bool:
    return address.count("/") == 2 and not address.startswith("static/")


def _is_gone_or_empty(path: Path) -> bool:
    try:
        return path.stat().st_size == 0
    except OSError:
        return True
