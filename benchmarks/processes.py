"""Whole processes, as a user waits for them: started fresh, on real files, timed from outside."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import NamedTuple

COMMAND = (sys.executable, "-m", "perfdsl")


def environment(bytecode: Path) -> dict[str, str]:
    """This environment, but with bytecode kept (in a folder of its own), as for an installed program."""
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPYCACHEPREFIX": str(bytecode)}


class Took(NamedTuple):
    """Milliseconds of one process: by the clock, and of the processor, which a busy machine disturbs less."""

    clock: float
    processor: float


def run(command: Sequence[str], cwd: Path, env: Mapping[str, str], accepted: Sequence[int] = (0, 1)) -> Took:
    """Run the command, its output thrown away. Exit 1 (findings of a check) is no failure."""
    start, before = time.perf_counter(), _processor_seconds()
    done = subprocess.run(
        command, cwd=cwd, env=env, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    took = Took((time.perf_counter() - start) * 1000, (_processor_seconds() - before) * 1000)
    if done.returncode not in accepted:
        raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}: {done.stderr.decode()}")
    return took


def medians(
    commands: Mapping[str, Sequence[str]], cwd: Path, env: Mapping[str, str], rounds: int
) -> dict[str, Took]:
    """The median of each command, after a warm-up.

    The commands take turns, so that whatever else the machine does slows all of them alike.
    """
    took: dict[str, list[Took]] = {name: [] for name in commands}
    for turn in range(rounds + 1):
        for name, command in commands.items():
            sample = run(command, cwd, env)
            if turn > 0:
                took[name].append(sample)
    return {
        name: Took(*(median(column) for column in zip(*samples, strict=True)))
        for name, samples in took.items()
    }


def _processor_seconds() -> float:
    """What all finished children have used so far."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


@contextmanager
def one_core() -> Iterator[None]:
    """Hold this process and those it starts to one core, where the system can."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(allowed)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, allowed)
