"""One running preview: the threads that watch, draw and compare with git, and how they are joined."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Self, TypeVar

from perfdsl.importer.form_words import words_of
from perfdsl.importer.layout_files import layout_of
from perfdsl.live import editor
from perfdsl.live.document_store import DocumentStore
from perfdsl.live.downloads import Downloads
from perfdsl.live.file_events import FileEvent
from perfdsl.live.fixes import FixError, apply_fix
from perfdsl.live.history import marks
from perfdsl.live.import_payload import import_payload
from perfdsl.live.import_saving import Place, save_source
from perfdsl.live.job_thread import JobThread
from perfdsl.live.preview import Preview
from perfdsl.live.streams import Stream
from perfdsl.live.watcher import Watcher
from perfdsl.log import Log
from perfdsl.model.table import Table
from perfdsl.pipeline import reading_many
from perfdsl.site.cache.warm_start import WarmDocument, warm_start
from perfdsl.site.options import Options
from perfdsl.workspace.config import find_root

T = TypeVar("T")

# The thread that sends must not wait long for the one that draws.
_SWITCH = 0.001
_log = Log(__name__)


class App:
    """What a server of it asks for comes from any thread, and is done by the one that owns the pages."""

    def __init__(
        self,
        folder: Path,
        *,
        editor_command: str = editor.DEFAULT,
        poll: bool = False,
        no_theme: bool = False,
        safe: bool = False,
        say: Callable[[str], None] = print,
    ) -> None:
        """``say`` tells the person at the terminal. ``no_theme`` and ``safe`` as for a build."""
        self._start = folder.resolve()
        self.root = find_root(self._start)
        self._options = Options(no_theme=no_theme, safe=safe)
        self._say, self._editor, self._poll = say, editor_command, poll
        self._open = ExitStack()
        self._downloads = Downloads()
        self.importing = threading.Lock()  # one file at a time
        self._to_compare: dict[Stream, tuple[str, Table]] = {}

    def __enter__(self) -> Self:
        self._worker = JobThread(self._idle, self._failed)
        self._historian = JobThread(lambda: None, self._failed)
        self.watcher = Watcher(self.root, self._changed, poll=self._poll)
        with ExitStack() as opened:
            opened.callback(sys.setswitchinterval, sys.getswitchinterval())
            sys.setswitchinterval(_SWITCH)
            opened.enter_context(reading_many())
            opened.enter_context(self.watcher)  # first: what changes while we read waits for the worker
            store = DocumentStore(self._start, self.root, self._options)
            self.preview = Preview(store, self._look_up, self._warm_start)
            for worker in (self._worker, self._historian):
                worker.start()
                opened.callback(worker.stop)
            self._open = opened.pop_all()
        return self

    def _warm_start(self) -> dict[str, WarmDocument]:
        """What the last build knew, if it built the same."""
        if not self._options.has_theme:
            return {}
        return warm_start(self.root, self.root / "_site")

    def __exit__(self, *_: object) -> None:
        self._worker.tell(self.preview.open_pages.close)
        self._open.close()

    # ---- What the server asks for, from its threads

    def ask(self, job: Callable[[Preview], T]) -> T:
        """Have something done where the pages are."""
        return self._worker.ask(lambda: job(self.preview))

    def tell(self, job: Callable[[Preview], object]) -> None:
        self._worker.tell(lambda: job(self.preview))

    def file(self, address: str) -> bytes | None:
        """Any file of the site but a page, None where there is none."""
        found = self.ask(lambda preview: preview.file(address))
        return found if isinstance(found, bytes) else self._downloads.file(address, found)

    def open_editor(self, name: str, line: int, column: int) -> bool:
        """Whether the project has such a file. Raises EditorError."""
        file = self.ask(lambda preview: preview.store.path_of(name))
        if file is not None:
            editor.open_editor(self._editor, file, line, column)
        return file is not None

    def fix(self, name: str, line: int, column: int, code: str) -> None:
        """Apply the fix of one finding. Raises FixError, OSError."""
        self.ask(lambda preview: _fix(preview, name, line, column, code))

    def import_file(self, data: bytes, name: str, framework: str) -> dict[str, Any]:
        """What came of an office's file, in the thread of whoever asks: the pages go on meanwhile.

        Raises:
            UnknownFrameworkError: there is no such framework.
            LayoutError: the project's own words of forms cannot be read.
        """
        project = self.ask(lambda preview: preview.store.project)
        shelf = project.library
        words = words_of(shelf, layout_of(project.workspace.framework_folders))
        folders = [one.name for one in self._start.iterdir() if one.is_dir()]
        return import_payload(data, name, shelf, framework, words, folders)

    def save_source(self, name: str, text: str, seen: str) -> dict[str, Any]:
        """Write a source, and what its page says then. Raises NotSavedError, OSError."""
        bounds = self.ask(lambda preview: preview.store.project.workspace.bounds)
        file = save_source(Place(self._start, bounds), name, text, seen)
        return self.ask(lambda preview: _shown(preview, file))

    # ---- What happens by itself

    def _changed(self, changes: list[FileEvent]) -> None:
        self.tell(lambda preview: preview.changed(changes))

    def _idle(self) -> float | None:
        return self.preview.idle()

    def _look_up(self, stream: Stream, name: str, table: Table) -> None:
        if self._options.safe:
            return  # git reads settings that lie in the folder
        self._to_compare[stream] = name, table
        self._historian.tell(self._compare)

    def _compare(self) -> None:
        """However slow git is: of each page only the latest state is compared."""
        while self._to_compare:
            stream, (name, table) = self._to_compare.popitem()
            stream.tell("marks", marks(self.root, name, table))

    def _failed(self, error: Exception) -> None:
        """A bug of ours, or a machine at its limits: the preview stays up."""
        _log.warning("预览内部出错", error=error)
        message = f"预览内部出错（{type(error).__name__}: {error}），页面可能不是最新的；再保存一次试试。"
        self._say(message)
        self.preview.open_pages.trouble(message)


def _shown(preview: Preview, file: Path) -> dict[str, Any]:
    """The page of a file that was just written, ``""`` where it has none, and how much is wrong with it."""
    preview.changed([FileEvent(file)])
    name = preview.store.files.get(file, "")
    document = preview.store.documents.get(name)
    if document is None:
        return {"page": "", "errors": 0, "warnings": 0}
    preview.address_of(name, 1)  # for which it is read
    levels = [finding["severity"] for finding in document.findings]
    page = f"{document.folder}/index.html" if document.folder else ""
    return {"page": page, "errors": levels.count("error"), "warnings": levels.count("warning")}


def _fix(preview: Preview, name: str, line: int, column: int, code: str) -> None:
    file = preview.store.path_of(name)
    if file is None:
        raise FixError(f"项目里没有“{name}”这个文件。")
    bounds = preview.store.project.workspace.bounds
    apply_fix(file, bounds, line, column, code, lambda data: preview.store.check(data, name))
