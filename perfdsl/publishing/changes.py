"""Was a published value changed, and does a correction in the file own up to it?"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from perfdsl.publishing.errors import shown
from perfdsl.publishing.permalinks import Permalink, short
from perfdsl.publishing.published_rows import PublishedRow
from perfdsl.syntax.marks import COMPARATORS, EQUAL, GREATER, LESS, SIGNS, SLASHES, operator
from perfdsl.text.folding import squeeze
from perfdsl.text.patterns import lazy

_NUMBER = lazy(
    rf"(?s)(?P<sign>[{GREATER}{LESS}][{EQUAL}]|[{COMPARATORS}]|)(?P<number>-?\d[\d,]*(?:\.\d+)?)(?P<unit>.*)"
)
_BETWEEN = lazy(f"[{SLASHES};；]")
_MONEY = ("", "元", "万元", "亿元")


class Change(NamedTuple):
    """One published value that is another now; ``new`` is ``""`` where it is gone."""

    label: str
    old: str
    new: str


def unexplained(row: PublishedRow, entry: Permalink, path: str) -> Iterator[str]:
    """What ``row`` of the file ``path`` says other than it was published, without a correction; a text each."""
    if len(row.corrections) < entry.corrections and not row.derived:
        yield (
            f"  {path}:{row.line}: “{shown(row.name)}”公布过 {entry.corrections} 条更正，"
            f"现在只有 {len(row.corrections)} 条，请恢复删去的更正"
        )
    is_new = len(row.corrections) > entry.corrections
    for change in changes(row, entry):
        if not (is_new and (row.derived or _named(change.old, row))):
            yield _description(row, change, path)


def changes(row: PublishedRow, entry: Permalink) -> Iterator[Change]:
    """The published values that differ. A value in a column that was not published is none."""
    for label, old in (entry.values or {}).items():
        new = row.values.get(label, "")
        if not _same(old, short(new)):
            yield Change(label, old, new)


def _same(one: str, other: str) -> bool:
    """Equal but for spaces, full-width marks and the way in which a number is written (``1,000``, ``20.00``)."""
    return squeeze(one) == squeeze(other) or (_parts(one) is not None and _parts(one) == _parts(other))


def _parts(text: str) -> tuple[str, Decimal, str] | None:
    match = _NUMBER.fullmatch(squeeze(text))
    if match is None:
        return None
    sign = SIGNS[operator(match["sign"])] if match["sign"] else ""
    return sign, Decimal(match["number"].replace(",", "")), match["unit"]


def _named(old: str, row: PublishedRow) -> bool:
    """Whether a correction names the published value, alone or among others (``≥1000人 / ≥2000人``)."""
    named = (text for note in row.corrections for text in (note.old, *_BETWEEN.split(note.old)))
    return any(_means(text.strip(), old) for text in named)


def _means(written: str, published: str) -> bool:
    """As :func:`_same`; the writer may leave out the comparator, and the unit of money."""
    if _same(short(written), published):
        return True
    mine, theirs = _parts(written), _parts(published)
    if mine is None or theirs is None or mine[1] != theirs[1]:
        return False
    return mine[0] in ("", theirs[0]) and (mine[2] == theirs[2] or (mine[2] == "" and theirs[2] in _MONEY))


def _description(row: PublishedRow, change: Change, path: str) -> str:
    now = f"现在是“{shown(change.new)}”" if change.new else "现在没有了"
    head = f"  {path}:{row.line}: “{shown(row.name)}”的{change.label}公布时是“{shown(change.old)}”，{now}"
    if row.derived:
        return f"{head}\n      它由下级各行相加得出：在改动的那一行下面写  > 更正: 年-月-日 由“原值”改为“现值”，原因"
    note = f"> 更正: 年-月-日 由“{shown(change.old)}”改为“{shown(change.new) or '无'}”，原因"
    return f"{head}\n      在这一行下面写  {note}"
