"""What the cache holds, row by row. The plain form of a row names no class: it is made of numbers and texts alone."""

from __future__ import annotations

from typing import NamedTuple, Self

from perfdsl.site.output_folder.writer import SiteFile
from perfdsl.workspace.stamps import Stamp

Numbers = tuple[int, ...]


class BuildFigures(NamedTuple):
    """What a build says of itself."""

    pages: int
    documents: int
    errors: int
    warnings: int
    broken: int


class BuildRecord(NamedTuple):
    """The build as a whole: which ``program`` built a project of which ``fingerprint``, and what came of it."""

    program: str
    fingerprint: str
    figures: BuildFigures

    def plain(self) -> tuple[str, str, Numbers]:
        return self.program, self.fingerprint, tuple(self.figures)

    @classmethod
    def read(cls, program: str, fingerprint: str, figures: Numbers) -> Self:
        return cls(program, fingerprint, BuildFigures(*figures))


class KnownFile(NamedTuple):
    """A file of the project as it was read: ``stamp`` None where it proves nothing. ``content`` names its content."""

    stamp: Stamp | None
    content: str

    def plain(self) -> tuple[Numbers | None, str]:
        return self.stamp and tuple(self.stamp), self.content

    @classmethod
    def read(cls, stamp: Numbers | None, content: str) -> Self:
        return cls(Stamp(*stamp) if stamp else None, content)


class KnownBundle(NamedTuple):
    """A bundle of files as it was made, of documents by their folders; ``resume`` helps to make it the next time."""

    documents: tuple[str, ...]
    resume: bytes


class PlacedFile(NamedTuple):
    """A file in its place: ``stamp`` is how it was left there, None where that proves nothing."""

    file: SiteFile
    stamp: Stamp | None

    def plain(self) -> tuple[int, int, str, Numbers | None]:
        return *self.file, self.stamp and tuple(self.stamp)

    @classmethod
    def read(cls, size: int, mtime: int, sha256: str, stamp: Numbers | None) -> Self:
        return cls(SiteFile(size, mtime, sha256), Stamp(*stamp) if stamp else None)


class PackedDocument(NamedTuple):
    """What a table gave, as bytes: what is always read, then what is read when it is asked for."""

    head: bytes
    keys: str
    rows: bytes
    links: bytes
