"""The address of a table on a site, ``年度/编码``, and which codes can be one: kept for good, so made of what lasts."""

from __future__ import annotations

from pathlib import PurePosixPath

from perfdsl.memo import MB, cached
from perfdsl.model.table import Table
from perfdsl.text.folding import fold, squeeze
from perfdsl.text.patterns import lazy

UNDATED = "undated"
# The notes that give a project or an indicator a code of its own.
CODE_KEYS = ("编码", "项目编码", "指标编码")

_SAFE = lazy(r"[0-9a-z](?:[0-9a-z._-]{0,62}[0-9a-z_-])?")
_WINDOWS_DEVICES = lazy(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")


def document_folder(table: Table) -> str:
    """The folder of a table's pages, e.g. ``2022/320200``; relative to the site, no slash at the ends.

    Without a code, the place of its file in the project stands for it.
    """
    year = UNDATED if table.year is None else str(table.year)
    code = table.head.code.value
    return f"{year}/{slug(code) if code else _path_slug(table.path, table.year)}"


def slug(code: str) -> str:
    """A code as part of an address: as written where that is safe everywhere, else a digest of it."""
    lowered = fold(code).strip().lower()
    return lowered if is_usable(code) else f"x{digest(lowered, size=6)}"


def is_usable(code: str) -> bool:
    """Whether a code can be part of an address as it is written (capital letters become small ones)."""
    lowered = fold(code).strip().lower()
    return bool(_SAFE.fullmatch(lowered)) and ".." not in lowered and not _WINDOWS_DEVICES.fullmatch(lowered)


def digest(*path: str, size: int = 4) -> str:
    """A short stable name (``size`` bytes in hexadecimal) for a path of names; common indicators ask for the same ones."""
    return _digest((size, path))


@cached(3 * MB)
def _digest(given: tuple[int, tuple[str, ...]]) -> str:
    from hashlib import blake2b  # takes long to import; most tables have a code

    size, path = given
    text = "\x1f".join(squeeze(part) for part in path)
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=size).hexdigest()


def _path_slug(path: str, year: int | None) -> str:
    """``2022/wuxi/zgh.perf`` becomes ``wuxi-zgh``; a path with other than ASCII names becomes a digest."""
    years = {str(year), f"{year}年", f"{year}年度"}
    parts = [part for part in PurePosixPath(path).with_suffix("").parts if part not in years]
    name = "-".join(parts) or "table"
    return slug(name if name.isascii() else _composed(name))


def _composed(name: str) -> str:
    from unicodedata import normalize

    return normalize("NFC", name)
