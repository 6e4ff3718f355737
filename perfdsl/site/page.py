"""What every page has: an address, a title, a way back, and the template that draws it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, NamedTuple, Protocol

from perfdsl.site.info import SiteInfo


class Link(NamedTuple):
    """A link; ``href`` is relative to the page that shows it, ``""`` for the page itself."""

    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Frame:
    """Everything around the content of a page. ``root`` leads from the page to the site's own folder.

    ``source`` is the file that the page was made from, ``year`` its year as shown; both may be ``""``.
    """

    site: SiteInfo
    address: str
    root: str
    title: str
    crumbs: tuple[Link, ...]
    source: str = ""
    year: str = ""
    draft: bool = False


class Page(Protocol):
    """The view of one page: a frozen dataclass whose fields are what its template shows."""

    template: ClassVar[str]

    @property
    def frame(self) -> Frame: ...


def frame(
    site: SiteInfo, address: str, title: str, crumbs: tuple[Link, ...] = (), *, draft: bool = False
) -> Frame:
    """The frame of a page that belongs to no document. ``crumbs`` are those between the home page and it."""
    root = root_of(address)
    home = Link("首页", f"{root}index.html")
    trail = (home, *crumbs, Link(title, "")) if crumbs or title != site.title else ()
    return Frame(site, address, root, title, trail, draft=draft)


def root_of(address: str) -> str:
    """``../`` for every folder above the page."""
    return "../" * address.count("/")


def year_label(year: int | None) -> str:
    return "未写年度" if year is None else f"{year}年度"
