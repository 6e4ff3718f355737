"""The pages and files of the whole site: those made of something that changed are made anew, the others stay."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from typing import BinaryIO, NamedTuple

from perfdsl.formats.datapackage import FileDigest
from perfdsl.site.building.before import Before
from perfdsl.site.building.forks import side_by_side
from perfdsl.site.building.site_file import SiteFile
from perfdsl.site.building.staging import Stage
from perfdsl.site.building.state import State
from perfdsl.site.files import FILE_KINDS
from perfdsl.site.files.file_kind import Bundle, FileKind, Previous
from perfdsl.site.index.site_index import SiteIndex
from perfdsl.site.links import Links
from perfdsl.site.page import Page
from perfdsl.site.page_groups import PageGroup, PageKind, document_facet
from perfdsl.site.render.renderer import Renderer
from perfdsl.site.views import SITE_PAGES
from perfdsl.workspace.pickles import dump

_HEAPS = 6  # of groups for each worker: so that none waits long for the last one


class Made(NamedTuple):
    """What came of a group: its files, the links that lead out of them, packed, and what a part left for the next time."""

    name: str
    files: Mapping[str, SiteFile]
    links: bytes = b""
    left: bytes = b""


Task = Callable[[], list[Made]]


@dataclass(slots=True)
class WholeSite:
    """``changed`` are the parts of the index that are other than ``before``; ``files_of`` leads from the folder of a
    document to its file.

    ``groups`` are those of the new site with what they are made of, ``links`` those of the ones made anew,
    packed.
    """

    stage: Stage
    renderer: Renderer
    state: State
    index: SiteIndex
    before: Before
    changed: frozenset[str]
    files_of: Mapping[str, str]
    groups: dict[str, PageGroup] = field(default_factory=dict)
    links: dict[str, bytes] = field(default_factory=dict)

    def make(self, workers: int, *, only_html: bool) -> None:
        """All pages and files that belong to no document; by several processes where there is much to do."""
        outputs = () if only_html else FILE_KINDS
        tasks = [task for output in outputs if (task := self._task_of(output))]
        if workers > 1 and tasks:
            self.state.commit_early()
        tasks += self._tasks_of_pages(workers)
        for made in chain.from_iterable(side_by_side(tasks, workers)):
            self._take(made)

    def _take(self, made: Made) -> None:
        with self.stage.owned_by(made.name):
            self.stage.adopt(made.files)
        if made.links:
            self.links[made.name] = made.links
        if made.left:
            group = self.groups[made.name]
            self.groups[made.name] = group._replace(arguments=(group.arguments[0], made.left))

    def add_pages(self, name: str, pages: Iterable[Page]) -> Made:
        """Draw the pages of a group, one at a time, and take note of their links."""
        links, files = Links(), {}
        with self.stage.owned_by(name):
            for page in pages:
                address, html = page.frame.address, self.renderer.render(page)
                links.add({address: html})
                self.stage.write(address, html.encode("utf-8", "replace"))
                files[address] = self.stage.files[address]
        self.links[name] = dump(links.open)
        return Made(name, files, self.links[name])

    def add_files(self, owner: str, files: Iterable[tuple[str, bytes]]) -> None:
        """Write some files."""
        with self.stage.owned_by(owner):
            for address, content in files:
                self.stage.write(address, content)

    # ---- Pages

    def _tasks_of_pages(self, workers: int) -> list[Task]:
        """The groups to be drawn, dealt out like cards: neighbours take about the same time."""
        stale = [pair for kind in SITE_PAGES for pair in self._stale(kind)]
        heaps = min(len(stale), _HEAPS * workers)
        return [partial(self._draw, stale[number::heaps]) for number in range(heaps)]

    def _stale(self, kind: PageKind) -> Iterator[tuple[PageKind, PageGroup]]:
        """Where the groups of a kind are those of before, only those made of something that changed are looked at."""
        before = [group for group in self.before.groups.values() if group.kind == kind.name]
        is_same = before and kind.depends_on.isdisjoint(self.changed)
        for group in before if is_same else kind.groups(self.index):
            if not self._kept(group):
                yield kind, group

    def _draw(self, groups: Iterable[tuple[PageKind, PageGroup]]) -> list[Made]:
        return [self.add_pages(group.name, kind.pages_of(group, self.index)) for kind, group in groups]

    def _kept(self, group: PageGroup) -> bool:
        """Keep the files of a group that is as it was; whether it is."""
        self.groups[group.name] = group
        is_same = self.before.groups.get(group.name) == group and self.changed.isdisjoint(group.depends_on)
        if is_same and group.name not in self.before.damaged:
            with self.stage.owned_by(group.name):
                self.stage.adopt(self.before.owned.get(group.name, {}))
            return True
        return False

    # ---- Outputs

    def _task_of(self, output: FileKind) -> Task | None:
        """The parts of an output are made in order, and so together; None where all stay as they are."""
        stale = []
        for part in output.bundles(self.index):
            name = f"files {output.name} {part.name}"
            before = self.before.groups.get(name)
            parts = frozenset(map(document_facet, part.documents))
            group = PageGroup(name, parts, (part.documents, before.arguments[1] if before else b""))
            if not self._kept(group):
                stale.append((name, part))
        return partial(self._write_parts, output, stale) if stale else None

    def _write_parts(self, output: FileKind, parts: Iterable[tuple[str, Bundle]]) -> list[Made]:
        with self.state.reader() as state:
            return [self._write_part(name, output, part, state) for name, part in parts]

    def _write_part(self, name: str, output: FileKind, part: Bundle, state: State) -> Made:
        files: dict[str, SiteFile] = {}

        def write(address: str, chunks: Iterable[bytes]) -> FileDigest:
            file = files[address] = self.stage.write_chunks(address, chunks)
            return FileDigest(file.size, file.sha256)

        with self.stage.owned_by(name):
            pieces = _Contributions(self.stage, state, output, part, self.files_of, self._earlier(name))
            left = output.write_bundle(part, self.index.site, pieces, write)
        return Made(name, files, left=left)

    def _earlier(self, name: str) -> Previous | None:
        """The part as it was made before, where all its files are as they were left."""
        group = self.before.groups.get(name)
        if group is None or name in self.before.damaged:
            return None
        documents, left = group.arguments
        same = (folder for folder in documents if document_facet(folder) not in self.changed)
        return Previous(documents, frozenset(same), self.stage.out, left)


@dataclass(frozen=True, slots=True)
class _Contributions:
    """The pieces of the tables of a part, read from the cache one by one."""

    stage: Stage
    state: State
    output: FileKind
    part: Bundle
    files_of: Mapping[str, str]
    previous: Previous | None

    def __iter__(self) -> Iterator[bytes]:
        return map(self.of, self.part.documents)

    def of(self, folder: str) -> bytes:
        return self.state.piece(self.files_of[folder], self.output.name)

    def read(self, address: str) -> bytes:
        return self.stage.path(address).read_bytes()

    def open(self, address: str) -> BinaryIO:
        return self.stage.path(address).open("rb")
