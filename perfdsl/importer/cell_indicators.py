"""Indicators as numbered text within one cell: ``【产出指标-数量指标】`` and below it ``指标1：保洁员 =24人``."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.importer.draft import DraftIndicator, DraftIndicators, Said
from perfdsl.importer.office import OfficeCell
from perfdsl.syntax.marks import ANGLES, COLONS, COMPARATORS, DASHES
from perfdsl.text.folding import fold
from perfdsl.text.patterns import lazy

_GROUPS = lazy(r"\[(?P<groups>[^\[\]]+)\]\Z")
_PARTS = lazy(rf"[{DASHES}/]")
_NUMBER = lazy(rf"(?:指标)?\d{{1,2}}[{COLONS}、.．]")
_VALUE = lazy(rf"(?P<name>[^{COMPARATORS}{ANGLES}{COLONS}]+)(?P<value>[{COMPARATORS}{ANGLES}{COLONS}].*)\Z")


def indicators_in(cell: OfficeCell) -> DraftIndicators | None:
    """The indicators of a cell, or None where it holds other text."""
    lines = [line.strip() for line in cell.text.split("\n") if line.strip()]
    if not lines or not _GROUPS.match(fold(lines[0])):
        return None
    return DraftIndicators(("",), tuple(_rows(lines, cell)))


def _rows(lines: list[str], cell: OfficeCell) -> Iterator[DraftIndicator]:
    path: tuple[Said, ...] = ()
    for line in lines:
        if groups := _GROUPS.match(fold(line)):
            path = tuple(Said(name.strip(), cell) for name in _PARTS.split(groups["groups"]))
            continue
        name, value = _parted(_NUMBER.sub("", line, count=1).strip())
        yield DraftIndicator(path, Said(name, cell), (Said(value, cell) if value else None,))


def _parted(text: str) -> tuple[str, str]:
    """Name and value: parted by a comparator or colon, else by the last space."""
    if match := _VALUE.match(text):
        return match["name"].strip(), match["value"].lstrip(COLONS).strip()
    name, _, value = text.rpartition(" ")
    return (name.strip(), value) if name else (text, "")
