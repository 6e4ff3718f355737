"""Files beside the pages: data to take away, what the reader's scripts load, and what machines ask of a site.

A new kind of files is one module here and one line below.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from perfdsl.site.files.data_files import DataFiles
from perfdsl.site.files.database import DatabaseFile
from perfdsl.site.files.feed import feed_files
from perfdsl.site.files.file_kind import FileKind
from perfdsl.site.files.reader_data import ReaderData
from perfdsl.site.files.sitemap import sitemap_files
from perfdsl.site.index.site_index import SiteIndex

FILE_KINDS: tuple[FileKind, ...] = (ReaderData(), DataFiles(), DatabaseFile())

# Files made at the end, from the summaries and the addresses of all pages.
SITE_FILES: tuple[Callable[[SiteIndex, Collection[str]], Iterator[tuple[str, bytes]]], ...] = (
    sitemap_files,
    feed_files,
)
