"""Do all links of the new site lead somewhere? Only those that a change can have broken are looked at.

These are the links of what was made anew, and those of all other pages to an address or an anchor that is gone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from perfdsl.site.errors import BrokenLink
from perfdsl.site.output_folder.folder import OutputFolder
from perfdsl.site.output_folder.page_links import Open, broken, ids_of

Goal = tuple[str, str]


def broken_links(
    output: OutputFolder,
    made: Iterable[Open],
    kept: Callable[[], Iterable[Open]],
    *,
    everything: bool,
    with_files: bool,
) -> tuple[BrokenLink, ...]:
    """The broken ones among the links that were ``made`` and those that were ``kept`` from before, if need be.

    ``everything``: the site had broken links, so every link is looked at. Not ``with_files``: only links to pages count.
    """
    lost = frozenset(_lost(output))
    doubtful = _doubtful(kept(), None if everything else lost) if lost or everything else ()
    found = broken(chain(made, doubtful), output.read, output.files.__contains__)
    return tuple(link for link in found if with_files or _is_to_page(link))


def _doubtful(kept: Iterable[Open], lost: frozenset[Goal] | None) -> Iterator[Open]:
    """The links that lead to what is lost; None: all."""
    for found in kept:
        yield found if lost is None else {goal: link for goal, link in found.items() if goal in lost}


def _lost(output: OutputFolder) -> Iterator[Goal]:
    """What the site had and has no longer: pages, and anchors of pages that changed."""
    for address, before in output.known.items():
        if not address.endswith(".html") or output.files.get(address) == before:
            continue
        old = ids_of((output.out / address).read_text("utf-8", "replace"))
        html = output.read(address)
        if html is None:
            yield address, ""
        yield from ((address, anchor) for anchor in old - ids_of(html or ""))


def _is_to_page(link: BrokenLink) -> bool:
    return link.href.partition("#")[0].rpartition("/")[2].endswith(".html")
