"""One thread that does everything that touches the state of the preview, job after job; idle work in between."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

T = TypeVar("T")


class JobThread:
    """``idle`` is called whenever there is no job. It does a little at a time and says in how many seconds it wants to
    be called again, None: not before the next job. ``failed`` is told of what went wrong where nobody waits for it.
    """

    def __init__(self, idle: Callable[[], float | None], failed: Callable[[Exception], None]) -> None:
        self._idle, self._failed = idle, failed
        self._jobs: SimpleQueue[Callable[[], Any] | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="perfdsl preview", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """What is under way is finished."""
        self._jobs.put(None)
        self._thread.join(timeout=5)

    def tell(self, job: Callable[[], object]) -> None:
        """Have it done, soon."""
        self._jobs.put(job)

    def ask(self, job: Callable[[], T]) -> T:
        """Have it done, and wait for what comes of it, be it an exception."""
        future: Future[T] = Future()

        def answer() -> None:
            try:
                future.set_result(job())
            except BaseException as error:  # noqa: BLE001 - it belongs to whoever asked
                future.set_exception(error)

        self._jobs.put(answer)
        return future.result()

    def _run(self) -> None:
        wait: float | None = 0.0
        while True:
            try:
                job = self._jobs.get(block=wait is None or wait > 0, timeout=wait)
            except Empty:
                wait = self._try(self._idle)
                continue
            if job is None:
                return
            self._try(job)
            wait = 0.0

    def _try(self, job: Callable[[], Any]) -> Any:
        try:
            return job()
        except Exception as error:  # noqa: BLE001 - the preview stays up whatever happens
            self._failed(error)
            return None
