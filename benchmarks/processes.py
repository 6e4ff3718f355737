"""Whole processes, as a user waits for them: started fresh, on real files, timed from outside."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

COMMAND = (sys.executable, "-m", "perfdsl")


def run(command: Sequence[str], cwd: Path) -> float:
    """Run the command, its output thrown away; return milliseconds. Exit 1 (findings) is no failure."""
    start = time.perf_counter()
    done = subprocess.run(command, cwd=cwd, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    took = (time.perf_counter() - start) * 1000
    if done.returncode not in (0, 1):
        raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}: {done.stderr.decode()}")
    return took


def medians(commands: Mapping[str, Sequence[str]], cwd: Path, rounds: int) -> dict[str, float]:
    """The median of each command in milliseconds, after a warm-up.

    The commands take turns, so that whatever else the machine does slows all of them alike.
    """
    took: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(rounds + 1):
        for name, command in commands.items():
            milliseconds = run(command, cwd)
            if turn > 0:
                took[name].append(milliseconds)
    return {name: median(times) for name, times in took.items()}


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
