"""The page for an address that does not exist (``404.html``, as web servers expect it)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from perfdsl.site.overview import Overview
from perfdsl.site.page import Frame, Link, Page


@dataclass(frozen=True, slots=True)
class NotFoundPage:
    """A server shows it under any address, so its links begin with the site's own address, where that is set."""

    template: ClassVar[str] = "404.html"
    frame: Frame


def not_found_pages(overview: Overview) -> Iterable[Page]:
    title = "没有找到这个页面"
    home = Link("首页", f"{overview.site.address}index.html")
    return (
        NotFoundPage(Frame(overview.site, "404.html", overview.site.address, title, (home, Link(title, "")))),
    )
