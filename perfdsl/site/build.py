"""``perfdsl build``: check every document, make its pages, verify the links, put the new site in place.

Only what changed since the last build is done: the cache (``.perfdsl/``) knows what each table gave and which files
were made of it. What comes out is, byte for byte, what a build without a cache makes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from perfdsl.log import Log
from perfdsl.pipeline import reading_many
from perfdsl.publishing.beside import Beside, Say, hidden, holding
from perfdsl.publishing.versions import is_version
from perfdsl.site.building.bundles import compare_bundles
from perfdsl.site.building.documents import Progress, draw_documents
from perfdsl.site.building.finish import add_other_files, check_links, publish_site
from perfdsl.site.building.fragments import put_fragments
from perfdsl.site.building.groups import compare_groups
from perfdsl.site.building.made import make
from perfdsl.site.building.pool import pool_of, workers_for
from perfdsl.site.building.record import BuildResults, record, record_stamps
from perfdsl.site.building.run import BuildRun
from perfdsl.site.building.timings import Timings
from perfdsl.site.cache.build_cache import BuildCache
from perfdsl.site.cache.cached_rows import BuildFigures
from perfdsl.site.cache.freshness import cache_file
from perfdsl.site.errors import (
    BrokenLink,
    BuildRunningError,
    OutputNotOursError,
    OutputPublishedError,
    OutputUnwritableError,
    OutputVanishedError,
)
from perfdsl.site.options import Options
from perfdsl.site.output_folder.folder import OutputFolder, refuse_foreign_files
from perfdsl.site.project import open_project
from perfdsl.workspace.cache import cache_folder
from perfdsl.workspace.file_lock import TakenError
from perfdsl.workspace.store import CacheError, forget

if TYPE_CHECKING:
    from concurrent.futures import Executor

_log = Log(__name__)


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What was built. ``broken`` is empty but in a draft.

    ``remembered``: ``permalinks.lock`` was written anew. ``written`` counts the files that are new, other than before, or
    gone; it is None where the folder was made as a whole. ``derived`` are the files of tables without a code that are
    published for the first time, under an address made from the name of the file.
    """

    out: Path
    figures: BuildFigures
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
        cache = cache_file(project.root, out, options) if has_cache else None

    with _alone(project.root, out, say) as beside, reading_many():

        def with_cache(file: Path | None) -> BuildResult:
            with BuildCache(file) as opened:
                with OutputFolder(beside, durable=durable) as output:
                    run = BuildRun.begin(project, output, opened, timings)
                    built = _build(run, executor, jobs, progress)
                _remember(run, built.results)  # now that nothing will be linked any more
                return built.result

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


class _Built(NamedTuple):
    """``results`` None: there was nothing to do."""

    result: BuildResult
    results: BuildResults | None = None


def _build(run: BuildRun, executor: Executor | None, jobs: int | None, progress: Progress | None) -> _Built:
    """From the first look at the tables to the site in its place."""
    stale = run.stale
    if not stale and run.is_up_to_date:
        return _Built(BuildResult(run.output.out, run.previous.figures, written=0))
    workers = workers_for(len(stale), jobs)
    with pool_of(workers) if executor is None else nullcontext(executor) as pool:
        documents = draw_documents(run, pool, progress)
        index = documents.index()
        fragments = put_fragments(run, documents, index, pool)
    with run.timings.stage("汇总的网页和数据"):
        groups = compare_groups(run, index, documents.facets)
        bundles = compare_bundles(run, index, documents.facets, documents.by_folder)
        made = make(run, [*bundles.tasks(run), *groups.tasks(run, index, workers)], workers)
        others = add_other_files(run, documents, index)
    links = fragments.links | {one.owner: one.links for one in (*made, others) if one.links}
    owners = groups.all.keys() | fragments.owners
    broken = check_links(run, documents, links, owners)
    published = publish_site(run, documents)
    figures = BuildFigures(
        len(published.pages), len(documents.by_folder), documents.errors, documents.warnings, len(broken)
    )
    return _Built(
        BuildResult(
            run.output.out, figures, broken, published.remembered, published.written, published.derived
        ),
        BuildResults(
            figures,
            frozenset(documents.drawn),
            groups.all,
            bundles.with_resumes(made),
            fragments.digests,
            links,
        ),
    )


def _remember(run: BuildRun, results: BuildResults | None) -> None:
    """Tell the cache, now that the site is in its place: where that cannot be, the next build has more to do."""
    with run.timings.stage("记入缓存"):
        try:
            record(run, results) if results else record_stamps(run)
        except CacheError as error:
            _log.info("缓存没有写成，下次生成多花些时间", error=error)


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
            refuse_foreign_files(place)  # before anything is made beside it
            beside = stack.enter_context(holding(place, say))
        except TakenError as error:
            raise BuildRunningError from error
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise OutputUnwritableError(out, f"{reason}（要能在它旁边写“{hidden(place).name}”）") from error
        yield beside
