"""What the last build knew of the tables of a project, for a preview that starts: it need not read them all first."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from perfdsl.log import Log
from perfdsl.publishing.errors import PublishError
from perfdsl.site.cache.build_cache import BuildCache
from perfdsl.site.cache.cached_document import unpack
from perfdsl.site.cache.freshness import cache_file, compare
from perfdsl.site.errors import BuildError
from perfdsl.site.index.summary import Summary
from perfdsl.site.options import Options
from perfdsl.site.project import open_project
from perfdsl.workspace.store import CacheError

_log = Log(__name__)


class WarmDocument(NamedTuple):
    """A table without findings; ``content`` names what its file says."""

    content: str
    summary: Summary


def warm_start(root: Path, out: Path) -> dict[str, WarmDocument]:
    """The tables that are as the last build of the site in ``out`` found them, by file; those without findings only.

    Nothing where a setting, a framework, a template or perfdsl itself changed since.
    """
    for options in (Options(), Options(only_html=True)):
        file = cache_file(root, out, options)
        if not file.is_file():
            continue
        try:
            with BuildCache(file, only_read=True) as cache:
                about = cache.about()
                if about is not None and about.fingerprint == _fingerprint(root, options):
                    return dict(_documents(root, cache))
        except CacheError as error:
            _log.info("缓存读不出来，全部表重新读取：%s", file, error=error)
    return {}


def _fingerprint(root: Path, options: Options) -> str | None:
    """That of a build at this moment, None where there can be none."""
    try:
        return open_project(root, options).fingerprint
    except (BuildError, PublishError):
        return None


def _documents(root: Path, cache: BuildCache) -> Iterator[tuple[str, WarmDocument]]:
    """Rows are proved now, and unpacked by the first who asks: a preview runs long, and the cache is closed by then."""
    heads = cache.heads()
    for name, known in compare(root, heads, cache).tables.items():
        document = unpack(heads[name], partial(bytes, cache.rows(name)))
        if document.clean and document.summary is not None:
            yield name, WarmDocument(known.content, document.summary)
