"""All CSV files of many tables at once, in temporary files: memory holds one table, however many there are."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from io import BytesIO
from tempfile import TemporaryFile
from typing import IO, Any, Self

from perfdsl.formats import csvw, datapackage
from perfdsl.formats.about import About
from perfdsl.formats.csv_rows import csv_head, csv_lines
from perfdsl.formats.datapackage import FileDigest
from perfdsl.formats.records.of_table import records
from perfdsl.formats.sheets import SHEETS, Sheet
from perfdsl.model.table import Table


def csv_set(
    tables: Iterable[Table], about: Callable[[], About] | None = None
) -> Iterator[tuple[str, IO[bytes]]]:
    """Name and content of each file of these tables; of their descriptions too, where somebody says what they are about."""
    with CsvFiles() as files:
        for table in tables:
            files.add(table)
        extra = list(files.descriptions(about())) if about else []
        yield from files.streams()
        yield from ((name, BytesIO(text)) for name, text in extra)


class CsvFiles:
    """``with CsvFiles() as files: files.add(table) …``, then read :meth:`streams` and :meth:`descriptions`."""

    def __init__(self) -> None:
        self._files = {sheet.file: _Growing(sheet) for sheet in SHEETS}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for file in self._files.values():
            file.stream.close()

    def add(self, table: Table) -> None:
        """The lines of one table, to each file."""
        self.add_lines(csv_lines(records(table)))

    def add_lines(self, lines: Mapping[str, bytes]) -> None:
        """What :func:`csv_lines` made of one table."""
        for name, content in lines.items():
            self._files[name].write(content)

    def streams(self) -> Iterator[tuple[str, IO[bytes]]]:
        """Name and content of each file, from its beginning."""
        for name, file in self._files.items():
            file.stream.seek(0)
            yield name, file.stream

    def descriptions(self, about: About) -> Iterator[tuple[str, bytes]]:
        """What goes with the files: their Data Package descriptor and their CSVW metadata."""
        return csv_descriptions(about, {name: file.written() for name, file in self._files.items()})


def csv_descriptions(about: About, written: Mapping[str, FileDigest]) -> Iterator[tuple[str, bytes]]:
    """Name and content of the descriptions that go with the files; ``written`` is what came out, by file name."""
    yield datapackage.NAME, _json(datapackage.datapackage(about, written))
    yield csvw.NAME, _json(csvw.csvw(about))


class _Growing:
    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.stream = TemporaryFile()  # noqa: SIM115 - closed by CsvFiles
        self._digest = sha256()
        self.write(csv_head(sheet))

    def write(self, content: bytes) -> None:
        self._digest.update(content)
        self.stream.write(content)

    def written(self) -> FileDigest:
        return FileDigest(self.stream.seek(0, 2), self._digest.hexdigest())


def _json(content: Mapping[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=2).encode("utf-8", "replace") + b"\n"
