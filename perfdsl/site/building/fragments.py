"""What documents show of each other (other years, 比上年): put into their pages when all documents are known."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from perfdsl.site.building.documents import Documents
from perfdsl.site.building.run import BuildRun
from perfdsl.site.cache.build_cache import owner_of
from perfdsl.site.draw import draw_fragments, fragments_of
from perfdsl.site.fragments import Fragment
from perfdsl.site.index.site_index import SiteIndex
from perfdsl.site.output_folder.page_links import Links
from perfdsl.workspace.pickles import dump
from perfdsl.workspace.stamps import digest_of

if TYPE_CHECKING:
    from concurrent.futures import Executor


class PutFragments(NamedTuple):
    """What the fragments of each document say, in short, by its folder; and the links of those that were put in, packed."""

    digests: dict[str, str]
    links: dict[str, bytes]

    @property
    def owners(self) -> frozenset[str]:
        """Whose links the cache keeps."""
        return frozenset(map(fragments_owner, self.digests))


def put_fragments(
    run: BuildRun, documents: Documents, index: SiteIndex, executor: Executor | None
) -> PutFragments:
    """Put into the documents' pages what they show of each other, having drawn anew those where that changed."""
    with run.timings.stage("各年度对照"):
        fragments, files = fragments_of(index), documents.by_folder
        digests = {folder: digest_of(theirs) for folder, theirs in fragments.items()}
        before = run.previous.fragments
        other = [one for one in before.keys() | digests.keys() if before.get(one) != digests.get(one)]
    names = sorted(files[folder] for folder in other if folder in files)
    documents.draw([name for name in names if name not in documents.drawn], executor)
    with run.timings.stage("各年度对照"):
        links = {
            fragments_owner(folder): _put_into(run, owner_of(name), fragments.get(folder, ()))
            for folder, name in files.items()
            if name in documents.drawn
        }
    return PutFragments(digests, links)


def fragments_owner(folder: str) -> str:
    """As which the cache knows the links of a document's fragments."""
    return f"fragments {folder}"


def _put_into(run: BuildRun, owner: str, fragments: Iterable[Fragment]) -> bytes:
    """Put the fragments of a document into its pages, which have just been drawn; their links, packed."""
    links = Links()
    for drawn in draw_fragments(run.renderer, fragments):
        links.add({drawn.address: drawn.html})
        page = drawn.put_into(run.output.read(drawn.address) or "")
        run.output.write(owner, drawn.address, page.encode("utf-8", "replace"))
    return dump(links.open)
