"""Everything that an author waits for in the preview, of every generator that has one."""

from __future__ import annotations

from collections import defaultdict

from benchmarks.builds import Field
from benchmarks.live.browser import chromium
from benchmarks.live.saves import errors, saves
from benchmarks.live.server import first_page
from benchmarks.report import Figures, live_figures

SAVE = "save → changed text in the browser"
ERROR = "save with an error → shown in the browser"
START = "start → first page, cache warm"


def live(field: Field, count: int, rounds: int) -> dict[str, Figures]:
    """The figures of each kind of waiting; only perfdsl is asked to show an error over the page.

    The servers take turns, each with a few saves at a time: what else the machine does slows all of them alike.
    """
    shown, wrong, started = (defaultdict[str, list[float]](list) for _ in range(3))
    with chromium() as browser:
        for some in _shares(count, rounds):
            for generator in field.generators:
                name, site, content = generator.name.split(",")[0], field.site(generator), field.one()
                shown[name] += saves(generator, site, content, browser, some)
                if name == "perfdsl":
                    wrong[name] += errors(generator, site, content, browser, some)
                started[name].append(first_page(generator, site, content["id"]))
    return {SAVE: live_figures(shown), ERROR: live_figures(wrong), START: live_figures(started)}


def _shares(count: int, rounds: int) -> list[int]:
    """How many saves each round has."""
    return [count * (turn + 1) // rounds - count * turn // rounds for turn in range(min(rounds, count))]
