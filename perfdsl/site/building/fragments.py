"""What documents show of each other (other years, 比上年): put into their pages when all documents are known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from perfdsl.site.building.staging import Stage
from perfdsl.site.draw import draw_fragments, fragments_of
from perfdsl.site.fragments import Fragment
from perfdsl.site.index.site_index import SiteIndex
from perfdsl.site.links import Links
from perfdsl.site.page_groups import PageGroup
from perfdsl.site.render.renderer import Renderer
from perfdsl.workspace.pickles import dump
from perfdsl.workspace.stamps import digest_of

_NAME = "late"


@dataclass(slots=True)
class Fragments:
    """The fragments of each document, by its folder, and what they say in short (``digests``).

    ``links`` are those of fragments that were put in, packed.
    """

    of_folder: Mapping[str, tuple[Fragment, ...]]
    digests: Mapping[str, str]
    links: dict[str, bytes] = field(default_factory=dict)

    def changed(self, before: Mapping[str, str]) -> frozenset[str]:
        """The folders whose pages show something else of others than before."""
        folders = before.keys() | self.digests.keys()
        return frozenset(one for one in folders if before.get(one) != self.digests.get(one))

    def put_into(self, folder: str, stage: Stage, renderer: Renderer) -> None:
        """Put the fragments of a document into its pages, which have just been drawn."""
        links = Links()
        for drawn in draw_fragments(renderer, self.of_folder.get(folder, ())):
            links.add({drawn.address: drawn.html})
            page = drawn.put_into(stage.read(drawn.address) or "")
            stage.write(drawn.address, page.encode("utf-8", "replace"))
        self.links[folder] = dump(links.open)


def all_fragments(index: SiteIndex) -> Fragments:
    """Those of all documents."""
    found = fragments_of(index)
    return Fragments(found, {folder: digest_of(theirs) for folder, theirs in found.items()})


def fragment_group(folder: str, digest: str) -> PageGroup:
    """As which the cache knows the fragments of a document."""
    return PageGroup(f"{_NAME} {folder}", frozenset(), (digest,))


def digests_in(groups: Mapping[str, PageGroup]) -> dict[str, str]:
    """The digests of all fragments that the cache knows, by folder."""
    found = ((*name.partition(" "), group) for name, group in groups.items())
    return {folder: group.arguments[0] for kind, _, folder, group in found if kind == _NAME}
