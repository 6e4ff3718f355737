"""A progress bar for work that takes longer than a second, and silence for the rest."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TextIO

_AFTER = 1.0
_EVERY = 0.1
_WIDTH = 24


class Progress:
    """Call it with (done, total). Draws on a terminal only, and nothing before the first second is over."""

    def __init__(
        self,
        title: str,
        *,
        silent: bool = False,
        stream: TextIO | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.title = title
        self.stream = stream or sys.stderr
        self.silent = silent or not self.stream.isatty()
        self.clock = clock
        self.started = self.drawn = clock()
        self.shown = False

    def __call__(self, done: int, total: int) -> None:
        now = self.clock()
        if self.silent or now - self.started < _AFTER or now - self.drawn < _EVERY:
            return
        self.drawn, self.shown = now, True
        rate = done / (now - self.started)
        left = (total - done) / rate if rate else 0
        bar = "█" * (_WIDTH * done // max(total, 1))
        self.stream.write(
            f"\r{self.title} {bar:<{_WIDTH}} {done}/{total}  每秒 {rate:.0f} 个，还要 {left:.0f} 秒\x1b[K"
        )
        self.stream.flush()

    def clear(self) -> None:
        """Take the bar away."""
        if self.shown:
            self.stream.write("\r\x1b[K")
            self.stream.flush()
            self.shown = False
