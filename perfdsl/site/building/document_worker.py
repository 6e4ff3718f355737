"""What a worker does: read, check and draw documents, one after the other, and write their files.

A worker depends on its :class:`WorkerSettings` alone and returns plain values, so it may be this process, one of a pool,
or one on another machine that sees the same folders.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from perfdsl.pipeline import Checked, check_file, library_of, reading_many
from perfdsl.publishing.published_rows import published_rows
from perfdsl.site.cache.cached_document import CachedDocument, pack
from perfdsl.site.cache.cached_rows import KnownFile, PackedDocument
from perfdsl.site.document_context import DocumentContext
from perfdsl.site.draw import document_of, draw_document
from perfdsl.site.files import FILE_KINDS
from perfdsl.site.index.summary import summary
from perfdsl.site.info import SiteInfo
from perfdsl.site.options import Options
from perfdsl.site.output_folder.page_links import Links
from perfdsl.site.output_folder.writer import SiteFile, Writer
from perfdsl.site.project import SiteProject
from perfdsl.site.render.renderer import renderer_for
from perfdsl.workspace.bounds import Bounds
from perfdsl.workspace.config import Config
from perfdsl.workspace.discovery import Workspace
from perfdsl.workspace.pickles import dump
from perfdsl.workspace.stamps import digest, stamp

RELEASE = "release"  # the contribution that a publication compares with what was published before

_working = threading.Lock()


class WorkerSettings(NamedTuple):
    """What all documents of a build share, in plain values. ``folder`` is where their files are written, ``fingerprint``
    names what templates and frameworks say.
    """

    root: Path
    levels: tuple[tuple[str, str], ...]
    follow_links: bool
    largest: int
    options: Options
    site: SiteInfo
    fingerprint: str
    folder: Path

    @property
    def workspace(self) -> Workspace:
        """The project, without its list of files."""
        return Workspace(
            self.root, Config(dict(self.levels), (), self.follow_links, self.options.safe, self.largest), ()
        )

    @property
    def theme(self) -> Bounds | None:
        """The project whose own look is used."""
        return self.workspace.bounds if self.options.has_theme else None


def settings_of(project: SiteProject, folder: Path) -> WorkerSettings:
    """For workers that write into ``folder``."""
    config = project.workspace.config
    return WorkerSettings(
        root=project.root,
        levels=tuple(config.levels.items()),
        follow_links=config.follow_links,
        largest=config.largest,
        options=project.options,
        site=project.site,
        fingerprint=project.fingerprint,
        folder=folder,
    )


class DrawJob(NamedTuple):
    """One file to do. ``known`` are the files that it had. Not to ``draw`` it is to check it only."""

    name: str
    known: Mapping[str, SiteFile]
    draw: bool = True


class DrawnDocument(NamedTuple):
    """What a file gave: what is kept of it, ``packed``; ``files`` are those of its pages.

    The stamp of ``read`` is as the file was seen, whether that proves anything or not.
    """

    name: str
    read: KnownFile
    packed: PackedDocument
    files: Mapping[str, SiteFile]
    contributions: Mapping[str, bytes]


class Batch(NamedTuple):
    """What some jobs gave, in their order. ``seconds`` are by stage."""

    drawn: tuple[DrawnDocument, ...]
    seconds: Mapping[str, float]


def work(settings: WorkerSettings, jobs: tuple[DrawJob, ...]) -> Batch:
    """Do some jobs, in one thread at a time: they share a worker. Raises BadTemplateError, OSError."""
    with _working, reading_many():
        worker = _worker(settings)
        worker.seconds = {}
        return Batch(tuple(worker.do(job) for job in jobs), worker.seconds)


@lru_cache(maxsize=1)
def _worker(settings: WorkerSettings) -> DocumentWorker:
    return DocumentWorker(settings)


class DocumentWorker:
    """Keeps between two documents of a build what they share: templates, frameworks."""

    def __init__(self, settings: WorkerSettings) -> None:
        self.settings = settings
        self.renderer = renderer_for(settings.theme, settings.fingerprint)
        self.workspace = settings.workspace
        self.library = library_of(self.workspace)
        self.seconds: dict[str, float] = {}

    def do(self, job: DrawJob) -> DrawnDocument:
        """Read, check and draw one file."""
        start = time.perf_counter()
        file = self.settings.root / job.name
        seen = stamp(file)  # before the content: what is written in between shows the next time
        checked = check_file(file, self.workspace, self.library)
        self._count("读取和检查", start)
        read, found = KnownFile(seen, digest(checked.source.data)), _found(checked)
        if checked.table is None or not job.draw or (found.errors and not self.settings.options.draft):
            return DrawnDocument(job.name, read, pack(found, {}), {}, {})
        return self._draw(job, checked, read, found)

    def _draw(self, job: DrawJob, checked: Checked, read: KnownFile, found: CachedDocument) -> DrawnDocument:
        start = time.perf_counter()
        document = document_of(checked, self.settings.site, draft=self.settings.options.draft)
        pages = draw_document(self.renderer, document)
        links = Links()
        links.add(pages)
        start = self._count("单位和项目的网页", start)
        writer = Writer(str(self.settings.folder), job.known)
        for address, html in pages.items():
            writer.write(address, html.encode("utf-8", "replace"))
        start = self._count("写入", start)
        contributions = self._contributions(document, writer)
        self._count("数据文件", start)
        packed = pack(found._replace(summary=summary(document)), links.open)
        return DrawnDocument(job.name, read, packed, writer.written, contributions)

    def _contributions(self, document: DocumentContext, writer: Writer) -> dict[str, bytes]:
        """Write the document's own files beside its pages; what it contributes to those of many."""
        found: dict[str, bytes] = {}
        for kind in () if self.settings.options.only_html else FILE_KINDS:
            made = kind.of_document(document)
            found[kind.name] = made.contribution
            for address, content in made.files.items():
                writer.write(address, content)
        if self.settings.options.publish:
            found[RELEASE] = dump(tuple(published_rows(document.table)))
        return found

    def _count(self, stage: str, start: float) -> float:
        now = time.perf_counter()
        self.seconds[stage] = self.seconds.get(stage, 0.0) + now - start
        return now


def _found(checked: Checked) -> CachedDocument:
    """What was found, without pages."""
    levels = [finding.severity for finding in checked.findings]
    errors = levels.count("error")
    return CachedDocument(errors, levels.count("warning"), not levels, checked.table is None and errors > 0)
