"""Files beside the pages (downloads, what the reader's scripts load), made when somebody asks for one.

They take longer than a page, so they are made in the thread of whoever asks, from a :class:`Material` that does not
change; the thread that draws pages goes on meanwhile.

What was made is remembered as far as :data:`MOST` bytes reach, and made again where it was let go: a preview runs all
day, and the files of a province would fill the memory of a small computer.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from io import BytesIO
from typing import BinaryIO, NamedTuple

from perfdsl.formats.datapackage import FileDigest
from perfdsl.memo import MB, Latest
from perfdsl.site.document_context import DocumentContext
from perfdsl.site.files import FILE_KINDS
from perfdsl.site.files.file_kind import Bundle, DocumentFiles, FileKind
from perfdsl.site.index.site_index import SiteIndex

MOST = 4 * MB  # of pieces, and as much of files


class DocumentSnapshot(NamedTuple):
    """A document: ``state`` names what its pages show, ``prepare`` makes them ready."""

    state: str
    prepare: Callable[[], DocumentContext]


class Material(NamedTuple):
    """All documents as they were at one moment, by folder."""

    overview: SiteIndex
    documents: Mapping[str, DocumentSnapshot]


class Downloads:
    """Remembers the pieces of documents, and the files made of the last material. Safe between threads."""

    def __init__(self, most: int = MOST) -> None:
        """``most`` bytes of pieces are remembered, and as many of files; but for the last ones, however large."""
        self._lock = threading.Lock()
        self._pieces: Latest[tuple[str, str], tuple[str, bytes]] = Latest(most)
        self._overview: SiteIndex | None = None
        self._parts: Latest[tuple[str, str], dict[str, bytes]] = Latest(most)
        self._homes: dict[str, tuple[FileKind, Bundle]] = {}

    @property
    def held(self) -> int:
        """Bytes that are remembered, as estimated."""
        return self._pieces.held + self._parts.held

    def file(self, address: str, material: Material) -> bytes | None:
        """A file, None where no output makes it."""
        document = material.documents.get(address.rpartition("/")[0])
        if document is not None:
            return _of_document(address, document)
        if not material.documents:
            return None
        with self._lock:
            self._begin(material)
            if home := self._homes.get(address):
                return self.made(*home, material).get(address)
            for output in FILE_KINDS:
                found = self._of_parts(address, output, material)
                if found is not None:
                    return found
            return None

    def _begin(self, material: Material) -> None:
        """What was made of other material is of no use."""
        if self._overview is not material.overview:
            self._overview = material.overview
            self._parts.forget()
            self._homes.clear()

    def piece(self, output: FileKind, folder: str, document: DocumentSnapshot) -> bytes:
        """What an output needs to know of a document."""
        key = output.name, folder
        state, piece = self._pieces.get(key) or ("", b"")
        if state != document.state:
            piece = output.of_document(document.prepare()).contribution
            self._pieces.keep(key, (document.state, piece))
        return piece

    def _of_parts(self, address: str, output: FileKind, material: Material) -> bytes | None:
        """The parts that the address names come first."""
        for part in sorted(output.bundles(material.overview), key=lambda part: part.name not in address):
            found = self.made(output, part, material).get(address)
            if found is not None:
                return found
        return None

    def made(self, output: FileKind, part: Bundle, material: Material) -> Mapping[str, bytes]:
        """The files of a part by address."""
        key = output.name, part.name
        known = self._parts.get(key)
        if known is not None:
            return known
        files: dict[str, bytes] = {}

        def write(address: str, chunks: Iterable[bytes]) -> FileDigest:
            content = files[address] = b"".join(chunks)
            return FileDigest(len(content), sha256(content).hexdigest())

        output.write_bundle(
            part, material.overview.site, _PiecesOnDemand(self, output, part, material), write
        )
        self._homes |= dict.fromkeys(files, (output, part))
        return self._parts.keep(key, files, sum(map(len, files.values())))


class _PiecesOnDemand:
    """Those of the documents of a part."""

    previous = None

    def __init__(self, downloads: Downloads, output: FileKind, part: Bundle, material: Material) -> None:
        self._downloads, self._output, self._part, self._material = downloads, output, part, material

    def __iter__(self) -> Iterator[bytes]:
        return map(self.of, self._part.documents)

    def of(self, folder: str) -> bytes:
        return self._downloads.piece(self._output, folder, self._material.documents[folder])

    def read(self, address: str) -> bytes:
        """A file of a document, or of an earlier part, which is made where it is missing."""
        document = self._material.documents.get(address.rpartition("/")[0])
        if document is not None:
            return self._output.of_document(document.prepare()).files[address]
        for part in self._output.bundles(self._material.overview):
            if part.name == self._part.name:
                break
            found = self._downloads.made(self._output, part, self._material).get(address)
            if found is not None:
                return found
        return b""

    def open(self, address: str) -> BinaryIO:
        return BytesIO(self.read(address))


def _of_document(address: str, document: DocumentSnapshot) -> bytes | None:
    subject = document.prepare()
    made: Iterable[DocumentFiles] = (output.of_document(subject) for output in FILE_KINDS)
    return next((one.files[address] for one in made if address in one.files), None)
