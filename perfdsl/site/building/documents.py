"""The tables of a project: each as it was drawn before, or drawn anew; and what that changes in the site's index."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

from perfdsl.site.building.document_worker import DrawJob, DrawnDocument, settings_of, work
from perfdsl.site.building.pool import batches, in_order
from perfdsl.site.building.run import BuildRun
from perfdsl.site.cache.build_cache import owner_of
from perfdsl.site.cache.cached_document import unpack
from perfdsl.site.errors import AddressTakenError, FindingsError, NothingToPublishError
from perfdsl.site.index.site_index import SiteIndex, site_index
from perfdsl.site.index.summary import Summary
from perfdsl.site.page_groups import UNREADABLE, changed_facets

if TYPE_CHECKING:
    from concurrent.futures import Executor

Progress = Callable[[int, int], None]


def draw_documents(run: BuildRun, executor: Executor | None, progress: Progress | None) -> Documents:
    """All tables, those that are stale drawn anew. Raises FindingsError after the last one, AddressTakenError,
    NothingToPublishError, BadTemplateError.
    """
    documents = Documents(run)
    documents.draw(run.stale, executor, progress)
    documents.complete()
    if documents.errors and not run.project.options.draft:
        raise FindingsError(run.project.workspace, documents.with_errors, documents.errors)
    if not documents.by_folder:
        raise NothingToPublishError(run.project.root)
    return documents


class Documents:
    """``all`` are the tables by file. ``drawn`` are those drawn in this build, with their links, packed.

    ``facets`` are those of the site's index that are other than before; empty where nothing was before.
    """

    def __init__(self, run: BuildRun) -> None:
        """At first those that stay as they are."""
        self._run = run
        self._settings = settings_of(run.project, run.output.folder)
        self._before = run.previous.documents
        stale = frozenset(run.stale)
        self.all = {name: self._before[name] for name in run.names if name not in stale}
        self.drawn: dict[str, bytes] = {}
        self.facets: set[str] = set()

    @property
    def errors(self) -> int:
        return sum(one.errors for one in self.all.values())

    @property
    def warnings(self) -> int:
        return sum(one.warnings for one in self.all.values())

    @property
    def with_errors(self) -> tuple[str, ...]:
        """The files that have errors."""
        return tuple(name for name, one in self.all.items() if one.errors)

    @property
    def unreadable(self) -> tuple[str, ...]:
        """The files without a table."""
        return tuple(name for name, one in self.all.items() if one.unreadable)

    @property
    def by_folder(self) -> dict[str, str]:
        """The file of each document, by the folder of its pages."""
        return {one.summary.folder: name for name, one in self.all.items() if one.summary}

    def index(self) -> SiteIndex:
        """What the pages of the whole site are made from. Raises AddressTakenError."""
        project = self._run.project
        return site_index(
            project.site,
            self.summaries().values(),
            expected=project.expected,
            draft=project.options.draft,
            unreadable=self.unreadable if project.options.draft else (),
            writers=self._writers if self._run.previous.is_valid else None,
        )

    def summaries(self) -> dict[str, Summary]:
        """By folder. Raises AddressTakenError."""
        found: dict[str, Summary] = {}
        for document in self.all.values():
            if (one := document.summary) is None:
                continue
            if one.folder in found:
                raise AddressTakenError(one.folder, found[one.folder].source, one.source)
            found[one.folder] = one
        return found

    # ---- Drawing

    def draw(self, names: list[str], executor: Executor | None, progress: Progress | None = None) -> None:
        """Draw files. After the first error the others are checked only."""
        task, done = partial(work, self._settings), 0
        with closing(in_order(executor, task, map(self._jobs, batches(names)))) as results:
            for batch in results:
                for stage, seconds in batch.seconds.items():
                    self._run.timings.add(stage, seconds)
                for drawn in batch.drawn:
                    self._take(drawn)
                    done += 1
                    if progress:
                        progress(done, len(names))

    def complete(self) -> None:
        """All are known now: those that stay keep their files."""
        previous, names = self._run.previous, self._run.names
        self.all = {name: self.all[name] for name in names}
        for name in self.all.keys() - self.drawn.keys():
            owner = owner_of(name)
            self._run.output.adopt(owner, previous.as_left.get(owner, {}))
        for name in self._run.freshness.gone:
            self.facets.update(changed_facets(self._before[name].summary, None))
        if tuple(name for name, one in self._before.items() if one.unreadable) != self.unreadable:
            self.facets.add(UNREADABLE)

    def _jobs(self, names: tuple[str, ...]) -> tuple[DrawJob, ...]:
        draws = self._settings.options.draft or not any(one.errors for one in self.all.values())
        as_left = self._run.previous.as_left
        return tuple(DrawJob(name, as_left.get(owner_of(name), {}), draws) for name in names)

    def _take(self, drawn: DrawnDocument) -> None:
        """Compare a document with what it was, then put it in the place of that: memory may not hold all of them."""
        cache, name, packed = self._run.cache, drawn.name, drawn.packed
        if self._before:
            document = unpack(packed.head, partial(bytes, packed.rows))
            before = self._before.get(name)
            self.facets.update(changed_facets(before.summary if before else None, document.summary))
        else:
            document = unpack(packed.head, partial(cache.rows, name))
        read = drawn.read
        if read.stamp is not None and not self._run.clock.proves(read.stamp):
            read = read._replace(stamp=None)
        cache.put_document(name, read, packed, drawn.contributions)
        self.all[name], self.drawn[name] = document, packed.links
        self._run.output.adopt(owner_of(name), drawn.files)

    def _writers(self, keys: Collection[str]) -> frozenset[str]:
        """The folders of the documents that write some indicator of these keys."""
        folders, wanted = {name: folder for folder, name in self.by_folder.items()}, frozenset(keys)
        texts = self._run.cache.indicator_keys()
        return frozenset(
            folders[name]
            for name, text in texts
            if name in folders and not wanted.isdisjoint(text.split("\n"))
        )
