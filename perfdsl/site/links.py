"""Do the links between pages lead somewhere? Checked in the HTML itself, a document at a time.

A link within a document is judged at once; what leads out of it is kept, once for each target, until all pages
are there: memory grows with the number of different targets, not of pages. Only attributes in double quotes are
seen, which is how the templates write them.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from html import unescape
from urllib.parse import unquote

from perfdsl.site.errors import BrokenLink

# Each begins with plain letters, which the search skips to: five times as fast as with a choice in front.
_LINKS = (re.compile(r'href="([^"]*)"'), re.compile(r'src="([^"]*)"'))
_ID = re.compile(r' id="([^"]*)"')
_ELSEWHERE = re.compile(r"(?:[a-zA-Z][a-zA-Z0-9+.-]*:|/)")


# The links that lead out of some pages: for each target (its address and the anchor there) the first one.
Open = dict[tuple[str, str], BrokenLink]


class Links:
    """All links of a site that is being made; ``open`` are those not judged yet."""

    def __init__(self) -> None:
        self.open: Open = {}

    def add(self, pages: Mapping[str, str]) -> None:
        """Take the pages (address to HTML) of one document."""
        ids = {address: ids_of(html) for address, html in pages.items()}
        for address, html in pages.items():
            for href in dict.fromkeys(_hrefs(html)):
                target, fragment = _resolve(address, href)
                if target in ids and (not fragment or fragment in ids[target]):
                    continue
                link = BrokenLink(address, href)
                self.open[target, fragment] = min(link, self.open.get((target, fragment), link))

    def take(self, found: Open) -> None:
        """Take the open links of pages that were looked at elsewhere."""
        for goal, link in found.items():
            self.open[goal] = min(link, self.open.get(goal, link))

    def broken(self, read: Callable[[str], str | None]) -> tuple[BrokenLink, ...]:
        """The links that lead nowhere; ``read`` gives the text of a file of the site, or None."""
        known: dict[str, frozenset[str] | None] = {}
        for target, _ in self.open:
            if target not in known:
                text = read(target)
                known[target] = None if text is None else ids_of(text)
        return tuple(sorted(link for goal, link in self.open.items() if not _leads(goal, known)))


def _leads(goal: tuple[str, str], known: Mapping[str, frozenset[str] | None]) -> bool:
    target, fragment = goal
    ids = known[target]
    return ids is not None and (not fragment or fragment in ids)


def _hrefs(html: str) -> list[str]:
    found = (unescape(href) for pattern in _LINKS for href in pattern.findall(html))
    return [href for href in found if not _ELSEWHERE.match(href)]


def ids_of(html: str) -> frozenset[str]:
    """The anchors of a page."""
    return frozenset(unescape(anchor) for anchor in _ID.findall(html))


def _resolve(address: str, href: str) -> tuple[str, str]:
    """The file and the anchor that a relative link means."""
    path, _, fragment = href.partition("#")
    path = unquote(path.partition("?")[0])
    if not path:
        return address, unquote(fragment)
    target = posixpath.normpath(posixpath.join(posixpath.dirname(address), path))
    return (f"{target}/index.html" if path.endswith(("/", ".")) else target), unquote(fragment)
