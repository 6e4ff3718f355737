"""The pages and files of the whole site: those made of something that changed are made anew, the others stay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from perfdsl.formats.datapackage import Written
from perfdsl.site.building.before import Before
from perfdsl.site.building.staging import Stage
from perfdsl.site.building.state import State
from perfdsl.site.links import Links, Open
from perfdsl.site.outputs import OUTPUTS
from perfdsl.site.outputs.output import Output, Part
from perfdsl.site.overview import Overview
from perfdsl.site.page import Page
from perfdsl.site.render import Renderer
from perfdsl.site.sheets import Family, Sheet, document_part
from perfdsl.site.views import SITE_PAGES


@dataclass(slots=True)
class WholeSite:
    """``changed`` are the parts of the overview that are other than ``before``.

    ``sheets`` are those of the new site with what they are made of, ``open`` the links of those made anew.
    """

    stage: Stage
    renderer: Renderer
    state: State
    overview: Overview
    before: Before
    changed: frozenset[str]
    sheets: dict[str, Sheet] = field(default_factory=dict)
    open: dict[str, Open] = field(default_factory=dict)

    def draw(self) -> None:
        """All pages that belong to no document."""
        for family in SITE_PAGES:
            self._draw_family(family)

    def write_outputs(self, files_of: Mapping[str, str]) -> None:
        """All files made of many documents; ``files_of`` leads from the folder of a document to its file."""
        for output in OUTPUTS:
            for part in output.parts(self.overview):
                parts = frozenset(map(document_part, part.documents))
                sheet = Sheet(f"files {output.name} {part.name}", parts, part.documents)
                if not self._kept(sheet):
                    self._write_part(sheet.name, output, part, _Pieces(self, output, part, files_of))

    def add_pages(self, name: str, pages: Iterable[Page]) -> None:
        """Draw the pages of a sheet, one at a time, and take note of their links."""
        links = Links()
        with self.stage.owned_by(name):
            for page in pages:
                address, html = page.frame.address, self.renderer.render(page)
                links.add({address: html})
                self.stage.write(address, html.encode("utf-8", "replace"))
        self.open[name] = links.open

    def add_files(self, owner: str, files: Iterable[tuple[str, bytes]]) -> None:
        """Write some files."""
        with self.stage.owned_by(owner):
            for address, content in files:
                self.stage.write(address, content)

    # ---- Sheets

    def _draw_family(self, family: Family) -> None:
        """Where the sheets of a family are those of before, only those made of something that changed are looked at."""
        before = [
            sheet for name, sheet in self.before.sheets.items() if name.partition(" ")[0] == family.name
        ]
        is_same = before and family.made_of.isdisjoint(self.changed)
        for sheet in before if is_same else family.sheets(self.overview):
            if not self._kept(sheet):
                self.add_pages(sheet.name, family.pages(self.overview, *sheet.recipe))

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

    def _write_part(self, name: str, output: Output, part: Part, pieces: _Pieces) -> None:
        def write(address: str, chunks: Iterable[bytes]) -> Written:
            file = self.stage.write_chunks(address, chunks)
            return Written(file.size, file.sha256)

        with self.stage.owned_by(name):
            output.of_part(part, self.overview.site, pieces, write)


@dataclass(frozen=True, slots=True)
class _Pieces:
    """The pieces of a part, read from the cache one by one."""

    whole: WholeSite
    output: Output
    part: Part
    files_of: Mapping[str, str]

    def __iter__(self) -> Iterator[bytes]:
        for folder in self.part.documents:
            yield self.whole.state.piece(self.files_of[folder], self.output.name)

    def read(self, address: str) -> bytes:
        return self.whole.stage.path(address).read_bytes()
