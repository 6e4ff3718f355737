"""Outputs are functions: of a document, and of the pieces of many; whatever was made before, in whatever order."""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

import pytest

from perfdsl.formats.datapackage import FileDigest
from perfdsl.pipeline import check_all, open_workspace
from perfdsl.site.document_context import DocumentContext, document_context
from perfdsl.site.index.site_index import SiteIndex, site_index
from perfdsl.site.index.summary import summary
from perfdsl.site.info import SiteInfo, site_info
from perfdsl.site.outputs import OUTPUTS
from perfdsl.site.outputs.database import DatabaseFile
from perfdsl.site.outputs.output import Earlier, Output


@pytest.fixture(scope="module")
def site(root: Path) -> SiteInfo:
    return site_info(open_workspace(root / "examples/county").config.table("site"))


@pytest.fixture(scope="module")
def documents(root: Path, site: SiteInfo) -> list[DocumentContext]:
    found = check_all(open_workspace(root / "examples/county"))
    return [
        document_context(site, one.table, one.findings, draft=False) for one in found if one.table is not None
    ]


@pytest.fixture(scope="module")
def whole(site: SiteInfo, documents: list[DocumentContext]) -> SiteIndex:
    return site_index(site, map(summary, documents))


@dataclass(frozen=True)
class Pieces:
    """Those of some documents; files are read from a site that is built."""

    folders: tuple[str, ...]
    pieces: Mapping[str, bytes]
    built: Path
    earlier: Earlier | None = None

    def __iter__(self) -> Iterator[bytes]:
        return map(self.of, self.folders)

    def of(self, folder: str) -> bytes:
        return self.pieces[folder]

    def read(self, address: str) -> bytes:
        return (self.built / address).read_bytes()

    def open(self, address: str) -> BinaryIO:
        return (self.built / address).open("rb")


@pytest.mark.parametrize("output", OUTPUTS, ids=lambda one: one.name)
def test_a_document_gives_the_same_whatever_was_made_before(
    output: Output, documents: list[DocumentContext], county: Path
) -> None:
    first = [output.of_document(one) for one in documents]
    assert [output.of_document(one) for one in reversed(documents)] == first[::-1]
    for made in first:
        assert isinstance(marshal.loads(made.piece), tuple | list)  # noqa: S302 - our own
        for address, content in made.files.items():
            assert (county / address).read_bytes() == content, address


@pytest.mark.parametrize("output", OUTPUTS, ids=lambda one: one.name)
def test_the_site_holds_what_the_pieces_give(
    output: Output, documents: list[DocumentContext], whole: SiteIndex, county: Path
) -> None:
    pieces = {one.folder: output.of_document(one).piece for one in documents}
    seen: list[str] = []

    def write(address: str, chunks: Iterable[bytes]) -> FileDigest:
        content = b"".join(chunks)
        assert content == (county / address).read_bytes(), address
        seen.append(address)
        return FileDigest(len(content), sha256(content).hexdigest())

    for part in output.parts(whole):
        output.of_part(part, whole.site, Pieces(part.documents, pieces, county), write)
    assert seen
    assert len(set(seen)) == len(seen)


def test_names_of_outputs_and_parts_are_their_own(whole: SiteIndex) -> None:
    names = [(output.name, part.name) for output in OUTPUTS for part in output.parts(whole)]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("is_sound", [True, False])
def test_a_database_is_made_of_the_last_one_if_it_can_be_read(
    is_sound: bool, documents: list[DocumentContext], whole: SiteIndex, county: Path, tmp_path: Path
) -> None:
    output = DatabaseFile()
    [part] = output.parts(whole)
    pieces = {one.folder: output.of_document(one).piece for one in documents}
    unchanged = frozenset(part.documents[1:])
    asked = {folder: piece for folder, piece in pieces.items() if not is_sound or folder not in unchanged}
    (tmp_path / "data").mkdir()
    before = (county / "data/data.sqlite").read_bytes()
    (tmp_path / "data/data.sqlite").write_bytes(before if is_sound else before[:100] + b"?" * 50_000)
    earlier = Earlier(part.documents, unchanged, tmp_path, b"")
    made: list[bytes] = []

    def write(_address: str, chunks: Iterable[bytes]) -> FileDigest:
        made.append(b"".join(chunks))
        return FileDigest(0, "")

    output.of_part(part, whole.site, Pieces(part.documents, asked, county, earlier), write)
    assert made == [before]
