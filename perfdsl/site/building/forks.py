"""Work on what this process knows, done by copies of it side by side: nothing has to be sent to them.

Only where a process can be copied safely; elsewhere the same work is done here, one piece after the other.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from typing import TypeVar, cast

from perfdsl.site.building.pool import can_fork, in_order, pool_of

Result = TypeVar("Result")

_tasks: Sequence[Callable[[], object]] = ()  # what the copies find here is what they are to do


def side_by_side(tasks: Sequence[Callable[[], Result]], workers: int) -> Generator[Result]:
    """The results of the tasks in their order. Raises WorkerLostError."""
    global _tasks  # noqa: PLW0603 - the way into a forked process
    if workers < 2 or len(tasks) < 2 or not can_fork():
        yield from (task() for task in tasks)
        return
    _tasks = tasks
    try:
        with pool_of(min(workers, len(tasks))) as pool:
            results = in_order(pool, _do, ((number,) for number in range(len(tasks))))
            yield from cast("Generator[Result]", results)
    finally:
        _tasks = ()


def _do(numbers: tuple[int, ...]) -> object:
    [number] = numbers
    return _tasks[number]()
