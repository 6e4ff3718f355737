"""``perfdsl build``: check every document, make its pages, verify the links, put the new site in place.

One document at a time: it is read, checked, drawn, written and let go; what other pages need of it is its
:class:`~perfdsl.site.summary.Summary`. A document's pages show last year's figures: where last year's file comes
later in the order, they are drawn once more at the end.
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
from perfdsl.site.inserts import insert
from perfdsl.site.last_year import LastYear, last_years_folder
from perfdsl.site.links import Links
from perfdsl.site.outputs import OUTPUTS, SITE_FILES, Output
from perfdsl.site.overview import overview
from perfdsl.site.page import Page
from perfdsl.site.render import Renderer
from perfdsl.site.revision import revision
from perfdsl.site.staging import Stage
from perfdsl.site.subject import Subject, subject
from perfdsl.site.summary import Summary, as_last_year, summary
from perfdsl.site.views import DOCUMENT_PAGES, LATE_PARTS, SITE_PAGES
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
        _draw_again(work, workspace)
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


def document_pages(document: Subject) -> Iterator[Page]:
    """All pages of one document."""
    for pages in DOCUMENT_PAGES:
        yield from pages(document)


@dataclass(slots=True)
class _Work:
    """A build under way. ``summaries`` are by folder; ``alone`` are the files drawn without a year before."""

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
    alone: dict[str, Path] = field(default_factory=dict)
    addresses: set[str] = field(default_factory=set)
    errors: int = 0

    def last_year(self, folder: str, year: int | None) -> LastYear | None:
        """The same unit's document of the year before, where it has been read."""
        return as_last_year(self.summaries.get(last_years_folder(folder, year)))

    def draw(self, checked: Checked, table: Table, last_year: LastYear | None) -> Subject:
        """Write all pages of a document."""
        document = subject(
            self.site,
            table,
            checked.findings,
            draft=self.draft,
            last_year=last_year,
            revision=revision(checked.source.data),
        )
        self.write(draw(document_pages(document), self.renderer))
        return document

    def write(self, drawn: dict[str, str]) -> None:
        """Write pages, and take note of their links."""
        self.links.add(drawn)
        self.addresses.update(drawn)
        for address, html in drawn.items():
            self.stage.write(address, html.encode("utf-8", "replace"))

    def insert(self, address: str, part: str) -> None:
        """Put a part into a page that is written already."""
        self.links.add({address: part})
        page = self.stage.read(address) or ""
        self.stage.write(address, insert(page, part).encode("utf-8", "replace"))


def _documents(work: _Work, workspace: Workspace, progress: Progress | None) -> None:
    """Everything that a document alone decides. Raises FindingsError after the last one, with all findings."""
    total = len(workspace.files)
    for done, (file, checked) in enumerate(zip(workspace.files, check_all(workspace), strict=True), 1):
        _note(work, checked)
        if checked.table is not None and (work.draft or not work.errors):
            _publish(work, file, checked, checked.table)
        if progress:
            progress(done, total)
    if work.errors and not work.draft:
        raise FindingsError(tuple(work.checked), work.errors)
    if not work.summaries:
        raise NothingToPublishError(workspace.root)


def _note(work: _Work, checked: Checked) -> None:
    """Keep the findings; the table is let go."""
    work.errors += sum(1 for finding in checked.findings if finding.severity == "error")
    if checked.findings:
        work.checked.append(checked._replace(table=None))
    if checked.table is None and checked.has_errors:
        work.unreadable.append(checked.path)


def _publish(work: _Work, file: Path, checked: Checked, table: Table) -> None:
    folder = document_folder(table)
    if folder in work.summaries:
        raise AddressTakenError(folder, work.summaries[folder].source, table.path)
    last_year = work.last_year(folder, table.year)
    if last_year is None:
        work.alone[folder] = file
    document = work.draw(checked, table, last_year)
    for output in work.outputs:
        output.see(document)
    work.summaries[folder] = summary(document)
    if work.release:
        work.release.see(table)


def _draw_again(work: _Work, workspace: Workspace) -> None:
    """The documents whose year before was read after them."""
    late = {
        file: last_year
        for folder, file in work.alone.items()
        if (last_year := work.last_year(folder, work.summaries[folder].year))
    }
    for checked, last_year in zip(check_all(workspace, late), late.values(), strict=True):
        if checked.table is not None:
            work.draw(checked, checked.table, last_year)


def _site_pages(work: _Work, expected: tuple[Expected, ...]) -> None:
    unreadable = tuple(work.unreadable) if work.draft else ()
    found = work.summaries.values()
    whole = overview(work.site, found, expected=expected, draft=work.draft, unreadable=unreadable)
    for pages in SITE_PAGES:
        for page in pages(whole):  # one at a time: there may be as many as there are indicators in a country
            work.write(draw((page,), work.renderer))
    for output in work.outputs:
        output.finish(whole)
    for files in SITE_FILES:
        for address, content in files(whole, work.addresses):
            work.stage.write(address, content)
    for parts in LATE_PARTS:
        for part in parts(whole):
            work.insert(part.frame.address, work.renderer.render(part))


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
