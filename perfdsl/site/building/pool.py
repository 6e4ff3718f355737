"""Who does the work: this process, a pool of processes, or whatever :class:`~concurrent.futures.Executor` is given."""

from __future__ import annotations

import os
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from perfdsl.log import Log
from perfdsl.site.errors import WorkerLostError

if TYPE_CHECKING:  # a build of one document does without
    from concurrent.futures import Executor, Future
    from multiprocessing.context import BaseContext

Item = TypeVar("Item")
Result = TypeVar("Result")

_AHEAD = 4  # tasks handed out per worker: enough that none waits, few enough that nothing piles up
_WORTH_A_POOL = 24  # documents; fewer are done before a second process has started
_BATCH = 32
_log = Log(__name__)


def workers_for(documents: int, jobs: int | None) -> int:
    """How many processes are worth their start; 1: this one alone. ``jobs`` None: one for each core."""
    count = min(jobs or _cores(), -(-documents // 8))
    return count if documents >= _WORTH_A_POOL else 1


@contextmanager
def pool_of(workers: int) -> Iterator[Executor | None]:
    """A pool of processes; None for one worker: that is this process."""
    if workers < 2:
        yield None
        return
    from perfdsl.site.building.processes import Processes

    how = context()
    _log.info("用 %d 个进程（%s）", workers, how.get_start_method())
    pool = Processes(workers, how)
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def can_fork() -> bool:
    """Whether a process may be copied: its threads would be missing in the copy."""
    return sys.platform == "linux" and threading.active_count() == 1


def in_order(
    executor: Executor | None, task: Callable[[tuple[Item, ...]], Result], batches: Iterable[tuple[Item, ...]]
) -> Generator[Result]:
    """The results of a task, in the order of its batches; only so many are under way that memory stays bounded.

    ``batches`` is asked for the next one only when there is room for it. When the generator ends or is closed, nothing
    is under way any more. Raises WorkerLostError.
    """
    if executor is None:
        yield from map(task, batches)
        return
    from concurrent.futures import BrokenExecutor

    waiting: deque[Future[Result]] = deque()
    try:
        for batch in batches:
            waiting.append(executor.submit(task, batch))
            if len(waiting) > _AHEAD * _cores():
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenExecutor as error:
        raise WorkerLostError from error
    finally:
        if waiting:
            _give_up(executor, waiting)


def batches(items: Sequence[Item], size: int = _BATCH) -> Iterator[tuple[Item, ...]]:
    """Items in portions: small ones where there are few items, so that every worker has some."""
    step = max(1, min(size, len(items) // (4 * _cores())))
    for first in range(0, len(items), step):
        yield tuple(items[first : first + step])


def _give_up(executor: Executor, waiting: Iterable[Future[Result]]) -> None:
    """What still runs is of no use, and must not write into a folder that is removed."""
    from concurrent.futures import wait

    from perfdsl.site.building.processes import Processes

    if isinstance(executor, Processes):
        executor.end_now()
    wait([future for future in waiting if not future.cancel()])


def _cores() -> int:
    """Those that this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def context() -> BaseContext:
    """A copy of this process where that is safe: it has everything imported already."""
    import multiprocessing

    return multiprocessing.get_context("fork" if can_fork() else "spawn")
