"""How a document becomes pages, in a build and in a preview: its own content first, then what it shows of others.

A build draws many documents before it knows their neighbours, so it puts the fragments in later; a preview knows all and
draws one page at a time. Both do it here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from perfdsl.pipeline import Checked
from perfdsl.site.document_context import DocumentContext, document_context
from perfdsl.site.fragments import DrawnFragment, Fragment
from perfdsl.site.index.site_index import SiteIndex
from perfdsl.site.info import SiteInfo
from perfdsl.site.render.renderer import Renderer
from perfdsl.site.revision import revision
from perfdsl.site.views import FRAGMENTS, document_pages


def document_of(checked: Checked, site: SiteInfo, *, draft: bool) -> DocumentContext:
    """A checked file that has a table, ready to be drawn."""
    assert checked.table is not None
    return document_context(
        site, checked.table, checked.findings, draft=draft, revision=revision(checked.source.data)
    )


def draw_document(
    renderer: Renderer, document: DocumentContext, fragments: Iterable[Fragment] = (), *, only: str = ""
) -> dict[str, str]:
    """The pages of a document by address, with those of the fragments that are theirs; ``only`` one of them, if given.

    Raises BadTemplateError.
    """
    pages = {
        page.frame.address: renderer.render(page)
        for page in document_pages(document)
        if not only or page.frame.address == only
    }
    for drawn in draw_fragments(renderer, (one for one in fragments if one.frame.address in pages)):
        pages[drawn.address] = drawn.put_into(pages[drawn.address])
    return pages


def draw_fragments(renderer: Renderer, fragments: Iterable[Fragment]) -> Iterator[DrawnFragment]:
    """Fragments, one after the other, ready to be put into their pages. Raises BadTemplateError."""
    for one in fragments:
        yield DrawnFragment(one.frame.address, one.slot, renderer.render(one))


def fragments_of(index: SiteIndex) -> dict[str, tuple[Fragment, ...]]:
    """What documents show of each other, by the folder of each."""
    found: dict[str, tuple[Fragment, ...]] = {}
    for make in FRAGMENTS:
        for one in make(index):
            folder = one.frame.address.rpartition("/")[0]
            found[folder] = (*found.get(folder, ()), one)
    return found
