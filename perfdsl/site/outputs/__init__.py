"""Files beside the pages: data to take away, what the reader's scripts load, and what machines ask of a site.

An output sees every document as it passes and writes at the end. A new one is one file here and one line below.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Protocol

from perfdsl.site.outputs.data_files import DataFiles
from perfdsl.site.outputs.feed import feed_files
from perfdsl.site.outputs.reader_data import ReaderData
from perfdsl.site.outputs.sitemap import sitemap_files
from perfdsl.site.overview import Overview
from perfdsl.site.staging import Stage
from perfdsl.site.subject import Subject


class Output(Protocol):
    """Made with the stage that it writes to; holds one document at a time."""

    def see(self, document: Subject) -> None: ...

    def finish(self, overview: Overview) -> None: ...


OUTPUTS: tuple[Callable[[Stage], Output], ...] = (DataFiles, ReaderData)

# Files made at the end, from the summaries and the addresses of all pages.
SITE_FILES: tuple[Callable[[Overview, Collection[str]], Iterator[tuple[str, bytes]]], ...] = (
    sitemap_files,
    feed_files,
)
