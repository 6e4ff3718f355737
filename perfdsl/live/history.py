"""What a file says other than the version that git last committed: new, changed and deleted rows.

Reads git by its own program, never writes, never waits long, and never fails: where there is no git, no commit or no
such file in it, nothing differs.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TypedDict

from perfdsl.live.source_map import STRUCTURED, row_key, source_lines
from perfdsl.log import Log
from perfdsl.memo import MB, cached_call, weight
from perfdsl.model.bind import bind
from perfdsl.model.framework import Framework
from perfdsl.model.table import Table
from perfdsl.presentation.funding import placed_funding
from perfdsl.presentation.ids import indicator_ids, project_file
from perfdsl.publishing.published_rows import PublishedRow, published_rows
from perfdsl.syntax.parser import parse
from perfdsl.syntax.source import decode

NEW, CHANGED = "新增", "修改"
_SECONDS = 2
_log = Log(__name__)
_ENVIRONMENT = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1"}


class RowMark(TypedDict):
    """A row that is new or changed; ``old`` is what it said, ``""`` for a new one."""

    kind: str
    old: str


class Deleted(TypedDict):
    """A row that is gone. It stood after the row or heading ``after``, or before the row ``before``."""

    after: str
    before: str
    name: str
    old: str


class Marks(TypedDict, total=False):
    """As the page's script takes them."""

    rows: dict[str, RowMark]
    deleted: list[Deleted]


class _Old(NamedTuple):
    """A row of the committed version. ``home`` is what it stands in, from the section down."""

    key: str
    home: tuple[str, ...]
    row: PublishedRow


def marks(root: Path, path: str, table: Table) -> Marks:
    """How ``table``, read from the file ``path`` below ``root``, differs from git's HEAD."""
    try:
        real = (root / path).resolve().relative_to(root.resolve())  # git keeps of a link only where it leads
        blob = _git(root, "rev-parse", "--verify", "--quiet", f"HEAD:./{real.as_posix()}").decode().strip()
        old = _committed(root, blob, path, table.framework if table.framework_known else None)
    except (
        OSError,
        ValueError,
        subprocess.SubprocessError,
    ) as error:  # no git, repository, commit, file, answer
        _log.debug("没有和 git 里的版本比较：%s：%s", path, error)
        return {}
    new = {row_key(row): row for row in published_rows(table)}
    rows = dict(_changed(new, {one.key: one.row for one in old}))
    deleted = list(_deleted(old, new, source_lines(table)))
    return {"rows": rows, "deleted": deleted} if rows or deleted else {}


# ---- Comparing


def _changed(
    new: Mapping[str, PublishedRow], old: Mapping[str, PublishedRow]
) -> Iterator[tuple[str, RowMark]]:
    for key, row in new.items():
        if key not in old:
            yield key, {"kind": NEW, "old": ""}
        elif old[key].values != row.values:
            yield key, {"kind": CHANGED, "old": _said(old[key].values, row.values)}


def _said(old: Mapping[str, str], new: Mapping[str, str]) -> str:
    """The values that are others now, as they were: without their headings where one text says it all."""
    changed = [label for label in dict.fromkeys((*old, *new)) if old.get(label) != new.get(label)]
    if set(changed) == set(old) and len(set(old.values())) == 1:
        return old[changed[0]]
    return "、".join(f"{label} {old.get(label, '无')}" for label in changed)


def _deleted(
    old: Sequence[_Old], new: Mapping[str, PublishedRow], shown: Mapping[str, int]
) -> Iterator[Deleted]:
    for number, gone in enumerate(old):
        if gone.key not in new:
            after, before = _neighbours(old, number, new)
            if not after and not before and gone.home[0] in shown:
                after = gone.home[0]
            yield {"after": after, "before": before, "name": gone.row.name, "old": _said(gone.row.values, {})}


def _neighbours(old: Sequence[_Old], number: int, new: Mapping[str, PublishedRow]) -> tuple[str, str]:
    """The row that is still there and stands nearest: in the same group rather than in the same section."""
    home = old[number].home
    for depth in range(len(home), 0, -1):
        left = [
            (at, one.key) for at, one in enumerate(old) if one.key in new and one.home[:depth] == home[:depth]
        ]
        if left:
            above = [key for at, key in left if at < number]
            return (above[-1], "") if above else ("", left[0][1])
    return "", ""


# ---- The committed version


@cached_call(4 * MB, lambda _, rows: weight(rows))
def _committed(root: Path, blob: str, path: str, framework: Framework | None) -> tuple[_Old, ...]:
    """The rows of a blob, read as today's file is: with its framework."""
    data = _git(root, "cat-file", "blob", blob)
    table, _ = bind(parse(decode(data, path)), framework)
    homes = _homes(table)
    rows = {row_key(row): row for row in reversed([*published_rows(table)])}  # of equal ones the first counts
    return tuple(_Old(key, home, rows[key]) for key, home in homes.items())


def _homes(table: Table) -> dict[str, tuple[str, ...]]:
    """What each row stands in, in print order."""
    homes: dict[str, tuple[str, ...]] = {}
    for block, lines in placed_funding(table):
        homes |= {line.anchor: (STRUCTURED["资金"], block.name) for line in lines if not line.absent}
    anchors = indicator_ids(table)
    for indicator in table.indicators:
        home = (STRUCTURED["指标"], *indicator.groups)
        homes |= {anchors[one.line]: home for one in (indicator, *indicator.parts)}
    return homes | {project_file(project): (STRUCTURED["项目"],) for project in table.projects}


def _git(root: Path, *arguments: str) -> bytes:
    """What git prints. Raises where it fails, hangs or is not there."""
    return subprocess.run(  # noqa: S603 - no shell; the arguments are ours, and the file's name behind "HEAD:./"
        ["git", *arguments],  # noqa: S607 - the writer's own git, wherever it is
        cwd=root,
        env=os.environ | _ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=_SECONDS,
        check=True,
    ).stdout
