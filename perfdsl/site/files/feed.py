"""``feed.xml``: an Atom feed of disclosures and corrections. Its ids are whole addresses, so the site must know its own."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from perfdsl.formats.xml import child, document, text_child
from perfdsl.presentation.display import year_label
from perfdsl.site.index.index_rows import CorrectionRow
from perfdsl.site.index.site_index import SiteIndex
from perfdsl.site.index.summary import Summary
from perfdsl.site.info import SiteInfo

NAME = "feed.xml"
MOST = 100
_MIDNIGHT = "T00:00:00+08:00"  # days are those of China


class FeedEntry(NamedTuple):
    """One entry; ``day`` is ``2024-02-05``. ``id`` and ``address`` are below the site's address."""

    day: str
    id: str
    address: str
    title: str
    summary: str


def feed_files(index: SiteIndex, _pages: Collection[str]) -> Iterator[tuple[str, bytes]]:
    """The newest hundred; nothing where the site does not know its address or no table says its day."""
    items = sorted(_items(index), key=lambda item: (item.day, item.address), reverse=True)[:MOST]
    if not (index.site.address and items):
        return
    root = _head(index.site, items[0].day)
    for item in items:
        _add_entry(root, index.site.address, item)
    yield NAME, document(root)


def has_feed(index: SiteIndex) -> bool:
    """Whether there is a feed to lead to."""
    return bool(index.site.address) and any(one.published.iso or any(_dated(one)) for one in index.summaries)


def _items(index: SiteIndex) -> Iterator[FeedEntry]:
    for one in index.summaries:
        if one.published.iso:
            yield _disclosure(one)
        for row, day in _dated(one):
            yield _correction(one, row, day)


def _dated(one: Summary) -> Iterator[tuple[CorrectionRow, str]]:
    """The corrections that tell their day."""
    for row in one.corrections:
        if row.correction.date:
            yield row, row.correction.date.isoformat()


def _disclosure(one: Summary) -> FeedEntry:
    address = f"{one.folder}/index.html"
    title = f"{one.name}公开{year_label(one.year)}绩效目标表"
    said = f"{len(one.projects)} 个项目，{one.indicator_count} 项指标，其中定量 {one.measured} 项。"
    return FeedEntry(one.published.iso, address, address, title, said)


def _correction(one: Summary, row: CorrectionRow, day: str) -> FeedEntry:
    """Its id is the address of the row with the day, for a row may be corrected twice."""
    address = f"{one.folder}/{row.href}"
    page, mark, anchor = address.partition("#")
    own = f"{page}?corrected={day}{mark}{anchor}"
    return FeedEntry(day, own, address, f"{one.name}更正：{row.name}", row.correction.text)


def _head(site: SiteInfo, newest: str) -> Element:
    root = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": "zh-CN"})
    text_child(root, "title", site.title)
    text_child(root, "subtitle", site.intro)
    text_child(root, "id", site.address)
    text_child(root, "updated", newest + _MIDNIGHT)
    _add_link(root, "self", site.address + NAME)
    _add_link(root, "alternate", f"{site.address}index.html")
    text_child(child(root, "author"), "name", site.owner or site.title)
    return root


def _add_entry(root: Element, site: str, item: FeedEntry) -> None:
    entry = child(root, "entry")
    text_child(entry, "title", item.title)
    text_child(entry, "id", site + item.id)
    text_child(entry, "updated", item.day + _MIDNIGHT)
    _add_link(entry, "alternate", site + item.address)
    text_child(entry, "summary", item.summary)


def _add_link(parent: Element, rel: str, href: str) -> None:
    child(parent, "link").attrib.update(rel=rel, href=href)
