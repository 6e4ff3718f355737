"""Work on what this process knows, done by it and by copies of it side by side: nothing has to be sent to them.

Only where a process can be copied safely; elsewhere the same work is done here, one piece after the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar, cast

from perfdsl.site.building.pool import can_fork, context
from perfdsl.site.errors import WorkerLostError

Result = TypeVar("Result")

_tasks: Sequence[Callable[[], object]] = ()  # what the copies find here is what they are to do


def side_by_side(tasks: Sequence[Callable[[], Result]], workers: int) -> Iterator[Result]:
    """The results of the tasks in their order. The copies begin with the first one, this process with the last: a copy
    comes to need as much memory as it looks at, so there is one less of them. Raises WorkerLostError.
    """
    global _tasks  # noqa: PLW0603 - the way into a forked process
    if workers < 2 or len(tasks) < 2 or not can_fork():
        return (task() for task in tasks)
    _tasks = tasks
    try:
        return iter(_shared_out(tasks, workers - 1))
    finally:
        _tasks = ()


def _shared_out(tasks: Sequence[Callable[[], Result]], copies: int) -> list[Result]:
    from concurrent.futures import BrokenExecutor

    from perfdsl.site.building.processes import Processes

    own: dict[int, Result] = {}
    with Processes(min(copies, len(tasks)), context()) as pool:
        try:
            futures = [pool.submit(_do, number) for number in range(len(tasks))]
            for number in reversed(range(len(tasks))):
                if not futures[number].cancel():
                    break  # a copy has it, and all before it
                own[number] = tasks[number]()
            return [
                own[number] if number in own else cast("Result", future.result())
                for number, future in enumerate(futures)
            ]
        except BrokenExecutor as error:
            raise WorkerLostError from error
        except BaseException:
            pool.end_now()
            raise


def _do(number: int) -> object:
    return _tasks[number]()
