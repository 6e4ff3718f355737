"""Files are functions: of a document, and of the contributions of many; whatever was made before, in whatever order."""

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
from perfdsl.site.files import FILE_KINDS
from perfdsl.site.files.database import DatabaseFile
from perfdsl.site.files.file_kind import FileKind, Previous
from perfdsl.site.index.site_index import SiteIndex, site_index
from perfdsl.site.index.summary import summary
from perfdsl.site.info import SiteInfo, site_info


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
class Contributions:
    """Those of some documents; files are read from a site that is built."""

    folders: tuple[str, ...]
    contributions: Mapping[str, bytes]
    built: Path
    previous: Previous | None = None

    def __iter__(self) -> Iterator[bytes]:
        return map(self.of, self.folders)

    def of(self, folder: str) -> bytes:
        return self.contributions[folder]

    def read(self, address: str) -> bytes:
        return (self.built / address).read_bytes()

    def open(self, address: str) -> BinaryIO:
        return (self.built / address).open("rb")


@pytest.mark.parametrize("kind", FILE_KINDS, ids=lambda one: one.name)
def test_a_document_gives_the_same_whatever_was_made_before(
    kind: FileKind, documents: list[DocumentContext], county: Path
) -> None:
    first = [kind.of_document(one) for one in documents]
    assert [kind.of_document(one) for one in reversed(documents)] == first[::-1]
    for made in first:
        assert isinstance(marshal.loads(made.contribution), tuple | list)  # noqa: S302 - our own
        for address, content in made.files.items():
            assert (county / address).read_bytes() == content, address


@pytest.mark.parametrize("kind", FILE_KINDS, ids=lambda one: one.name)
def test_the_site_holds_what_the_contributions_give(
    kind: FileKind, documents: list[DocumentContext], whole: SiteIndex, county: Path
) -> None:
    contributions = {one.folder: kind.of_document(one).contribution for one in documents}
    seen: list[str] = []

    def write(address: str, chunks: Iterable[bytes]) -> FileDigest:
        content = b"".join(chunks)
        assert content == (county / address).read_bytes(), address
        seen.append(address)
        return FileDigest(len(content), sha256(content).hexdigest())

    for bundle in kind.bundles(whole):
        kind.write_bundle(bundle, whole.site, Contributions(bundle.documents, contributions, county), write)
    assert seen
    assert len(set(seen)) == len(seen)


def test_names_of_kinds_and_bundles_are_their_own(whole: SiteIndex) -> None:
    names = [(kind.name, bundle.name) for kind in FILE_KINDS for bundle in kind.bundles(whole)]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("is_sound", [True, False])
def test_a_database_is_made_of_the_last_one_if_it_can_be_read(
    is_sound: bool, documents: list[DocumentContext], whole: SiteIndex, county: Path, tmp_path: Path
) -> None:
    kind = DatabaseFile()
    [bundle] = kind.bundles(whole)
    contributions = {one.folder: kind.of_document(one).contribution for one in documents}
    unchanged = frozenset(bundle.documents[1:])
    asked = {
        folder: contribution
        for folder, contribution in contributions.items()
        if not is_sound or folder not in unchanged
    }
    (tmp_path / "data").mkdir()
    before = (county / "data/data.sqlite").read_bytes()
    (tmp_path / "data/data.sqlite").write_bytes(before if is_sound else before[:100] + b"?" * 50_000)
    previous = Previous(bundle.documents, unchanged, tmp_path, b"")
    made: list[bytes] = []

    def write(_address: str, chunks: Iterable[bytes]) -> FileDigest:
        made.append(b"".join(chunks))
        return FileDigest(0, "")

    kind.write_bundle(bundle, whole.site, Contributions(bundle.documents, asked, county, previous), write)
    assert made == [before]
