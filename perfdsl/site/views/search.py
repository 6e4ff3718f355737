"""检索: a box for the reader's script. Without the script the page says where everything is listed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from perfdsl.site.index.site_index import SiteIndex, site_frame
from perfdsl.site.navigation import FUNDING, INDICATORS, PROJECTS, SEARCH, UNITS, NavigationEntry
from perfdsl.site.page import Page, PageFrame
from perfdsl.site.page_groups import TABLES, page_kind

_PLACES: tuple[tuple[NavigationEntry, str], ...] = (
    (UNITS, "按年度列出全部公开的单位和项目表，从这里进入每个单位的页面。"),
    (INDICATORS, "按指标类别列出全部绩效指标，可以看到哪些单位写了同一指标。"),
    (PROJECTS, "按年度列出各单位的项目和金额。"),
    (FUNDING, "各单位的资金总额、基本支出和项目支出。"),
)


class SearchPage(NamedTuple):
    """``places`` are the lists that together hold everything, with a sentence each."""

    frame: PageFrame
    places: tuple[tuple[NavigationEntry, str], ...]
    template: str = "search.html"


def search_pages(index: SiteIndex) -> Iterable[Page]:
    frame = site_frame(index, SEARCH.address, SEARCH.label, section=SEARCH)
    return (SearchPage(frame, _PLACES),)


SEARCH_PAGE = page_kind("search", TABLES, pages=search_pages)
