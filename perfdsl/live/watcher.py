"""Tells what happens to the files below a folder, in handfuls: all that comes within 20 ms is told at once.

Folders are watched by the system where it can; else, and on network drives, which say nothing of what others do
there, all files are looked at twice a second.
"""

from __future__ import annotations

import os
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path, PurePath
from queue import Empty, SimpleQueue
from typing import Self

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

from perfdsl.live.file_events import HISTORY_FILES, NEVER, Affects, FileEvent, affects, history_above
from perfdsl.log import Log
from perfdsl.workspace.walking import top_down

_TOGETHER = 0.02
_EVERY = 0.5
_TOLD = ("created", "modified", "moved", "deleted", "closed")
_NETWORK = ("nfs", "cifs", "smb", "9p", "afs", "vboxsf", "fuse.sshfs", "fuse.rclone")
_log = Log(__name__)

Stamp = tuple[int, int, int]


class Watcher:
    """``with Watcher(root, changed)``: ``changed`` is called in a thread of the watcher.

    ``polls`` says whether files are looked at in turn, be it by wish or because nothing else is possible.
    """

    def __init__(self, root: Path, changed: Callable[[list[FileEvent]], None], *, poll: bool = False) -> None:
        self.root = root
        self.polls = poll or on_network(root)
        self._changed = changed
        self._found: SimpleQueue[FileEvent | None] = SimpleQueue()
        self._stopped = threading.Event()
        self._observer = None if self.polls else Observer()

    def __enter__(self) -> Self:
        # Of folders within new folders the library warns that it has them already: no news for a writer.
        warnings.filterwarnings("ignore", category=RuntimeWarning, module=r"watchdog\.")
        threading.Thread(target=self._tell, name="perfdsl changes", daemon=True).start()
        if self._observer is not None:
            try:
                self._observer.schedule(_Handler(self._note), str(self.root), recursive=True)
                self._schedule_history(self._observer)
                self._observer.start()
            except OSError as error:  # too many folders for this system
                _log.info("系统不让监视这个文件夹，改为每半秒查看一次", error=error)
                self._observer, self.polls = None, True
        if self.polls:
            seen = dict(self._look())
            threading.Thread(target=self._poll, args=(seen,), name="perfdsl poll", daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        self._found.put(None)
        if self._observer is not None:
            self._observer.stop()
            self._observer.join(timeout=5)

    def _schedule_history(self, observer: BaseObserver) -> None:
        above = history_above(self.root)
        for folder in (above, above and above / "logs"):
            if above and folder and folder.is_dir():
                observer.schedule(_Handler(partial(self._note_history, above)), str(folder))

    def _note_history(self, above: Path, path: str, folder: bool) -> None:
        """What happens to the history of the whole repository means the same as to one of the project's own."""
        self._note(str(self.root / ".git" / Path(path).relative_to(above)), folder)

    def _note(self, path: str, folder: bool) -> None:
        if affects(PurePath(path), self.root, folder=folder) is not Affects.NOTHING:
            self._found.put(FileEvent(Path(path), folder))

    def _tell(self) -> None:
        while (first := self._found.get()) is not None:
            time.sleep(_TOGETHER)
            found = {first: None}
            try:
                while (one := self._found.get_nowait()) is not None:
                    found[one] = None
            except Empty:
                self._changed(list(found))
            else:
                return

    def _poll(self, seen: dict[str, Stamp]) -> None:
        while not self._stopped.wait(_EVERY):
            now = dict(self._look())
            for path in now.keys() | seen.keys():
                if now.get(path) != seen.get(path):
                    self._note(path, folder=False)
            seen = now

    def _look(self) -> Iterator[tuple[str, Stamp]]:
        """The files of the project, and what tells of a commit."""
        yield from _stamps(self.root)
        above = history_above(self.root) or self.root / ".git"
        for name in HISTORY_FILES:
            for _, stamp in _stamp(str(above / name)):
                yield str(self.root / ".git" / name), stamp


class _Handler(FileSystemEventHandler):
    def __init__(self, note: Callable[[str, bool], None]) -> None:
        self._note = note

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type not in _TOLD or (event.is_directory and event.event_type == "modified"):
            return
        for path in (event.src_path, event.dest_path):
            if path:
                self._note(os.fsdecode(path), event.is_directory)


def on_network(folder: Path) -> bool:
    """Whether a folder lies on a drive of another machine, as far as the system says so."""
    text = str(folder)
    if text.startswith("\\\\"):
        return True
    try:
        mounts = [line.split(" ")[1:3] for line in Path("/proc/mounts").read_text("utf-8").splitlines()]
    except OSError:
        return False
    above = [(place, kind) for place, kind in mounts if folder.is_relative_to(place.replace("\\040", " "))]
    return bool(above) and max(above, key=lambda mount: len(mount[0]))[1].startswith(_NETWORK)


def _stamps(folder: Path) -> Iterator[tuple[str, Stamp]]:
    """Size, time and number of every file."""
    for here, folders, names in top_down(str(folder)):
        folders[:] = [name for name in folders if not name.startswith(".") and name not in NEVER]
        for name in names:
            yield from _stamp(os.path.join(here, name))  # noqa: PTH118 - pathlib takes five times as long


def _stamp(path: str) -> Iterator[tuple[str, Stamp]]:
    try:
        found = os.stat(path)  # noqa: PTH116
    except OSError:
        return
    yield path, (found.st_size, found.st_mtime_ns, found.st_ino)
