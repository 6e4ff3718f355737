"""``permalinks.lock``: what was published, committed beside the tables.

One JSON object a line, in the order of the addresses, so that git shows and merges exactly what changed. A page has
its address only; a row has its name, its values and how many corrections it had.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from perfdsl.publishing.addresses import PUBLISHED
from perfdsl.publishing.errors import BadPermalinksError, PermalinksNotWrittenError
from perfdsl.workspace.writing import write_atomically

NAME = "permalinks.lock"
_HEAD = {
    NAME: 1,
    "说明": "公开过的网址和数值。由 perfdsl build --profile publish 更新，随文件一起提交，不要手工修改",
}
_CONFLICT = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
_LONGEST = 80


class Permalink(NamedTuple):
    """A published page (``values`` None) or row. ``corrections`` counts those that were published."""

    address: str
    name: str = ""
    values: Mapping[str, str] | None = None
    corrections: int = 0


Permalinks = dict[str, Permalink]


def read_permalinks(root: Path) -> Permalinks:
    """Everything that was published, by address; nothing where there is no file yet.

    Of two lines with one address (a merge that kept both) the later one counts. Raises BadPermalinksError,
    PermalinksNotWrittenError.
    """
    published: Permalinks = {}
    text = (_bytes(root / NAME) or b"").decode("utf-8-sig", "replace")
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip() and NAME not in (entry := _object(line, number)):
            one = _entry(entry, number, line)
            published[one.address] = one
    return published


def write_permalinks(root: Path, entries: Iterable[Permalink]) -> bool:
    """Write the file where it would change; whether it did. Raises PermalinksNotWrittenError."""
    file, content = root / NAME, _text(entries).encode("utf-8", "replace")
    if _bytes(file) == content:
        return False
    try:
        write_atomically(file, content)
    except OSError as error:
        raise PermalinksNotWrittenError(NAME, error.strerror or type(error).__name__) from error
    return True


def short(text: str) -> str:
    """A value as it is kept: as shown, or its beginning and a digest of the whole where it is long."""
    if len(text) <= _LONGEST:
        return text
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{text[: _LONGEST - 20]}… #{digest[:16]}"


def _bytes(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise PermalinksNotWrittenError(NAME, error.strerror or type(error).__name__) from error


def _text(entries: Iterable[Permalink]) -> str:
    ordered = sorted(entries, key=lambda entry: entry.address)
    lines = [_HEAD, *map(_fields, ordered)]
    return "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines)


def _fields(entry: Permalink) -> dict[str, Any]:
    if entry.values is None:
        return {"page": entry.address}
    fields: dict[str, Any] = {"row": entry.address, "name": entry.name, "values": dict(entry.values)}
    return fields | {"corrections": entry.corrections} if entry.corrections else fields


def _object(line: str, number: int) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise BadPermalinksError(NAME, number, line.startswith(_CONFLICT))
    return value


def _entry(fields: dict[str, Any], number: int, line: str) -> Permalink:
    match fields:
        case {"page": str(address)} if PUBLISHED.fullmatch(address):
            return Permalink(address)
        case {"row": str(address), "values": dict(values)} if PUBLISHED.fullmatch(address):
            texts = {str(key): str(value) for key, value in values.items()}
            count = fields.get("corrections", 0)
            return Permalink(
                address, str(fields.get("name", "")), texts, count if isinstance(count, int) else 0
            )
    raise BadPermalinksError(NAME, number, line.startswith(_CONFLICT))
