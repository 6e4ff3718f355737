"""Many files, by as many processes as there are processors; each result in the order of the files."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from perfdsl.importer.file_import import FileImport, import_file
from perfdsl.model.library import Library

_WORTH_IT = 8  # files, below which to start processes takes longer
_AT_ONCE = 4  # files that a process is given together

_shelf: Library | None = None  # of a worker


def imported(files: Sequence[Path], shelf: Library, framework: str = "") -> Iterator[FileImport]:
    """What came of each file."""
    processes = min(os.cpu_count() or 1, len(files) // _WORTH_IT)
    if processes < 2:
        yield from (import_file(file, shelf, framework) for file in files)
        return
    with ProcessPoolExecutor(processes, initializer=_begin, initargs=(shelf,)) as pool:
        yield from pool.map(partial(_import, framework), files, chunksize=_AT_ONCE)


def _begin(shelf: Library) -> None:
    global _shelf  # noqa: PLW0603 - the one thing that a worker is given
    _shelf = shelf


def _import(framework: str, file: Path) -> FileImport:
    assert _shelf is not None
    return import_file(file, _shelf, framework)
