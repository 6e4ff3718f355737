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
from perfdsl.site.index.site_index import SiteIndex
from perfdsl.site.links import Links
from perfdsl.site.outputs import OUTPUTS
from perfdsl.site.outputs.output import Earlier, Output, Part
from perfdsl.site.page import Page
from perfdsl.site.render import Renderer
from perfdsl.site.sheets import Family, Sheet, document_part
from perfdsl.site.views import SITE_PAGES
from perfdsl.workspace.pickles import dump

_HEAPS = 6  # of sheets for each worker: so that none waits long for the last one


class Made(NamedTuple):
    """What came of a sheet: its files, the links that lead out of them, packed, and what a part left for the next time."""

    name: str
    files: Mapping[str, SiteFile]
    links: bytes = b""
    left: bytes = b""


Task = Callable[[], list[Made]]


@dataclass(slots=True)
class WholeSite:
    """``changed`` are the parts of the index that are other than ``before``; ``files_of`` leads from the folder of a
    document to its file.

    ``sheets`` are those of the new site with what they are made of, ``links`` those of the ones made anew,
    packed.
    """

    stage: Stage
    renderer: Renderer
    state: State
    index: SiteIndex
    before: Before
    changed: frozenset[str]
    files_of: Mapping[str, str]
    sheets: dict[str, Sheet] = field(default_factory=dict)
    links: dict[str, bytes] = field(default_factory=dict)

    def make(self, workers: int, *, only_html: bool) -> None:
        """All pages and files that belong to no document; by several processes where there is much to do."""
        outputs = () if only_html else OUTPUTS
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
            sheet = self.sheets[made.name]
            self.sheets[made.name] = sheet._replace(recipe=(sheet.recipe[0], made.left))

    def add_pages(self, name: str, pages: Iterable[Page]) -> Made:
        """Draw the pages of a sheet, one at a time, and take note of their links."""
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
        """The sheets to be drawn, dealt out like cards: neighbours take about the same time."""
        stale = [pair for family in SITE_PAGES for pair in self._stale(family)]
        heaps = min(len(stale), _HEAPS * workers)
        return [partial(self._draw, stale[number::heaps]) for number in range(heaps)]

    def _stale(self, family: Family) -> Iterator[tuple[Family, Sheet]]:
        """Where the sheets of a family are those of before, only those made of something that changed are looked at."""
        before = [
            sheet for name, sheet in self.before.sheets.items() if name.partition(" ")[0] == family.name
        ]
        is_same = before and family.made_of.isdisjoint(self.changed)
        for sheet in before if is_same else family.sheets(self.index):
            if not self._kept(sheet):
                yield family, sheet

    def _draw(self, sheets: Iterable[tuple[Family, Sheet]]) -> list[Made]:
        return [
            self.add_pages(sheet.name, family.pages(self.index, *sheet.recipe)) for family, sheet in sheets
        ]

    def _kept(self, sheet: Sheet) -> bool:
        """Keep the files of a sheet that is as it was; whether it is."""
        self.sheets[sheet.name] = sheet
        is_same = self.before.sheets.get(sheet.name) == sheet and self.changed.isdisjoint(sheet.made_of)
        if is_same and sheet.name not in self.before.damaged:
            with self.stage.owned_by(sheet.name):
                self.stage.adopt(self.before.owned.get(sheet.name, {}))
            return True
        return False

    # ---- Outputs

    def _task_of(self, output: Output) -> Task | None:
        """The parts of an output are made in order, and so together; None where all stay as they are."""
        stale = []
        for part in output.parts(self.index):
            name = f"files {output.name} {part.name}"
            before = self.before.sheets.get(name)
            parts = frozenset(map(document_part, part.documents))
            sheet = Sheet(name, parts, (part.documents, before.recipe[1] if before else b""))
            if not self._kept(sheet):
                stale.append((name, part))
        return partial(self._write_parts, output, stale) if stale else None

    def _write_parts(self, output: Output, parts: Iterable[tuple[str, Part]]) -> list[Made]:
        with self.state.reader() as state:
            return [self._write_part(name, output, part, state) for name, part in parts]

    def _write_part(self, name: str, output: Output, part: Part, state: State) -> Made:
        files: dict[str, SiteFile] = {}

        def write(address: str, chunks: Iterable[bytes]) -> FileDigest:
            file = files[address] = self.stage.write_chunks(address, chunks)
            return FileDigest(file.size, file.sha256)

        with self.stage.owned_by(name):
            pieces = _Pieces(self.stage, state, output, part, self.files_of, self._earlier(name))
            left = output.of_part(part, self.index.site, pieces, write)
        return Made(name, files, left=left)

    def _earlier(self, name: str) -> Earlier | None:
        """The part as it was made before, where all its files are as they were left."""
        sheet = self.before.sheets.get(name)
        if sheet is None or name in self.before.damaged:
            return None
        documents, left = sheet.recipe
        same = (folder for folder in documents if document_part(folder) not in self.changed)
        return Earlier(documents, frozenset(same), self.stage.out, left)


@dataclass(frozen=True, slots=True)
class _Pieces:
    """The pieces of the tables of a part, read from the cache one by one."""

    stage: Stage
    state: State
    output: Output
    part: Part
    files_of: Mapping[str, str]
    earlier: Earlier | None

    def __iter__(self) -> Iterator[bytes]:
        return map(self.of, self.part.documents)

    def of(self, folder: str) -> bytes:
        return self.state.piece(self.files_of[folder], self.output.name)

    def read(self, address: str) -> bytes:
        return self.stage.path(address).read_bytes()

    def open(self, address: str) -> BinaryIO:
        return self.stage.path(address).open("rb")
