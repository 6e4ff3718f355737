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
from perfdsl.site.sheets import Family, document_part
from perfdsl.site.views import SITE_PAGES
from perfdsl.workspace.stamps import digest_of


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
    sheets: dict[str, str] = field(default_factory=dict)
    open: dict[str, Open] = field(default_factory=dict)

    def draw(self) -> None:
        """All pages that belong to no document."""
        for family in SITE_PAGES:
            if not self._keep_family(family):
                self._draw_family(family)

    def write_outputs(self, files_of: Mapping[str, str]) -> None:
        """All files made of many documents; ``files_of`` leads from the folder of a document to its file."""
        for output in OUTPUTS:
            for part in output.parts(self.overview):
                name = f"files {output.name} {part.name}"
                self.sheets[name] = digest_of(part.documents)
                if self._is_fresh(name, frozenset(map(document_part, part.documents))):
                    self._keep(name)
                else:
                    self._write_part(name, output, part, _Pieces(self, output, part, files_of))

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

    def _keep_family(self, family: Family) -> bool:
        """Keep all sheets of a family that is made of nothing that changed; whether it was so."""
        names = [name for name in self.before.sheets if _family(name) == family.name]
        if not names or family.made_of & self.changed or not self.before.damaged.isdisjoint(names):
            return False
        for name in names:
            self.sheets[name] = self.before.sheets[name]
            self._keep(name)
        return True

    def _draw_family(self, family: Family) -> None:
        for sheet in family.sheets(self.overview):
            self.sheets[sheet.name] = digest_of(sorted(sheet.made_of))
            if self._is_fresh(sheet.name, sheet.made_of):
                self._keep(sheet.name)
            else:
                self.add_pages(sheet.name, sheet.pages())

    def _is_fresh(self, name: str, made_of: frozenset[str]) -> bool:
        return (
            self.before.sheets.get(name) == self.sheets[name]
            and name not in self.before.damaged
            and self.changed.isdisjoint(made_of)
        )

    def _keep(self, name: str) -> None:
        with self.stage.owned_by(name):
            self.stage.adopt(self.before.owned.get(name, {}))

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


def _family(sheet: str) -> str:
    return sheet.partition(" ")[0]
