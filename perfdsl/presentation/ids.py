"""Addresses of pages and anchors of rows: made from codes and ids, never shown names, so that they last.

A document lives in ``年度/编码/``; without a code, the place of its file in the project stands for it. A row is
known by a digest of its content path (the framework's group names and its own name), so that neither its
position nor full-width against half-width marks matter; a note ``> 编码: …`` frees it from its name too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import PurePosixPath

from perfdsl.memo import MB, remembered
from perfdsl.model.table import Group, Indicator, MoneyItem, NoteField, Table
from perfdsl.text.folding import fold, squeeze

CODE_KEYS = ("编码", "项目编码", "指标编码")
UNDATED = "undated"

_SAFE = re.compile(r"[0-9a-z](?:[0-9a-z._-]{0,62}[0-9a-z_-])?")
_WINDOWS_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")


def document_folder(table: Table) -> str:
    """The folder of a table's pages, e.g. ``2022/320200``; relative to the site, no slash at the ends."""
    year = UNDATED if table.year is None else str(table.year)
    code = table.head.code.value
    return f"{year}/{slug(code) if code else _path_slug(table.path, table.year)}"


def project_file(project: MoneyItem) -> str:
    """The file name of a project's page within its document's folder."""
    return f"project-{_code(project.notes) or digest(project.name, size=5)}.html"


def slug(code: str) -> str:
    """A code as part of an address: as written where that is safe everywhere, else a digest of it."""
    lowered = fold(code).strip().lower()
    if _SAFE.fullmatch(lowered) and ".." not in lowered and not _WINDOWS_DEVICES.fullmatch(lowered):
        return lowered
    return f"x{digest(lowered, size=6)}"


def digest(*path: str, size: int = 4) -> str:
    """A short stable name (``size`` bytes in hexadecimal) for a path of names; common indicators ask for the same ones."""
    return _digest((size, path))


@remembered(3 * MB)
def _digest(given: tuple[int, tuple[str, ...]]) -> str:
    size, path = given
    text = "\x1f".join(squeeze(part) for part in path)
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=size).hexdigest()


def section_id(title: str) -> str:
    return f"s-{digest(title)}"


def group_id(keys: Iterable[str]) -> str:
    return f"g-{digest(*keys)}"


def group_ids(table: Table) -> dict[int, str]:
    """The anchor of every group, by its line in the file. Unique within the table."""
    ids: dict[int, str] = {}
    taken: dict[str, int] = {}
    for group in table.groups:
        _take_group_ids(group, (), ids, taken)
    return ids


def indicator_ids(table: Table) -> dict[int, str]:
    """The anchor of every indicator and part, by its line in the file. Unique within the table."""
    ids: dict[int, str] = {}
    taken: dict[str, int] = {}
    for indicator in table.indicators:
        ids[indicator.line] = unique(_indicator_id(indicator), taken)
        for part in indicator.parts:
            ids[part.line] = unique(_indicator_id(part, indicator.name), taken)
    return ids


def funding_id(block: str, path: Iterable[str], taken: dict[str, int]) -> str:
    """The anchor of a funding row: its block and the names from the root down to it."""
    return unique(f"f-{digest(block, *path)}", taken)


def unique(anchor: str, taken: dict[str, int]) -> str:
    """The anchor, numbered from the second row on that has the same (equal names, which the checker reports)."""
    count = taken[anchor] = taken.get(anchor, 0) + 1
    return anchor if count == 1 else f"{anchor}-{count}"


def _take_group_ids(group: Group, above: tuple[str, ...], ids: dict[int, str], taken: dict[str, int]) -> None:
    path = (*above, group.key)
    ids[group.span.line] = unique(group_id(path), taken)
    for child in group.children:
        _take_group_ids(child, path, ids, taken)


def _indicator_id(indicator: Indicator, *parents: str) -> str:
    code = _code(indicator.notes) if indicator.notes else ""
    return f"i-{code}" if code else f"i-{digest(*indicator.groups, *parents, indicator.name)}"


def _code(notes: Iterable[NoteField]) -> str:
    return next((slug(note.value) for note in notes if note.key in CODE_KEYS and note.value.strip()), "")


def _path_slug(path: str, year: int | None) -> str:
    """``2022/wuxi/zgh.perf`` becomes ``wuxi-zgh``; a path with other than ASCII names becomes a digest."""
    years = {str(year), f"{year}年", f"{year}年度"}
    parts = [part for part in PurePosixPath(path).with_suffix("").parts if part not in years]
    name = unicodedata.normalize("NFC", "-".join(parts)) or "table"
    return slug(name)
