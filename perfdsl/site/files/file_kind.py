"""What a kind of files is: files of each document alone, and files of many documents made from their contributions.

A kind holds nothing. :meth:`FileKind.of_document` runs wherever the document is, in any order and in any process, or
not at all where the cache still has what it made. :meth:`FileKind.write_bundle` runs at the end, in a worker if need be.
So the files of a bundle depend on the contributions of its documents, on the files that were made of them, and on the
site's own description; a bundle none of whose documents changed need not be made again.

A kind changes its ``name`` where its contributions come to mean something else (``search-2``), so that nobody reads old
ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol

from perfdsl.formats.datapackage import FileDigest
from perfdsl.site.document_context import DocumentContext
from perfdsl.site.index.site_index import SiteIndex
from perfdsl.site.info import SiteInfo

# Writes one file of the site, chunk by chunk; says how long it came out and its SHA-256 in hexadecimal.
Write = Callable[[str, Iterable[bytes]], FileDigest]


class DocumentFiles(NamedTuple):
    """What a kind makes of one document.

    ``files`` are content by address. ``contribution`` is what its bundles need to know of the document: opaque, compact, quick
    to read (``marshal`` of tuples and texts); it is kept between builds.
    """

    files: Mapping[str, bytes]
    contribution: bytes


class Bundle(NamedTuple):
    """Files that are made together, of one year or of all. ``documents`` are folders (``2024/320200``), in order."""

    name: str
    documents: tuple[str, ...]


class Previous(NamedTuple):
    """A bundle as the last build made it: of which ``documents``, in order; its files lie in ``site`` as they were made.

    ``same`` are those of its documents that say now what they said then. ``resume`` is what :meth:`FileKind.write_bundle` gave.
    """

    documents: tuple[str, ...]
    same: frozenset[str]
    site: Path
    resume: bytes


class Contributions(Protocol):
    """What :meth:`FileKind.of_document` contributed of the documents of a bundle: streamed, as often as wanted.

    ``previous`` may spare work; a bundle comes out the same without it.
    """

    @property
    def previous(self) -> Previous | None: ...

    def __iter__(self) -> Iterator[bytes]:
        """The contribution of each document, in the bundle's order."""

    def of(self, folder: str) -> bytes:
        """The contribution of one of them."""

    def read(self, address: str) -> bytes:
        """A file of the site that this kind made: of a document, or in an earlier bundle."""

    def open(self, address: str) -> BinaryIO:
        """The same, to be read as far as it is needed."""


class FileKind(Protocol):
    """The bundles of one kind are made in order; those of several kinds may be made side by side.

    ``name`` is its own among all kinds.
    """

    @property
    def name(self) -> str: ...

    def of_document(self, document: DocumentContext) -> DocumentFiles: ...

    def bundles(self, index: SiteIndex) -> Iterable[Bundle]: ...

    def write_bundle(
        self, bundle: Bundle, site: SiteInfo, contributions: Contributions, write: Write
    ) -> bytes:
        """Write the files of a bundle; whatever will help to make them the next time."""


def year_bundles(index: SiteIndex) -> Iterator[Bundle]:
    """The documents of each year, new years first; the bundle has the name of the year's folder."""
    for found in index.by_year.values():
        folders = tuple(one.folder for one in found)
        yield Bundle(folders[0].partition("/")[0], folders)


def whole_bundle(name: str, index: SiteIndex) -> Bundle:
    """All documents."""
    return Bundle(name, tuple(one.folder for one in index.summaries))
