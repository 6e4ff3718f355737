"""``perfdsl build``: check every document, make its pages, verify the links, put the new site in place.

One document at a time: it is read, checked, drawn, written and let go; what other pages need of it is its
:class:`~perfdsl.site.summary.Summary`. What its own pages show of others is put in at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from perfdsl.model.table import Table
from perfdsl.pipeline import Checked, check_all, open_workspace
from perfdsl.presentation.ids import document_folder
from perfdsl.publishing.manifest import NAME as MANIFEST
from perfdsl.publishing.manifest import manifest
from perfdsl.publishing.profile import for_publication
from perfdsl.publishing.redirects import Redirects, open_redirects
from perfdsl.publishing.release import Release
from perfdsl.publishing.rows import published_rows
from perfdsl.resources import data
from perfdsl.site.errors import (
    AddressTakenError,
    BadConfigError,
    BrokenLink,
    BrokenLinksError,
    FindingsError,
    NothingToPublishError,
)
from perfdsl.site.expected import Expected, expected_units
from perfdsl.site.info import SiteInfo, site_info
from perfdsl.site.inserts import Part, insert
from perfdsl.site.links import Links
from perfdsl.site.outputs import OUTPUTS, SITE_FILES, Output
from perfdsl.site.overview import overview
from perfdsl.site.page import Page
from perfdsl.site.render import Renderer
from perfdsl.site.revision import revision
from perfdsl.site.staging import Stage
from perfdsl.site.subject import Subject, subject
from perfdsl.site.summary import Summary, summary
from perfdsl.site.views import LATE_PARTS, document_pages, site_pages
from perfdsl.site.views.redirect import redirect_pages
from perfdsl.workspace.discovery import Workspace

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What was built. ``checked`` holds the documents with findings; ``broken`` is empty but in a draft.

    ``remembered``: ``permalinks.lock`` was written anew.
    """

    out: Path
    pages: int
    documents: int
    checked: tuple[Checked, ...]
    broken: tuple[BrokenLink, ...]
    remembered: bool = False


def build(
    root: Path, out: Path, *, draft: bool = False, publish: bool = False, progress: Progress | None = None
) -> BuildResult:
    """Build the site of the project around ``root`` into the folder ``out``.

    ``draft`` builds in spite of errors and marks them on the pages. ``publish`` holds the site to what was published
    before (``permalinks.lock``), and adds to it. ``progress`` is told how many documents are done, and of how many.
    Raises a :class:`~perfdsl.site.errors.BuildError` or PublishError; then ``out`` is as it was.
    """
    workspace = for_publication(open_workspace(root)) if publish else open_workspace(root)
    for finding in workspace.findings:
        if finding.severity == "error":
            raise BadConfigError(finding.message, finding.hint)
    with Stage(out, workspace.root) as stage:
        redirects = open_redirects(workspace.root, workspace.config.table("publish"))
        site = replace(site_info(workspace.config.table("site")), moved=redirects.moved_rows())
        work = _Work(site, _renderer(workspace), stage, draft, Release(workspace.root) if publish else None)
        work.outputs = [output(stage) for output in OUTPUTS]
        expected = expected_units(workspace.config.table("publish"))
        _documents(work, workspace, progress)
        _site_pages(work, expected)
        _redirect_pages(work, redirects)
        for address, content in static_files(workspace.root):
            stage.write(address, content)
        broken = work.links.broken(stage.read)
        if broken and not draft:
            raise BrokenLinksError(broken)
        stage.write(MANIFEST, manifest(stage.folder, "draft" if draft else "publish" if publish else ""))
        stage.publish()
    remembered = work.release is not None and work.release.remember(work.addresses)
    return BuildResult(out, len(work.addresses), len(work.summaries), tuple(work.checked), broken, remembered)


def static_files(root: Path) -> Iterator[tuple[str, bytes]]:
    """Address and content of every static file; the project's own come last and so replace the built-in ones."""
    for folder in (data("site_templates/static"), root / "static"):
        for file in sorted(folder.rglob("*")) if folder.is_dir() else ():
            name = file.relative_to(folder).as_posix()
            if file.is_file() and not any(part.startswith(".") for part in name.split("/")):
                yield f"static/{name}", file.read_bytes()


def draw(pages: Iterable[Page], renderer: Renderer) -> dict[str, str]:
    """The HTML of pages by their address."""
    return {page.frame.address: renderer.render(page) for page in pages}


@dataclass(slots=True)
class _Work:
    """A build under way. ``summaries`` are by folder."""

    site: SiteInfo
    renderer: Renderer
    stage: Stage
    draft: bool
    release: Release | None = None
    outputs: list[Output] = field(default_factory=list)
    links: Links = field(default_factory=Links)
    summaries: dict[str, Summary] = field(default_factory=dict)
    checked: list[Checked] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    addresses: set[str] = field(default_factory=set)
    errors: int = 0

    def draw(self, checked: Checked, table: Table) -> Subject:
        """Write all pages of a document."""
        named = revision(checked.source.data)
        document = subject(self.site, table, checked.findings, draft=self.draft, revision=named)
        self.write(draw(document_pages(document), self.renderer))
        return document

    def write(self, drawn: dict[str, str]) -> None:
        """Write pages, and take note of their links."""
        self.links.add(drawn)
        self.addresses.update(drawn)
        for address, html in drawn.items():
            self.stage.write(address, html.encode("utf-8", "replace"))

    def insert(self, part: Part) -> None:
        """Put a part into a page that is written already."""
        address, drawn = part.frame.address, self.renderer.render(part)
        self.links.add({address: drawn})
        page = self.stage.read(address) or ""
        self.stage.write(address, insert(page, part.slot, drawn).encode("utf-8", "replace"))


def _documents(work: _Work, workspace: Workspace, progress: Progress | None) -> None:
    """Everything that a document alone decides. Raises FindingsError after the last one, with all findings."""
    total = len(workspace.files)
    for done, checked in enumerate(check_all(workspace), 1):
        _note(work, checked)
        if checked.table is not None and (work.draft or not work.errors):
            _publish(work, checked, checked.table)
        if progress:
            progress(done, total)
    if work.errors and not work.draft:
        raise FindingsError(workspace, tuple(one.path for one in work.checked if one.has_errors), work.errors)
    if not work.summaries:
        raise NothingToPublishError(workspace.root)


def _note(work: _Work, checked: Checked) -> None:
    """Keep the findings; the table is let go."""
    work.errors += sum(1 for finding in checked.findings if finding.severity == "error")
    if checked.findings:
        work.checked.append(checked._replace(table=None))
    if checked.table is None and checked.has_errors:
        work.unreadable.append(checked.path)


def _publish(work: _Work, checked: Checked, table: Table) -> None:
    folder = document_folder(table)
    if folder in work.summaries:
        raise AddressTakenError(folder, work.summaries[folder].source, table.path)
    document = work.draw(checked, table)
    for output in work.outputs:
        output.see(document)
    work.summaries[folder] = summary(document)
    if work.release:
        work.release.see(published_rows(table), table.path)


def _site_pages(work: _Work, expected: tuple[Expected, ...]) -> None:
    unreadable = tuple(work.unreadable) if work.draft else ()
    found = work.summaries.values()
    whole = overview(work.site, found, expected=expected, draft=work.draft, unreadable=unreadable)
    for page in site_pages(whole):
        work.write(draw((page,), work.renderer))
    for output in work.outputs:
        output.finish(whole)
    for files in SITE_FILES:
        for address, content in files(whole, work.addresses):
            work.stage.write(address, content)
    for parts in LATE_PARTS:
        for part in parts(whole):
            work.insert(part)


def _redirect_pages(work: _Work, redirects: Redirects) -> None:
    """Where published addresses moved to; before that, the new site must keep what was promised."""
    if work.release:
        work.release.approve(work.addresses, redirects)
    moved = redirects.moved(work.addresses)
    work.write(draw(redirect_pages(work.site, moved, draft=work.draft), work.renderer))
    redirects.refuse_present(work.stage.read)


def _renderer(workspace: Workspace) -> Renderer:
    own = workspace.root / "templates"
    return Renderer((own,) if own.is_dir() else ())
