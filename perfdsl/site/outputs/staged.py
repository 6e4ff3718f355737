"""An output in a build that goes through the documents in one process: pieces are kept until the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import cast

from perfdsl.formats.datapackage import Written
from perfdsl.site.outputs.output import Output, Part
from perfdsl.site.overview import Overview
from perfdsl.site.staging import Stage
from perfdsl.site.subject import Subject


class Stageable:
    """An output that can be called with a stage."""

    def __call__(self, stage: Stage) -> Staged:
        return Staged(cast(Output, self), stage)


class Staged:
    """See a document, then the next; finish."""

    def __init__(self, output: Output, stage: Stage) -> None:
        self._output = output
        self._stage = stage
        self._pieces: dict[str, bytes] = {}

    def see(self, document: Subject) -> None:
        """Write the document's own files."""
        made = self._output.of_document(document)
        self._pieces[document.folder] = made.piece
        for address, content in made.files.items():
            self._stage.write(address, content)

    def finish(self, overview: Overview) -> None:
        """Write the files of many documents."""
        for part in self._output.parts(overview):
            pieces = _Pieces(part, self._pieces, self._stage)
            self._output.of_part(part, overview.site, pieces, self._write)

    def _write(self, address: str, chunks: Iterable[bytes]) -> Written:
        size, digest = 0, sha256()
        self._stage.write(address, b"")
        for chunk in chunks:
            self._stage.append(address, chunk)
            digest.update(chunk)
            size += len(chunk)
        return Written(size, digest.hexdigest())


@dataclass(frozen=True, slots=True)
class _Pieces:
    part: Part
    pieces: Mapping[str, bytes]
    stage: Stage

    def __iter__(self) -> Iterator[bytes]:
        return (self.pieces[folder] for folder in self.part.documents)

    def read(self, address: str) -> bytes:
        return self.stage.path(address).read_bytes()
