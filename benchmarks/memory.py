"""The most memory that a command and all processes that it starts hold at one time (Linux only).

Counted is the proportional set size: a page of memory that several processes share counts once.
"""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

INTERVAL = 0.02
_PROC = Path("/proc")


def peak(command: Sequence[str], cwd: Path, env: Mapping[str, str]) -> int:
    """Bytes; 0 where the system does not tell. Looking slows the command, so it is not timed in the same run."""
    with subprocess.Popen(command, cwd=cwd, env=env, stdout=subprocess.DEVNULL) as process:
        most = 0
        while process.poll() is None:
            most = max(most, sum(map(_held, _family(process.pid))))
            time.sleep(INTERVAL)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}")
    return most


def _family(process: int) -> Iterator[int]:
    """A process and its descendants."""
    yield process
    for children in (_PROC / str(process) / "task").glob("*/children"):
        for child in _read(children).split():
            yield from _family(int(child))


def _held(process: int) -> int:
    for line in _read(_PROC / str(process) / "smaps_rollup").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


def _read(file: Path) -> str:
    """The text of a file of a process that may be gone by now."""
    try:
        return file.read_text(encoding="ascii")
    except OSError:
        return ""
