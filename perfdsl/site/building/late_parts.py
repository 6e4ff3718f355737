"""What documents show of each other (other years, 比上年): put into their pages when all documents are known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from perfdsl.site.building.staging import Stage
from perfdsl.site.inserts import Part, insert
from perfdsl.site.links import Links
from perfdsl.site.overview import Overview
from perfdsl.site.render import Renderer
from perfdsl.site.sheets import Sheet
from perfdsl.site.views import LATE_PARTS
from perfdsl.workspace.pickles import dump
from perfdsl.workspace.stamps import digest_of

_NAME = "late"


@dataclass(slots=True)
class LateParts:
    """The parts of each document, by its folder, and what they say in short (``digests``).

    ``links`` are those of parts that were put in, packed.
    """

    parts: Mapping[str, tuple[Part, ...]]
    digests: Mapping[str, str]
    links: dict[str, bytes] = field(default_factory=dict)

    def changed(self, before: Mapping[str, str]) -> frozenset[str]:
        """The folders whose pages show something else of others than before."""
        folders = before.keys() | self.digests.keys()
        return frozenset(one for one in folders if before.get(one) != self.digests.get(one))

    def put_into(self, folder: str, stage: Stage, renderer: Renderer) -> None:
        """Put the parts of a document into its pages, which have just been drawn."""
        links = Links()
        for part in self.parts.get(folder, ()):
            address, drawn = part.frame.address, renderer.render(part)
            links.add({address: drawn})
            page = insert(stage.read(address) or "", part.slot, drawn)
            stage.write(address, page.encode("utf-8", "replace"))
        self.links[folder] = dump(links.open)


def late_parts(overview: Overview) -> LateParts:
    """The parts of all documents."""
    parts: dict[str, tuple[Part, ...]] = {}
    for make in LATE_PARTS:
        for part in make(overview):
            folder = part.frame.address.rpartition("/")[0]
            parts[folder] = (*parts.get(folder, ()), part)
    return LateParts(parts, {folder: digest_of(found) for folder, found in parts.items()})


def late_sheet(folder: str, digest: str) -> Sheet:
    """As which the cache knows the parts of a document."""
    return Sheet(f"{_NAME} {folder}", frozenset(), (digest,))


def folders_of(sheets: Mapping[str, Sheet]) -> dict[str, str]:
    """The digests of all parts that the cache knows, by folder."""
    found = ((*name.partition(" "), sheet) for name, sheet in sheets.items())
    return {folder: sheet.recipe[0] for family, _, folder, sheet in found if family == _NAME}
