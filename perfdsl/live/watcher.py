"""Tells what happens to the files below a folder, in handfuls: all that comes within 20 ms is told at once.

Folders are watched by the system where it can; else, and on network drives, which say nothing of what others do
there, all files are looked at twice a second.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path, PurePath
from queue import Empty, SimpleQueue
from typing import Self

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from perfdsl.live.changes import NEVER, Change, Changed, meaning

_TOGETHER = 0.02
_EVERY = 0.5
_TOLD = ("created", "modified", "moved", "deleted", "closed")
_NETWORK = ("nfs", "cifs", "smb", "9p", "afs", "vboxsf", "fuse.sshfs", "fuse.rclone")

Stamp = tuple[int, int, int]


class Watcher:
    """``with Watcher(root, changed)``: ``changed`` is called in a thread of the watcher.

    ``polls`` says whether files are looked at in turn, be it by wish or because nothing else is possible.
    """

    def __init__(self, root: Path, changed: Callable[[list[Changed]], None], *, poll: bool = False) -> None:
        self.root = root
        self.polls = poll or on_network(root)
        self._changed = changed
        self._found: SimpleQueue[Changed | None] = SimpleQueue()
        self._stopped = threading.Event()
        self._observer = None if self.polls else Observer()

    def __enter__(self) -> Self:
        threading.Thread(target=self._tell, name="perfdsl changes", daemon=True).start()
        if self._observer is not None:
            try:
                self._observer.schedule(_Handler(self._note), str(self.root), recursive=True)
                self._observer.start()
            except OSError:  # too many folders for this system
                self._observer, self.polls = None, True
        if self.polls:
            seen = dict(_stamps(self.root))
            threading.Thread(target=self._poll, args=(seen,), name="perfdsl poll", daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        self._found.put(None)
        if self._observer is not None:
            self._observer.stop()
            self._observer.join(timeout=5)

    def _note(self, path: str, folder: bool) -> None:
        if meaning(PurePath(path), self.root, folder=folder) is not Change.NOTHING:
            self._found.put(Changed(Path(path), folder))

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
            now = dict(_stamps(self.root))
            for path in now.keys() | seen.keys():
                if now.get(path) != seen.get(path):
                    self._note(path, folder=False)
            seen = now


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
    for here, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".") and name not in NEVER]
        for name in names:
            path = os.path.join(here, name)  # noqa: PTH118 - pathlib takes five times as long, and there are many
            try:
                found = os.stat(path)  # noqa: PTH116
            except OSError:
                continue
            yield path, (found.st_size, found.st_mtime_ns, found.st_ino)
