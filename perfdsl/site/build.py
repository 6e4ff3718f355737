"""``perfdsl build``: check every document, make its pages, verify the links, put the new site in place.

Only what changed since the last build is done: the cache (``.perfdsl/``) knows what each table gave and which files
were made of it. What comes out is, byte for byte, what a build without a cache makes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from perfdsl.log import Log
from perfdsl.pipeline import reading_many
from perfdsl.publishing.beside import Beside, Say, hidden, holding
from perfdsl.publishing.manifest import NAME as MANIFEST
from perfdsl.publishing.manifest import manifest_of
from perfdsl.publishing.published_rows import PublishedRow
from perfdsl.publishing.release import Release
from perfdsl.publishing.versions import is_version
from perfdsl.resources import data
from perfdsl.site.building.before import Before
from perfdsl.site.building.documents import Documents, owner_of
from perfdsl.site.building.fragments import Fragments, all_fragments, fragment_group
from perfdsl.site.building.kept import read_links
from perfdsl.site.building.memory import Memory
from perfdsl.site.building.pool import pool_of, workers_for
from perfdsl.site.building.site_file import SiteFile
from perfdsl.site.building.staging import Stage, refuse_strangers
from perfdsl.site.building.state import State
from perfdsl.site.building.target import state_file
from perfdsl.site.building.timings import Timings
from perfdsl.site.building.unchanged import Figures
from perfdsl.site.building.verify import broken_links
from perfdsl.site.building.whole_site import WholeSite
from perfdsl.site.building.worker import RELEASE, settings_of
from perfdsl.site.errors import (
    BrokenLink,
    BrokenLinksError,
    BuildRunningError,
    FindingsError,
    NothingToPublishError,
    OutputNotOursError,
    OutputPublishedError,
    OutputUnwritableError,
    OutputVanishedError,
)
from perfdsl.site.files import SITE_FILES
from perfdsl.site.index.site_index import SiteIndex, site_index
from perfdsl.site.links import Open
from perfdsl.site.options import Options
from perfdsl.site.page_groups import PageGroup
from perfdsl.site.project import SiteProject, open_project
from perfdsl.site.views.redirect import redirect_pages
from perfdsl.workspace.bounds import Bounds
from perfdsl.workspace.cache import cache_folder
from perfdsl.workspace.classes import classes_in
from perfdsl.workspace.discovery import file_names
from perfdsl.workspace.file_lock import TakenError
from perfdsl.workspace.pickles import load
from perfdsl.workspace.stamps import NO_CLOCK, clock_of
from perfdsl.workspace.store import CacheError, forget

if TYPE_CHECKING:
    from concurrent.futures import Executor

_log = Log(__name__)

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What was built. ``broken`` is empty but in a draft.

    ``remembered``: ``permalinks.lock`` was written anew. ``written`` counts the files that are new, other than before, or
    gone; it is None where the folder was made as a whole. ``derived`` are the files of tables without a code that are
    published for the first time, under an address made from the name of the file.
    """

    out: Path
    figures: Figures
    broken: tuple[BrokenLink, ...] = ()
    remembered: bool = False
    written: int | None = None
    derived: tuple[str, ...] = ()


def build(  # noqa: PLR0913 - each is a choice of its own
    root: Path,
    out: Path,
    *,
    draft: bool = False,
    publish: bool = False,
    only_html: bool = False,
    no_theme: bool = False,
    safe: bool = False,
    executor: Executor | None = None,
    jobs: int | None = None,
    progress: Progress | None = None,
    timings: Timings | None = None,
    durable: bool = False,
    say: Say = lambda _: None,
) -> BuildResult:
    """Build the site of the project around ``root`` into the folder ``out``.

    ``draft`` builds in spite of errors and marks them on the pages. ``publish`` holds the site to what was published
    before (``permalinks.lock``), and adds to it. ``only_html`` leaves out downloads and what the reader's scripts load,
    ``no_theme`` the project's own look. ``safe``: a stranger sent the project (SECURITY.md).
    ``executor`` runs the work on documents (it must see the same folders); without one, a pool of ``jobs`` processes,
    one for each core, where there is enough to do. ``progress`` is told how many documents are done, and of how many.
    ``durable`` waits for the disk, so that a power cut, too, leaves the old site or the new one. ``say`` is told what
    the user should know of the output folder.
    Raises a :class:`~perfdsl.site.errors.BuildError` or PublishError; then ``out`` is as it was.
    """
    options, timings = Options(draft, publish, only_html, no_theme, safe), timings or Timings()
    with timings.stage("准备"):
        project = open_project(root, options)
        has_cache = cache_folder(project.root) is not None
        cache = state_file(project.root, out, options) if has_cache else None

    with _alone(project.root, out, say) as beside, reading_many():

        def with_cache(file: Path | None) -> BuildResult:
            with State(file) as state:
                with Stage(beside, durable=durable) as stage:
                    building = _Building(project, stage, state, timings)
                    result = building.run(executor, jobs, progress)
                building.remember()
                return result

        for known in (cache, cache) if cache is not None and cache.is_file() else (cache,):
            try:
                return with_cache(known)
            except (
                OutputVanishedError
            ) as error:  # it was to be made from that; the whole is made of nothing else
                _log.warning("输出文件夹里的文件中途被删除，全部重新生成", error=error)
                break
            except CacheError as error:  # damaged, or on a full disk: the site can do without it
                _log.warning("缓存用不了，丢弃，全部重新生成：%s", cache, error=error)
                if cache is not None:
                    forget(cache)
        return with_cache(None)


def static_files(theme: Bounds | None) -> Iterator[tuple[str, bytes]]:
    """Address and content of every static file; the project's own come last and so replace the built-in ones."""
    for home in (Bounds(data("site_templates")), *([theme] if theme else ())):
        for file in home.files("static"):
            if not file.refusal:
                yield file.name, file.path.read_bytes()


class _Building:
    """A build under way."""

    def __init__(self, project: SiteProject, stage: Stage, state: State, timings: Timings) -> None:
        self.project, self.stage, self.state, self.timings = project, stage, state, timings
        self.options, self.root = project.options, project.root
        self.release = Release(self.root) if self.options.publish else None
        clock = clock_of(state.folder) if state.folder else NO_CLOCK
        self.before = Before.read(state, stage, project.fingerprint, read_all=self.options.publish)
        self.memory = Memory(self.before, stage, state, self.root, clock, read_all=self.options.publish)
        self.renderer = project.renderer
        self.documents = Documents(
            settings_of(project, stage.folder), state, timings, self.before.owned, clock
        )
        self._last: Callable[[], None]

    def run(self, executor: Executor | None, jobs: int | None, progress: Progress | None) -> BuildResult:
        """From the first look at the tables to the site in its place."""
        names = file_names(self.project.workspace)
        with self.timings.stage("比对上次的结果"):
            stale = self.documents.recall(names, self.before.damaged) if self.before.is_valid else names
        if not stale and self._is_as_it_should_be():
            return self._nothing_to_do()
        workers = workers_for(len(stale), jobs)
        with pool_of(workers) if executor is None else nullcontext(executor) as pool:
            self._draw_documents(names, stale, pool, progress)
            index = self._overview()
            fragments = self._fragments(index, pool)
        whole = self._make_the_rest(index, workers)
        with self.timings.stage("核对链接"):
            broken = self._broken_links(whole, fragments)
        if broken and not self.options.draft:
            raise BrokenLinksError(broken)
        return self._put_in_place(whole, fragments, broken)

    def _is_as_it_should_be(self) -> bool:
        """Whether the site is that of the last build, and nothing beside the tables changed since."""
        if not self.before.is_whole or self.documents.gone:
            return False
        return self.memory.has_same_inputs()

    def _nothing_to_do(self) -> BuildResult:
        """At most the stamps of some inputs are new."""
        self._last = partial(self.memory.remember_stamps, self.documents.restamped)
        return BuildResult(self.stage.out, self.before.figures, written=0)

    # ---- Documents

    def _draw_documents(
        self, names: list[str], stale: list[str], pool: Executor | None, progress: Progress | None
    ) -> None:
        """Raises FindingsError after the last document, AddressTakenError, NothingToPublishError."""
        documents = self.documents
        with closing(documents.draw(stale, pool)) as results:
            for done, drawn in enumerate(results, 1):
                self._adopt(drawn.name, drawn.files)
                if progress:
                    progress(done, len(stale))
        documents.put_in_order(names)
        if documents.errors and not self.options.draft:
            raise FindingsError(self.project.workspace, documents.with_errors, documents.errors)
        if not documents.by_folder():
            raise NothingToPublishError(self.root)
        for name in documents.now.keys() - documents.redone.keys():
            self._adopt(name, self.before.owned.get(owner_of(name), {}))

    def _adopt(self, name: str, files: Mapping[str, SiteFile]) -> None:
        with self.stage.owned_by(owner_of(name)):
            self.stage.adopt(files)

    def _overview(self) -> SiteIndex:
        unreadable = self.documents.unreadable if self.options.draft else ()
        return site_index(
            self.project.site,
            self.documents.summaries().values(),
            expected=self.project.expected,
            draft=self.options.draft,
            unreadable=unreadable,
            writers=self.documents.writers if self.before.is_valid else None,
        )

    def _fragments(self, index: SiteIndex, pool: Executor | None) -> Fragments:
        """Put into the documents' pages what they show of each other, having drawn anew those where that changed."""
        with self.timings.stage("各年度对照"):
            fragments, files = all_fragments(index), self.documents.by_folder()
        again = sorted(files[folder] for folder in fragments.changed(self.before.fragments) & files.keys())
        names = [name for name in again if name not in self.documents.redone]
        with closing(self.documents.draw(names, pool)) as results:
            for drawn in results:
                self._adopt(drawn.name, drawn.files)
        with self.timings.stage("各年度对照"):
            for folder, name in files.items():
                if name in self.documents.redone:
                    with self.stage.owned_by(owner_of(name)):
                        fragments.put_into(folder, self.stage, self.renderer)
        return fragments

    # ---- The rest of the site

    def _make_the_rest(self, index: SiteIndex, workers: int) -> WholeSite:
        changed, files_of = self.documents.changed_facets(), self.documents.by_folder()
        whole = WholeSite(self.stage, self.renderer, self.state, index, self.before, changed, files_of)
        with self.timings.stage("汇总的网页和数据"):
            whole.make(workers, only_html=self.options.only_html)
            for files in () if self.options.only_html else SITE_FILES:
                whole.add_files("files of the site", files(index, self._pages()))
        self._redirect_pages(whole)
        whole.add_files("static", static_files(self.project.theme))
        return whole

    def _redirect_pages(self, whole: WholeSite) -> None:
        """Where published addresses moved to; before that, the new site must keep what was promised."""
        pages, redirects = self._pages(), self.project.redirects
        if self.release:
            for name in self.documents.by_folder().values():
                self.release.see(load(self.state.piece(name, RELEASE), classes_in(PublishedRow)), name)
            self.release.approve(pages, redirects)
        moved = redirects.moved(pages)
        whole.add_pages("redirects", redirect_pages(self.project.site, moved, draft=self.options.draft))
        redirects.refuse_present(self.stage.read)

    def _pages(self) -> frozenset[str]:
        return frozenset(address for address in self.stage.files if address.endswith(".html"))

    def _broken_links(self, whole: WholeSite, fragments: Fragments) -> tuple[BrokenLink, ...]:
        made = self.documents.redone | whole.links | self._fragment_links(fragments)

        def kept() -> Iterator[Open]:
            names = self.documents.now.keys() | whole.groups.keys() | self._fragment_groups(fragments).keys()
            for name, blob in self.state.links():
                if name in names and name not in made:
                    yield read_links(blob)

        return broken_links(
            self.stage,
            map(read_links, made.values()),
            kept,
            everything=self.before.figures.broken > 0,
            with_files=not self.options.only_html,
        )

    def _fragment_groups(self, fragments: Fragments) -> dict[str, PageGroup]:
        return {
            one.name: one
            for folder, text in fragments.digests.items()
            for one in (fragment_group(folder, text),)
        }

    def _fragment_links(self, fragments: Fragments) -> dict[str, bytes]:
        return {fragment_group(folder, "").name: links for folder, links in fragments.links.items()}

    # ---- The end

    def _put_in_place(
        self, whole: WholeSite, fragments: Fragments, broken: tuple[BrokenLink, ...]
    ) -> BuildResult:
        with self.timings.stage("换上新网站"):
            listed = manifest_of(
                {address: file.sha256 for address, file in self.stage.files.items()}, self.options.profile
            )
            whole.add_files("manifest", [(MANIFEST, listed)])
            written = self.stage.publish()
        pages = self._pages()
        derived = self._derived()
        remembered = self.release is not None and self.release.remember(pages)
        documents = self.documents
        found = Figures(
            len(pages), len(documents.by_folder()), documents.errors, documents.warnings, len(broken)
        )
        self._last = partial(self._remember, whole, fragments, found)
        return BuildResult(self.stage.out, found, broken, remembered, written, derived)

    def _derived(self) -> tuple[str, ...]:
        """The files of tables without a code whose addresses are promised by this build and by none before."""
        if self.release is None:
            return ()
        before = self.release.published
        tables = self.documents.summaries().items()
        new = (one for folder, one in tables if not one.code and f"{folder}/index.html" not in before)
        return tuple(one.source for one in new)

    def remember(self) -> None:
        """Tell the cache, now that the site is in its place: where that cannot be, the next build has more to do."""
        with self.timings.stage("记入缓存"):
            try:
                self._last()
            except CacheError as error:
                _log.info("缓存没有写成，下次生成多花些时间", error=error)

    def _remember(self, whole: WholeSite, fragments: Fragments, found: Figures) -> None:
        """Tell the cache what is other than before."""
        documents, groups = self.documents, whole.groups | self._fragment_groups(fragments)
        self.state.drop_sources(documents.gone)
        self.state.drop_page_groups(self.before.groups.keys() - groups.keys())
        for name, group in groups.items():
            if self.before.groups.get(name) != group:
                self.state.put_page_group(*group)
        links = whole.links | self._fragment_links(fragments)
        self.state.put_links((name, packed) for name, packed in links.items() if name in groups)
        self.memory.remember(found, self.project.fingerprint, documents.restamped)


@contextmanager
def _alone(root: Path, out: Path, say: Say) -> Iterator[Beside]:
    """Who holds the output folder, one at a time. Raises BuildRunningError, OutputNotOursError, OutputUnwritableError."""
    place = out.resolve()
    if root.resolve().is_relative_to(place):
        raise OutputNotOursError(out, "项目自己的文件")
    if is_version(place):
        raise OutputPublishedError(out)
    with ExitStack() as stack:
        try:
            refuse_strangers(place)  # before anything is made beside it
            beside = stack.enter_context(holding(place, say))
        except TakenError as error:
            raise BuildRunningError from error
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise OutputUnwritableError(out, f"{reason}（要能在它旁边写“{hidden(place).name}”）") from error
        yield beside
