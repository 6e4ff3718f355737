"""What was made of the whole site, by this process or by copies of it side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from perfdsl.site.building.forks import side_by_side
from perfdsl.site.building.run import BuildRun
from perfdsl.site.output_folder.writer import SiteFile


class Made(NamedTuple):
    """The files of an ``owner``, the links that lead out of its pages, packed, and what helps to make it the next time."""

    owner: str
    files: Mapping[str, SiteFile]
    links: bytes = b""
    resume: bytes = b""


def make(run: BuildRun, tasks: Sequence[Callable[[], Iterable[Made]]], workers: int) -> list[Made]:
    """What comes of the tasks. Copies of this process read from the cache what was put there so far.

    Raises WorkerLostError.
    """
    if workers > 1 and tasks:
        run.cache.commit_early()
    found = list(chain.from_iterable(side_by_side(tasks, workers)))
    for made in found:
        run.output.adopt(made.owner, made.files)
    return found
