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

MOST = 4 * MB  # of contributions, and as much of files


class DocumentSnapshot(NamedTuple):
    """A document: ``state`` names what its pages show, ``prepare`` makes them ready."""

    state: str
    prepare: Callable[[], DocumentContext]


class Material(NamedTuple):
    """All documents as they were at one moment, by folder."""

    site_index: SiteIndex
    documents: Mapping[str, DocumentSnapshot]


class Downloads:
    """Remembers what each document contributes, and the files made of the last material. Safe between threads."""

    def __init__(self, most: int = MOST) -> None:
        """``most`` bytes of contributions are remembered, and as many of files; but for the last ones, however large."""
        self._lock = threading.Lock()
        self._contributions: Latest[tuple[str, str], tuple[str, bytes]] = Latest(most)
        self._index: SiteIndex | None = None
        self._bundles: Latest[tuple[str, str], dict[str, bytes]] = Latest(most)
        self._homes: dict[str, tuple[FileKind, Bundle]] = {}

    @property
    def held(self) -> int:
        """Bytes that are remembered, as estimated."""
        return self._contributions.held + self._bundles.held

    def file(self, address: str, material: Material) -> bytes | None:
        """A file, None where no kind of files has it."""
        document = material.documents.get(address.rpartition("/")[0])
        if document is not None:
            return _of_document(address, document)
        if not material.documents:
            return None
        with self._lock:
            self._begin(material)
            if home := self._homes.get(address):
                return self.made(*home, material).get(address)
            for kind in FILE_KINDS:
                found = self._of_bundles(address, kind, material)
                if found is not None:
                    return found
            return None

    def _begin(self, material: Material) -> None:
        """What was made of other material is of no use."""
        if self._index is not material.site_index:
            self._index = material.site_index
            self._bundles.forget()
            self._homes.clear()

    def contribution(self, kind: FileKind, folder: str, document: DocumentSnapshot) -> bytes:
        """What a kind of files needs to know of a document."""
        key = kind.name, folder
        state, found = self._contributions.get(key) or ("", b"")
        if state != document.state:
            found = kind.of_document(document.prepare()).contribution
            self._contributions.keep(key, (document.state, found))
        return found

    def _of_bundles(self, address: str, kind: FileKind, material: Material) -> bytes | None:
        """The bundles that the address names come first."""
        for bundle in sorted(kind.bundles(material.site_index), key=lambda one: one.name not in address):
            found = self.made(kind, bundle, material).get(address)
            if found is not None:
                return found
        return None

    def made(self, kind: FileKind, bundle: Bundle, material: Material) -> Mapping[str, bytes]:
        """The files of a bundle by address."""
        key = kind.name, bundle.name
        known = self._bundles.get(key)
        if known is not None:
            return known
        files: dict[str, bytes] = {}

        def write(address: str, chunks: Iterable[bytes]) -> FileDigest:
            content = files[address] = b"".join(chunks)
            return FileDigest(len(content), sha256(content).hexdigest())

        kind.write_bundle(
            bundle, material.site_index.site, _ContributionsOnDemand(self, kind, bundle, material), write
        )
        self._homes |= dict.fromkeys(files, (kind, bundle))
        return self._bundles.keep(key, files, sum(map(len, files.values())))


class _ContributionsOnDemand:
    """Those of the documents of a bundle, made when they are asked for."""

    previous = None

    def __init__(self, downloads: Downloads, kind: FileKind, bundle: Bundle, material: Material) -> None:
        self._downloads, self._kind, self._bundle, self._material = downloads, kind, bundle, material

    def __iter__(self) -> Iterator[bytes]:
        return map(self.of, self._bundle.documents)

    def of(self, folder: str) -> bytes:
        return self._downloads.contribution(self._kind, folder, self._material.documents[folder])

    def read(self, address: str) -> bytes:
        """A file of a document, or of an earlier bundle, which is made where it is missing."""
        document = self._material.documents.get(address.rpartition("/")[0])
        if document is not None:
            return self._kind.of_document(document.prepare()).files[address]
        for bundle in self._kind.bundles(self._material.site_index):
            if bundle.name == self._bundle.name:
                break
            found = self._downloads.made(self._kind, bundle, self._material).get(address)
            if found is not None:
                return found
        return b""

    def open(self, address: str) -> BinaryIO:
        return BytesIO(self.read(address))


def _of_document(address: str, document: DocumentSnapshot) -> bytes | None:
    context = document.prepare()
    made: Iterable[DocumentFiles] = (kind.of_document(context) for kind in FILE_KINDS)
    return next((one.files[address] for one in made if address in one.files), None)
