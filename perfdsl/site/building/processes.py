"""A pool of processes that ends when it is told to, and when the process that made it has ended."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.context import BaseContext
from typing import Any, TypeVar

Result = TypeVar("Result")


class Processes(ProcessPoolExecutor):
    """Its own pool may be ended in the middle of its work, unlike an executor that others lent us."""

    def __init__(self, workers: int, context: BaseContext) -> None:
        super().__init__(workers, mp_context=context, initializer=_begin)
        self._others = frozenset(multiprocessing.active_children())

    def submit(self, task: Callable[..., Result], /, *args: Any, **named: Any) -> Future[Result]:
        """Processes begin here, deaf to Ctrl-C from their first moment."""
        with _without_interrupts():
            return super().submit(task, *args, **named)

    def end_now(self) -> None:
        """Whatever is under way is given up; what waits is cancelled first, so that it does not count as lost."""
        self.shutdown(wait=False, cancel_futures=True)
        ours = [process for process in multiprocessing.active_children() if process not in self._others]
        for process in ours:
            process.terminate()
        for process in ours:
            process.join()


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Ctrl-C waits, and does not reach what is started meanwhile, where the system can do that."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT,))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin() -> None:
    """Ctrl-C, which the terminal sends to every process, is the parent's affair."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_parent, daemon=True).start()


def _end_with_the_parent() -> None:
    """Also where it was killed, and could not say that nobody waits for this work any more."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)
