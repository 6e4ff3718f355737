"""The page at an address that was published and has moved: it leads on by itself, and by a link."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from perfdsl.site.info import SiteInfo
from perfdsl.site.page import PageFrame, PageLink, home_link, root_of
from perfdsl.text.addresses import is_of_the_web

_TITLE = "这个网页已经移走"


class RedirectPage(NamedTuple):
    """``href`` leads on, ``canonical`` is the new address as whole as it is known, ``label`` what is shown of it."""

    frame: PageFrame
    href: str
    canonical: str
    label: str
    template: str = "redirect.html"


def redirect_pages(site: SiteInfo, moved: Mapping[str, str], *, draft: bool) -> Iterator[RedirectPage]:
    """``moved`` maps old addresses to new ones, of the site or (``https://…``) of another."""
    for old, new in moved.items():
        root = root_of(old)
        own = PageFrame(site, old, root, _TITLE, (home_link(root), PageLink(_TITLE, "")), draft=draft)
        outside = is_of_the_web(new)
        href = new if outside else f"{root}{new}"
        yield RedirectPage(own, href, new if outside else f"{site.address or root}{new}", new)
