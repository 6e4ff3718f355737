"""What the last build knew of the tables of a project, for a preview that starts: it need not read them all first."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from perfdsl.log import Log
from perfdsl.publishing.errors import PublishError
from perfdsl.site.building.kept import unpack
from perfdsl.site.building.state import State
from perfdsl.site.building.target import state_file
from perfdsl.site.building.unchanged import is_same
from perfdsl.site.errors import BuildError
from perfdsl.site.index.summary import Summary
from perfdsl.site.options import Options
from perfdsl.site.project import open_project
from perfdsl.workspace.store import CacheError

_log = Log(__name__)


class Recalled(NamedTuple):
    """A table without findings; ``content`` names what its file says."""

    content: str
    summary: Summary


def recall(root: Path, out: Path) -> dict[str, Recalled]:
    """The tables that are as the last build of the site in ``out`` found them, by file; those without findings only.

    Nothing where a setting, a framework, a template or perfdsl itself changed since.
    """
    for options in (Options(), Options(only_html=True)):
        file = state_file(root, out, options)
        if not file.is_file():
            continue
        try:
            with State(file, only_read=True) as state:
                about = state.about()
                if about is not None and about.context == _fingerprint(root, options):
                    return dict(_tables(root, state))
        except CacheError as error:
            _log.info("缓存读不出来，全部表重新读取：%s", file, error=error)
    return {}


def _fingerprint(root: Path, options: Options) -> str | None:
    """That of a build at this moment, None where there can be none."""
    try:
        return open_project(root, options).fingerprint
    except (BuildError, PublishError):
        return None


def _tables(root: Path, state: State) -> Iterator[tuple[str, Recalled]]:
    """Rows are proved now, and unpacked by the first who asks: a preview runs long, and the cache is closed by then."""
    for name, (source, head) in state.sources().items():
        if not is_same(root / name, source):
            continue
        kept = unpack(head, partial(bytes, state.rows(name)))
        if kept.clean and kept.summary is not None:
            yield name, Recalled(source.content, kept.summary)
