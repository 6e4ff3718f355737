"""The memory of a process that runs all day: what it remembers, and what thousands of short-lived threads leave behind.

Each request has a thread, and the C library of most Linux systems gives each thread a heap of its own, of which little
comes back. Threads of Python take turns anyway, so one heap serves them all as fast.
"""

from __future__ import annotations

import sys

from perfdsl import memo
from perfdsl.log import Log

_SHARE = 0.15  # of what a build remembers: a preview draws few pages at a time
_ARENA_MAX = -8  # of mallopt(3), glibc
_log = Log(__name__)


def live_long() -> None:
    """Be moderate from now on. Before the first thread is started."""
    memo.use_share(_SHARE)
    _use_one_heap()


def _use_one_heap() -> None:
    """Where the C library has such a choice; elsewhere nothing happens."""
    if sys.platform != "linux":
        return
    import ctypes

    try:
        done = ctypes.CDLL(None).mallopt(_ARENA_MAX, 1)
    except (OSError, AttributeError) as error:
        _log.debug("C 库没有 mallopt：%s", error)
    else:
        _log.debug("mallopt：%s", done)
