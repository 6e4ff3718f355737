"""``perfdsl init``: a small project that builds as it is and shows how everything is written."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from perfdsl.resources import data
from perfdsl.site.errors import OutputUnwritableError, StarterExistsError
from perfdsl.workspace.bounds import Bounds


def create(folder: Path) -> tuple[str, ...]:
    """Write the starter project into ``folder`` (made where it is missing); return the names written, sorted.

    Nothing is overwritten, and nothing is written where a link leads. Raises StarterExistsError or OutputUnwritableError.
    """
    source = data("starter")
    names = sorted(_names(source))
    bounds = Bounds(folder)
    for name in names:
        if os.path.lexists(folder / name) or bounds.leads_out(folder / name):
            raise StarterExistsError(folder, name)
    try:
        for name in names:
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes((source / name).read_bytes())
    except OSError as error:
        raise OutputUnwritableError(folder, error.strerror or type(error).__name__) from error
    return tuple(names)


def _names(source: Path) -> Iterator[str]:
    """The starter's own files; what a build or a check of it left there (``.perfdsl``, ``_site``) is none of them."""
    for text, folders, files in os.walk(source):
        folders[:] = [name for name in folders if not name.startswith((".", "_"))]
        yield from ((Path(text) / name).relative_to(source).as_posix() for name in files if name[0] != ".")
