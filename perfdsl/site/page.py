"""What every page has: an address, a title, a way back, and the template that draws it."""

from __future__ import annotations

from typing import Literal, NamedTuple, Protocol

from perfdsl.publishing.redirects import MovedRow
from perfdsl.site.info import SiteInfo
from perfdsl.site.navigation import FOOTER, NAVIGATION, NavigationEntry
from perfdsl.text.addresses import is_of_the_web

_ENTRIES = {entry.address: entry for entry in NAVIGATION}


class PageLink(NamedTuple):
    """A link; ``href`` is relative to the page that shows it, ``""`` for the page itself."""

    label: str
    href: str


class PageFrame(NamedTuple):
    """Everything around the content of a page. ``root`` leads from the page to the site's own folder.

    ``year`` is shown as 2024年度. ``dated`` says of when the page is (``公开日期 2024-02-05``) and ``source`` what it was
    made from, both as sentences of the footer; ``date`` is the day alone. Each may be ``""``. ``kind`` decides on the
    meta tags; ``section`` is the entry of the navigation that the page belongs to.
    """

    site: SiteInfo
    address: str
    root: str
    title: str
    crumbs: tuple[PageLink, ...]
    source: str = ""
    year: str = ""
    dated: str = ""
    date: str = ""
    publisher: str = ""
    kind: Literal["column", "article"] = "column"
    section: NavigationEntry | None = None
    draft: bool = False

    @property
    def navigation(self) -> tuple[NavigationEntry, ...]:
        return NAVIGATION

    @property
    def here(self) -> NavigationEntry | None:
        """The entry of the navigation that is this very page."""
        return _ENTRIES.get(self.address)

    @property
    def footer(self) -> tuple[NavigationEntry, ...]:
        return FOOTER

    @property
    def moved(self) -> tuple[tuple[MovedRow, str], ...]:
        """The published rows that left this page, each with where it leads now."""
        return tuple(
            (row, row.target if is_of_the_web(row.target) else f"{self.root}{row.target}")
            for row in self.site.moved
            if row.page == self.address
        )

    @property
    def description(self) -> str:
        """One sentence for search engines: what the page is, and of which site."""
        about = self.site.intro if self.title == self.site.title else ""
        return about or f"{self.title}：{self.site.title}，部门和项目的资金、绩效目标与指标。"

    @property
    def metas(self) -> tuple[tuple[str, str], ...]:
        """The tags that government sites are checked for: of the site, the column, and the article."""
        site = self.site
        tags = [
            ("description", self.description),
            ("SiteName", site.title),
            ("SiteDomain", site.domain),
            ("SiteIDCode", site.code),
        ]
        tags += [("ColumnName", self.section.label if self.section else site.column)]
        tags += [("ColumnType", "预算绩效目标公开")]
        if self.kind == "article":
            tags += [("ArticleTitle", self.title), ("PubDate", self.date)]
            tags += [("ContentSource", self.publisher or site.owner)]
        return tuple((name, content) for name, content in tags if content)


class Page(Protocol):
    """The view of one page: a named tuple whose fields are what its template shows, and the template's name."""

    @property
    def template(self) -> str: ...
    @property
    def frame(self) -> PageFrame: ...


def home_link(root: str) -> PageLink:
    """The first crumb."""
    return PageLink("首页", f"{root}index.html")


def root_of(address: str) -> str:
    """``../`` for every folder above the page."""
    return "../" * address.count("/")
