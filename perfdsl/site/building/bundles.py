"""The files of many documents: bundles one of whose documents changed are made anew, the others stay."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO, NamedTuple

from perfdsl.formats.datapackage import FileDigest
from perfdsl.site.building.made import Made
from perfdsl.site.building.run import BuildRun
from perfdsl.site.cache.cached_rows import KnownBundle
from perfdsl.site.files import FILE_KINDS
from perfdsl.site.files.file_kind import Bundle, FileKind, Previous
from perfdsl.site.index.site_index import SiteIndex
from perfdsl.site.output_folder.writer import SiteFile
from perfdsl.site.page_groups import document_facet

StaleBundle = tuple[str, Bundle]


class Bundles(NamedTuple):
    """``all`` bundles of the new site by owner, the ``stale`` ones as they were before; these are by kind.

    ``documents`` are the files of tables by folder, ``facets`` those of the index that are other than before.
    """

    all: dict[str, KnownBundle]
    stale: dict[FileKind, list[StaleBundle]]
    documents: Mapping[str, str]
    facets: Collection[str]

    def tasks(self, run: BuildRun) -> list[Callable[[], list[Made]]]:
        """Writing them: the bundles of a kind in their order, and so together."""
        return [partial(self._write, run, kind, bundles) for kind, bundles in self.stale.items()]

    def with_resumes(self, made: Iterable[Made]) -> dict[str, KnownBundle]:
        """All of them, now that they are made."""
        now = {
            one.owner: self.all[one.owner]._replace(resume=one.resume)
            for one in made
            if one.owner in self.all
        }
        return self.all | now

    def _write(self, run: BuildRun, kind: FileKind, bundles: Iterable[StaleBundle]) -> list[Made]:
        return [self._write_one(run, kind, owner, bundle) for owner, bundle in bundles]

    def _write_one(self, run: BuildRun, kind: FileKind, owner: str, bundle: Bundle) -> Made:
        files: dict[str, SiteFile] = {}

        def write(address: str, chunks: Iterable[bytes]) -> FileDigest:
            file = files[address] = run.output.write_chunks(owner, address, chunks)
            return FileDigest(file.size, file.sha256)

        contributions = _Contributions(run, kind, bundle, self.documents, self._previous(run, owner))
        resume = kind.write_bundle(bundle, run.project.site, contributions, write)
        return Made(owner, files, resume=resume)

    def _previous(self, run: BuildRun, owner: str) -> Previous | None:
        """The bundle as it was made before, where all its files are as they were left."""
        known = run.previous.bundles.get(owner)
        if known is None or owner in run.previous.damaged:
            return None
        same = (folder for folder in known.documents if document_facet(folder) not in self.facets)
        return Previous(known.documents, frozenset(same), run.output.out, known.resume)


def compare_bundles(
    run: BuildRun, index: SiteIndex, facets: Collection[str], documents: Mapping[str, str]
) -> Bundles:
    """The bundles of the new site; those that are as they were keep their files. ``facets`` of the index changed."""
    found: dict[str, KnownBundle] = {}
    stale: dict[FileKind, list[StaleBundle]] = {}
    for kind in () if run.project.options.only_html else FILE_KINDS:
        for bundle in kind.bundles(index):
            owner = f"files {kind.name} {bundle.name}"
            before = run.previous.bundles.get(owner)
            found[owner] = KnownBundle(bundle.documents, before.resume if before else b"")
            if not _keeps(run, owner, found[owner], facets):
                stale.setdefault(kind, []).append((owner, bundle))
    return Bundles(found, stale, documents, facets)


def _keeps(run: BuildRun, owner: str, bundle: KnownBundle, facets: Collection[str]) -> bool:
    """Whether a bundle is as it was; then it keeps its files."""
    previous = run.previous
    if previous.bundles.get(owner) != bundle or owner in previous.damaged:
        return False
    if any(document_facet(folder) in facets for folder in bundle.documents):
        return False
    run.output.adopt(owner, previous.as_left.get(owner, {}))
    return True


@dataclass(frozen=True, slots=True)
class _Contributions:
    """Those of the tables of a bundle, read from the cache one by one."""

    run: BuildRun
    kind: FileKind
    bundle: Bundle
    documents: Mapping[str, str]
    previous: Previous | None

    def __iter__(self) -> Iterator[bytes]:
        return map(self.of, self.bundle.documents)

    def of(self, folder: str) -> bytes:
        return self.run.cache.contribution(self.documents[folder], self.kind.name)

    def read(self, address: str) -> bytes:
        return self.run.output.path(address).read_bytes()

    def open(self, address: str) -> BinaryIO:
        return self.run.output.path(address).open("rb")
