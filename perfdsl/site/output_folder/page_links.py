"""Do the links between pages lead somewhere? Checked in the HTML itself, a document at a time.

A link within a document is judged at once; what leads out of it is kept, once for each target, until all pages
are there: memory grows with the number of different targets, not of pages. Only attributes in double quotes are
seen, which is how the templates write them.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import unescape
from urllib.parse import unquote

from perfdsl.memo import MB, cached
from perfdsl.site.errors import BrokenLink

_ELSEWHERE = re.compile(r"(?:[a-zA-Z][a-zA-Z0-9+.-]*:|/)")

_OF_THE_PAGE = ("", "#", "?")  # what a link to the page itself begins with


# The links that lead out of some pages: for each target (its address and the anchor there) the first one.
Open = dict[tuple[str, str], BrokenLink]


class Links:
    """All links of a site that is being made; ``open`` are those not judged yet."""

    def __init__(self) -> None:
        self.open: Open = {}

    def add(self, pages: Mapping[str, str]) -> None:
        """Take the pages (address to HTML) of one document."""
        ids = {address: ids_of(html) for address, html in pages.items()}
        for address, href in _different(pages):
            target, fragment = _resolve(address, href)
            if target in ids and (not fragment or fragment in ids[target]):
                continue
            goal, link = (target, fragment), BrokenLink(address, href)
            self.open[goal] = min(link, self.open.get(goal, link))


def broken(
    found: Iterable[Open], read: Callable[[str], str | None], exists: Callable[[str], bool]
) -> tuple[BrokenLink, ...]:
    """The links that lead nowhere, for each target the first one. ``read`` gives the text of a page of the site,
    ``exists`` tells of any file whether it is there.
    """
    anchors: dict[str, frozenset[str]] = {}

    def leads(target: str, anchor: str) -> bool:
        if not (anchor and exists(target)):
            return exists(target)
        if target not in anchors:
            anchors[target] = ids_of(read(target) or "")
        return anchor in anchors[target]

    lost: Open = {}
    for links in found:
        for goal, link in links.items():
            if not leads(*goal):
                lost[goal] = min(link, lost.get(goal, link))
    return tuple(sorted(lost.values()))


def _different(pages: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Page and link: each link once a folder, where it leads to the same from every page, with the first page."""
    seen: dict[str, set[str]] = {}
    for address in sorted(pages):
        known = seen.setdefault(address.rpartition("/")[0], set())
        for written in _hrefs(pages[address]):
            if written not in known:
                href = unescape(written) if "&" in written else written
                if not _ELSEWHERE.match(href):
                    yield address, href
                if written[:1] not in _OF_THE_PAGE:
                    known.add(written)


def _hrefs(html: str) -> dict[str, None]:
    return dict.fromkeys((*_attribute(html, "href"), *_attribute(html, "src")))


def ids_of(html: str) -> frozenset[str]:
    """The anchors of a page."""
    return frozenset([unescape(anchor) if "&" in anchor else anchor for anchor in _attribute(html, " id")])


def _attribute(html: str, name: str) -> list[str]:
    """All values as written. Splitting is much faster than a pattern."""
    return [rest.partition('"')[0] for rest in html.split(f'{name}="')[1:]]


def _resolve(address: str, href: str) -> tuple[str, str]:
    """The file and the anchor that a relative link means."""
    path, _, fragment = href.partition("#")
    path = _plain_path(path) if path else ""
    if "%" in fragment:
        fragment = unquote(fragment)
    if not path:
        return address, fragment
    folder = address.rpartition("/")[0]
    while folder and path.startswith("../"):
        folder, path = folder.rpartition("/")[0], path[3:]
    return (f"{folder}/{path}" if folder else path), fragment


@cached(2 * MB)
def _plain_path(written: str) -> str:
    """The path of a file, without detours, ``""`` for the page itself; most paths stand on many pages."""
    path = unquote(written.partition("?")[0])
    if path.endswith(("/", ".")):
        path = f"{path}/index.html"
    return posixpath.normpath(path) if path else ""
