"""Files beside the pages: data to take away, what the reader's scripts load, and what machines ask of a site.

A new output is one file here and one line below.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from perfdsl.site.index.site_index import SiteIndex
from perfdsl.site.outputs.data_files import DataFiles
from perfdsl.site.outputs.database import DatabaseFile
from perfdsl.site.outputs.feed import feed_files
from perfdsl.site.outputs.output import Output
from perfdsl.site.outputs.reader_data import ReaderData
from perfdsl.site.outputs.sitemap import sitemap_files

OUTPUTS: tuple[Output, ...] = (ReaderData(), DataFiles(), DatabaseFile())

# Files made at the end, from the summaries and the addresses of all pages.
SITE_FILES: tuple[Callable[[SiteIndex, Collection[str]], Iterator[tuple[str, bytes]]], ...] = (
    sitemap_files,
    feed_files,
)
