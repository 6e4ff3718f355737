"""``sitemap.xml``: every page for search engines. It names whole addresses, so the site must know its own."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from html import escape

from perfdsl.site.index.site_index import SiteIndex

MOST = 50_000  # what the protocol allows in one file
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def sitemap_files(index: SiteIndex, pages: Collection[str]) -> Iterator[tuple[str, bytes]]:
    """The file, or an index and files of 50,000 pages each."""
    site = index.site.address
    if not site:
        return
    days = {one.folder: one.published.iso for one in index.summaries}
    lines = [_line(site, page, days) for page in sorted(pages) if page != "404.html"]
    parts = [lines[first : first + MOST] for first in range(0, len(lines), MOST)]
    if len(parts) == 1:
        yield "sitemap.xml", _file("urlset", lines)
        return
    for number, part in enumerate(parts, 1):
        yield f"sitemap-{number}.xml", _file("urlset", part)
    names = (f"{site}sitemap-{number}.xml" for number in range(1, len(parts) + 1))
    yield (
        "sitemap.xml",
        _file(
            "sitemapindex", [f"<sitemap><loc>{escape(name, quote=False)}</loc></sitemap>" for name in names]
        ),
    )


def _line(site: str, page: str, days: dict[str, str]) -> str:
    day = days.get(page.rpartition("/")[0], "")
    changed = f"<lastmod>{day}</lastmod>" if day else ""
    return f"<url><loc>{escape(site + page, quote=False)}</loc>{changed}</url>"


def _file(root: str, lines: list[str]) -> bytes:
    body = "\n".join(lines)
    return f"{_HEAD}<{root} {_SPACE}>\n{body}\n</{root}>\n".encode()
