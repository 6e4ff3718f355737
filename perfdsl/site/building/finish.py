"""The last steps of a build: files that name all pages, do the links lead somewhere, the new site in its place."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from perfdsl.publishing.manifest import NAME as MANIFEST
from perfdsl.publishing.manifest import manifest_of
from perfdsl.publishing.published_rows import PublishedRow
from perfdsl.publishing.release import Release
from perfdsl.site.building.document_worker import RELEASE
from perfdsl.site.building.documents import Documents
from perfdsl.site.building.groups import draw_pages
from perfdsl.site.building.made import Made
from perfdsl.site.building.run import BuildRun
from perfdsl.site.cache.build_cache import owner_of
from perfdsl.site.cache.cached_document import read_links
from perfdsl.site.errors import BrokenLink, BrokenLinksError
from perfdsl.site.files import SITE_FILES
from perfdsl.site.files.static import static_files
from perfdsl.site.index.site_index import SiteIndex
from perfdsl.site.output_folder.link_check import broken_links
from perfdsl.site.output_folder.page_links import Open
from perfdsl.site.views.redirect import redirect_pages
from perfdsl.workspace.classes import classes_in
from perfdsl.workspace.pickles import load


class Published(NamedTuple):
    """The new site: its ``pages``, and how many files are other than before (None: all). ``remembered`` tells whether the
    permalinks were written anew; ``derived`` are the files of tables without a code that are promised for the first
    time.
    """

    pages: frozenset[str]
    written: int | None
    remembered: bool
    derived: tuple[str, ...]


def add_other_files(run: BuildRun, documents: Documents, index: SiteIndex) -> Made:
    """What names all pages; the redirect pages, which are returned; static files. Before that, the new site must keep
    what was promised: raises BrokenPromiseError, BadRedirectError.
    """
    options, redirects = run.project.options, run.project.redirects
    pages = run.output.pages
    for files in () if options.only_html else SITE_FILES:
        run.output.write_all("files of the site", files(index, pages))
    if run.release:
        _see_all(run, run.release, documents)
        run.release.approve(pages, redirects)
    moved = redirect_pages(run.project.site, redirects.moved(pages), draft=options.draft)
    made = draw_pages(run, "redirects", moved)
    redirects.refuse_present(run.output.read)
    run.output.write_all("static", static_files(run.project.theme))
    return made


def check_links(
    run: BuildRun, documents: Documents, links: Mapping[str, bytes], owners: Collection[str]
) -> tuple[BrokenLink, ...]:
    """The broken ones of a draft; else raises BrokenLinksError. ``links`` are those of what was made but documents,
    ``owners`` all that has pages but documents.
    """
    drawn = {**{owner_of(name): packed for name, packed in documents.drawn.items()}, **links}
    known = {*map(owner_of, documents.all), *owners}

    def kept() -> Iterator[Open]:
        for owner, packed in run.cache.links():
            if owner in known and owner not in drawn:
                yield read_links(packed)

    with run.timings.stage("核对链接"):
        broken = broken_links(
            run.output,
            map(read_links, drawn.values()),
            kept,
            everything=run.previous.figures.broken > 0,
            with_files=not run.project.options.only_html,
        )
    if broken and not run.project.options.draft:
        raise BrokenLinksError(broken)
    return broken


def publish_site(run: BuildRun, documents: Documents) -> Published:
    """Put the new site in the place of the old one, and remember what it promises."""
    with run.timings.stage("换上新网站"):
        sums = {address: file.sha256 for address, file in run.output.files.items()}
        run.output.write("manifest", MANIFEST, manifest_of(sums, run.project.options.profile))
        written = run.output.publish()
    pages = run.output.pages
    if run.release is None:
        return Published(pages, written, remembered=False, derived=())
    derived = tuple(_derived(run.release, documents))
    return Published(pages, written, run.release.remember(pages), derived)


def _see_all(run: BuildRun, release: Release, documents: Documents) -> None:
    """Show every table, as the cache has it."""
    classes = classes_in(PublishedRow)
    for name in documents.by_folder.values():
        release.see(load(run.cache.contribution(name, RELEASE), classes), name)


def _derived(release: Release, documents: Documents) -> Iterator[str]:
    """The files of tables without a code whose addresses are promised by this build and by none before."""
    for folder, one in documents.summaries().items():
        if not one.code and f"{folder}/index.html" not in release.published:
            yield one.source
