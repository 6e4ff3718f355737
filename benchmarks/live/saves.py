"""From the save of a file to what the browser shows of it."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from playwright.sync_api import Browser

from benchmarks.content import Content, retarget
from benchmarks.generators import Generator
from benchmarks.live.browser import Watched
from benchmarks.live.server import serving

# An author reads between two saves, and no server shall find a rhythm to fall in with. (`hugo server` does not tell
# the browser of a save that comes within 350 ms of the last one.)
PAUSE = (800, 1500)

Say = Callable[[int], tuple[str, str]]
"""For the number of a save: the text of the file, and what the page then shows."""


def saves(generator: Generator, site: Path, content: Content, browser: Browser, count: int) -> list[float]:
    """Milliseconds from the save of a changed number to the changed text, ``count`` times."""

    def say(turn: int) -> tuple[str, str]:
        target = f"≥{70 + turn / 100:.2f}%"
        return generator.source(retarget(content, target)), target

    return list(_waits(generator, site, content, browser, [say] * count))


def errors(generator: Generator, site: Path, content: Content, browser: Browser, count: int) -> list[float]:
    """Milliseconds from the save of a line with an error to the overlay that shows it; mended in between."""
    sound = generator.source(content)

    def spoil(turn: int) -> tuple[str, str]:
        mark = f"zz{turn}zz"
        return f"{sound}{mark} >= \n", mark

    def mend(turn: int) -> tuple[str, str]:
        changed = f"≥{70 + turn / 100:.2f}%"
        return generator.source(retarget(content, changed)), changed

    return list(_waits(generator, site, content, browser, [spoil, mend] * count))[::2]


def _waits(
    generator: Generator, site: Path, content: Content, browser: Browser, says: list[Say]
) -> Iterator[float]:
    file = site / generator.file.format(content["id"])
    row = content["categories"][-1]["rows"][-1]
    dice = random.Random(len(says))  # noqa: S311 (pauses, no secrets)
    generator.write(site, content)
    with serving(generator, site) as address:
        watched = Watched(browser, row["name"])
        watched.page.goto(f"{address}/{generator.page.format(content['id'])}")
        if watched.wait_for(row["cells"][0]) == math.inf:
            raise RuntimeError(f"{generator.name} does not show {row['cells'][0]} on {watched.page.url}")
        for turn, say in enumerate(says, 1):
            watched.page.wait_for_timeout(dice.randint(*PAUSE))
            yield _wait(watched, file, *say(turn))
        watched.page.close()


def _wait(watched: Watched, file: Path, text: str, expected: str) -> float:
    watched.forget()
    start = time.time()
    file.write_text(text, encoding="utf-8", newline="\n")
    return watched.wait_for(expected) - start * 1000
