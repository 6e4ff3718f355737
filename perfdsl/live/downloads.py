"""Files beside the pages (downloads, what the reader's scripts load), made when somebody asks for one.

They take longer than a page, so they are made in the thread of whoever asks, from a :class:`Material` that does not
change; the thread that draws pages goes on meanwhile.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from io import BytesIO
from typing import BinaryIO, NamedTuple

from perfdsl.formats.datapackage import Written
from perfdsl.site.outputs import OUTPUTS
from perfdsl.site.outputs.output import Made, Output, Part
from perfdsl.site.overview import Overview
from perfdsl.site.subject import Subject


class Source(NamedTuple):
    """A document: ``state`` names what its pages show, ``prepare`` makes them ready."""

    state: str
    prepare: Callable[[], Subject]


class Material(NamedTuple):
    """All documents as they were at one moment, by folder."""

    overview: Overview
    sources: Mapping[str, Source]


class Downloads:
    """Remembers the pieces of documents, and the files made of the last material. Safe between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pieces: dict[tuple[str, str], tuple[str, bytes]] = {}
        self._overview: Overview | None = None
        self._files: dict[str, bytes] = {}
        self._done: set[tuple[str, str]] = set()

    def file(self, address: str, material: Material) -> bytes | None:
        """A file, None where no output makes it."""
        source = material.sources.get(address.rpartition("/")[0])
        if source is not None:
            return _of_document(address, source)
        if not material.sources:
            return None
        with self._lock:
            self._begin(material)
            for output in OUTPUTS:
                found = self._of_parts(address, output, material)
                if found is not None:
                    return found
            return None

    def _begin(self, material: Material) -> None:
        """What was made of other material is of no use; pieces of documents that are gone are let go."""
        if self._overview is not material.overview:
            self._overview, self._files, self._done = material.overview, {}, set()
            self._pieces = {key: piece for key, piece in self._pieces.items() if key[1] in material.sources}

    def piece(self, output: Output, folder: str, source: Source) -> bytes:
        """What an output needs to know of a document."""
        key = output.name, folder
        state, piece = self._pieces.get(key, ("", b""))
        if state != source.state:
            piece = output.of_document(source.prepare()).piece
            self._pieces[key] = source.state, piece
        return piece

    def _of_parts(self, address: str, output: Output, material: Material) -> bytes | None:
        """The parts that the address names come first."""
        parts = sorted(output.parts(material.overview), key=lambda part: part.name not in address)
        for part in parts:
            if address in self._files:
                break
            self.make(output, part, material)
        return self._files.get(address)

    def make(self, output: Output, part: Part, material: Material) -> None:
        """Make the files of a part, once."""
        if (output.name, part.name) not in self._done:
            self._done.add((output.name, part.name))
            pieces = _Pieces(self, output, part, material)
            output.of_part(part, material.overview.site, pieces, self._write)

    def made(self, address: str) -> bytes | None:
        """A file that is there already."""
        return self._files.get(address)

    def _write(self, address: str, chunks: Iterable[bytes]) -> Written:
        content = self._files[address] = b"".join(chunks)
        return Written(len(content), sha256(content).hexdigest())


class _Pieces:
    """Those of the documents of a part."""

    earlier = None

    def __init__(self, downloads: Downloads, output: Output, part: Part, material: Material) -> None:
        self._downloads, self._output, self._part, self._material = downloads, output, part, material

    def __iter__(self) -> Iterator[bytes]:
        return map(self.of, self._part.documents)

    def of(self, folder: str) -> bytes:
        return self._downloads.piece(self._output, folder, self._material.sources[folder])

    def read(self, address: str) -> bytes:
        """A file of a document, or of an earlier part, which is made where it is missing."""
        source = self._material.sources.get(address.rpartition("/")[0])
        if source is not None:
            return self._output.of_document(source.prepare()).files[address]
        for part in self._output.parts(self._material.overview):
            if self._downloads.made(address) is not None or part.name == self._part.name:
                break
            self._downloads.make(self._output, part, self._material)
        return self._downloads.made(address) or b""

    def open(self, address: str) -> BinaryIO:
        return BytesIO(self.read(address))


def _of_document(address: str, source: Source) -> bytes | None:
    document = source.prepare()
    made: Iterable[Made] = (output.of_document(document) for output in OUTPUTS)
    return next((one.files[address] for one in made if address in one.files), None)
