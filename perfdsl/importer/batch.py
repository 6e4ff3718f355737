"""Many files, by as many processes as there are processors; each result in the order of the files."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from perfdsl.importer.file_import import FileImport, import_file
from perfdsl.importer.form_words import FormWords, words_of
from perfdsl.model.library import Library

_WORTH_IT = 8  # files, below which to start processes takes longer
_AT_ONCE = 4  # files that a process is given together

_given: tuple[Library, str, FormWords] | None = None  # of a worker


def imported(
    files: Sequence[Path], shelf: Library, framework: str = "", words: FormWords | None = None
) -> Iterator[FileImport]:
    """What came of each file."""
    words = words or words_of(shelf)
    processes = min(os.cpu_count() or 1, len(files) // _WORTH_IT)
    if processes < 2:
        yield from (import_file(file, shelf, framework, words) for file in files)
        return
    with ProcessPoolExecutor(processes, initializer=_begin, initargs=(shelf, framework, words)) as pool:
        yield from pool.map(_import, files, chunksize=_AT_ONCE)


def _begin(*given: Any) -> None:
    global _given  # noqa: PLW0603 - what a worker is given once
    _given = given


def _import(file: Path) -> FileImport:
    assert _given is not None
    return import_file(file, *_given)
