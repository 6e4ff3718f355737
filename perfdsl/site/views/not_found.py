"""The page for an address that does not exist (``404.html``, as web servers expect it)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from perfdsl.site.index.site_index import SiteIndex
from perfdsl.site.navigation import NAVIGATION, NavigationEntry
from perfdsl.site.page import Page, PageFrame, PageLink, home_link
from perfdsl.site.page_groups import page_kind


class NotFoundPage(NamedTuple):
    """A server shows it under any address, so its links begin with the site's own address, where that is set."""

    frame: PageFrame
    places: tuple[NavigationEntry, ...]
    template: str = "404.html"


def not_found_pages(index: SiteIndex) -> Iterable[Page]:
    site, title = index.site, "没有找到这个页面"
    crumbs = (home_link(site.address), PageLink(title, ""))
    return (NotFoundPage(PageFrame(site, "404.html", site.address, title, crumbs), NAVIGATION),)


NOT_FOUND_PAGE = page_kind("404", pages=not_found_pages)
