"""Everything that an author waits for in the preview, of every generator that has one."""

from __future__ import annotations

from benchmarks.builds import Field
from benchmarks.live.browser import chromium
from benchmarks.live.saves import errors, saves
from benchmarks.live.server import first_page
from benchmarks.report import Figures, live_figures

SAVE = "save → changed text in the browser"
ERROR = "save with an error → shown in the browser"
START = "start → first page, cache warm"


def live(field: Field, count: int, starts: int) -> dict[str, Figures]:
    """The figures of each kind of waiting; only perfdsl is asked to show an error over the page."""
    shown: dict[str, list[float]] = {}
    wrong: dict[str, list[float]] = {}
    with chromium() as browser:
        for generator in field.generators:
            site, content = field.site(generator), field.one()
            shown[generator.name] = saves(generator, site, content, browser, count)
            if generator.name.startswith("perfdsl"):
                wrong[generator.name] = errors(generator, site, content, browser, count)
    return {
        SAVE: live_figures(shown),
        ERROR: live_figures(wrong),
        START: live_figures(_starts(field, starts)),
    }


def _starts(field: Field, count: int) -> dict[str, list[float]]:
    """The servers ran before, for the saves: what they keep is warm."""
    started: dict[str, list[float]] = {generator.name: [] for generator in field.generators}
    for _ in range(count):
        for generator in field.generators:
            identifier = field.one()["id"]
            started[generator.name].append(first_page(generator, field.site(generator), identifier))
    return started
