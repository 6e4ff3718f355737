"""What an output is: files of each document alone, and files of many documents made from its pieces.

An output holds nothing. :meth:`Output.of_document` runs wherever the document is, in any order and in any process, or
not at all where the cache still has what it made. :meth:`Output.of_part` runs at the end, in a worker if need be. So
the files of a part depend on the pieces of its documents, on the files that were made of them, and on the site's own
description; a part none of whose documents changed need not be made again.

An output changes its ``name`` where its pieces come to mean something else (``search-2``), so that nobody reads old ones.
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


class Made(NamedTuple):
    """What an output makes of one document.

    ``files`` are content by address. ``piece`` is what its parts need to know of the document: opaque, compact, quick
    to read (``marshal`` of tuples and texts); it is kept between builds.
    """

    files: Mapping[str, bytes]
    piece: bytes


class Part(NamedTuple):
    """Files that are made together, of one year or of all. ``documents`` are folders (``2024/320200``), in order."""

    name: str
    documents: tuple[str, ...]


class Earlier(NamedTuple):
    """A part as the last build made it: of which ``documents``, in order; its files lie in ``site`` as they were made.

    ``same`` are those of its documents that say now what they said then. ``left`` is what :meth:`Output.of_part` gave.
    """

    documents: tuple[str, ...]
    same: frozenset[str]
    site: Path
    left: bytes


class Pieces(Protocol):
    """What :meth:`Output.of_document` left of the documents of a part: streamed, as often as wanted.

    ``earlier`` may spare work; a part comes out the same without it.
    """

    @property
    def earlier(self) -> Earlier | None: ...

    def __iter__(self) -> Iterator[bytes]:
        """The piece of each document, in the part's order."""

    def of(self, folder: str) -> bytes:
        """The piece of one of them."""

    def read(self, address: str) -> bytes:
        """A file of the site that this output made: of a document, or in an earlier part."""

    def open(self, address: str) -> BinaryIO:
        """The same, to be read as far as it is needed."""


class Output(Protocol):
    """The parts of one output are made in order; those of several outputs may be made side by side.

    ``name`` is its own among all outputs.
    """

    @property
    def name(self) -> str: ...

    def of_document(self, document: DocumentContext) -> Made: ...

    def parts(self, index: SiteIndex) -> Iterable[Part]: ...

    def of_part(self, part: Part, site: SiteInfo, pieces: Pieces, write: Write) -> bytes:
        """Write the files of a part; whatever will help to make them the next time."""


def year_parts(index: SiteIndex) -> Iterator[Part]:
    """The documents of each year, new years first; the part has the name of the year's folder."""
    for found in index.by_year.values():
        folders = tuple(one.folder for one in found)
        yield Part(folders[0].partition("/")[0], folders)


def whole_part(name: str, index: SiteIndex) -> Part:
    """All documents."""
    return Part(name, tuple(one.folder for one in index.summaries))
