"""Do all links of the new site lead somewhere? Only those that a change can have broken are looked at.

These are the links of what was made anew, and those of all other pages to an address or an anchor that is gone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from perfdsl.site.building.staging import Stage
from perfdsl.site.errors import BrokenLink
from perfdsl.site.links import Links, Open, ids_of

Goal = tuple[str, str]


def broken_links(
    stage: Stage,
    made: Iterable[Open],
    kept: Callable[[], Iterable[Open]],
    *,
    everything: bool,
    with_files: bool,
) -> tuple[BrokenLink, ...]:
    """The broken ones among the links that were ``made`` and those that were ``kept`` from before, if need be.

    ``everything``: the site had broken links, so every link is looked at. Not ``with_files``: only links to pages count.
    """
    links = Links()
    for found in made:
        links.take(found)
    lost = frozenset(_lost(stage))
    if lost or everything:
        for found in kept():
            links.take({goal: link for goal, link in found.items() if everything or goal in lost})
    return tuple(
        link for link in links.broken(stage.read, stage.files.__contains__) if with_files or _is_to_page(link)
    )


def _lost(stage: Stage) -> Iterator[Goal]:
    """What the site had and has no longer: pages, and anchors of pages that changed."""
    for address, before in stage.known.items():
        if not address.endswith(".html") or stage.files.get(address) == before:
            continue
        old = ids_of((stage.out / address).read_text("utf-8", "replace"))
        html = stage.read(address)
        if html is None:
            yield address, ""
        yield from ((address, anchor) for anchor in old - ids_of(html or ""))


def _is_to_page(link: BrokenLink) -> bool:
    return link.href.partition("#")[0].rpartition("/")[2].endswith(".html")
