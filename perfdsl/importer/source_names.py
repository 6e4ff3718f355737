"""What the files of imported tables are called: by the table's name, none twice, as every system can have it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from perfdsl.importer.importing import ImportedTable
from perfdsl.text.patterns import lazy

_NOT_ALLOWED = lazy(r'[\\/:*?"<>|\x00-\x1f]+')
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10))}
)
_LONGEST = 60  # characters, which are up to 240 bytes


def source_names(tables: Iterable[ImportedTable]) -> Iterator[str]:
    """A name for each, ``.perf`` included."""
    taken: set[str] = set()
    for table in tables:
        name = file_name(table.name)
        number, free = 1, name
        while free.casefold() in taken:
            number += 1
            free = f"{name}-{number}"
        taken.add(free.casefold())
        yield f"{free}.perf"


def file_name(name: str) -> str:
    """A table's name as a file's, without its suffix."""
    text = _NOT_ALLOWED.sub("_", name).strip(" .")[:_LONGEST].strip(" .")
    return f"_{text}" if text.casefold().partition(".")[0] in _RESERVED else text or "未命名"
