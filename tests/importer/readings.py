"""How a value may be read: what it says itself, and what the name or a column of units beside it adds."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from perfdsl.model.table import Indicator, Target
from perfdsl.text.folding import squeeze

_BLANK = re.compile(r"(?P<bracket>\()?(?P<mark>>=|<=|≥|≤|>|<|=)\**(?P<unit>[^()*\d]+)\)?\Z")
_UNIT = re.compile(r"\((?P<unit>[^()*\d]{1,4})\)\Z")
_MARKS = {"≥": ">=", "≤": "<="}
_PART = re.compile(r"其中:?")
_NUMBERED = re.compile(r"\s*指标\s*\d{1,2}\s*[:：.、]?\s*")
_UNIT_NOTES = frozenset({"计量单位", "度量单位", "单位"})


class Reading(NamedTuple):
    """A value as it is compared: the words stand in ``text`` where there is no number."""

    comparator: str
    number: Decimal | None
    unit: str
    text: str

    def __str__(self) -> str:
        return f"{self.comparator}{self.text if self.number is None else self.number}{self.unit}"

    def __lt__(self, other: object) -> bool:
        return str(self) < str(other)


def flat(text: str) -> str:
    """A text without spaces and line breaks, in half-width marks."""
    return squeeze(text.replace("\n", ""))


def names_of(name: str) -> tuple[str, ...]:
    """A name as it may be written: without marks, its number or 其中, and without a unit in brackets at its end."""
    name = name.lstrip("*＊★")
    name = _NUMBERED.sub("", name, count=1) if _NUMBERED.match(name) else name
    plain = _PART.sub("", flat(name), count=1) if flat(name).startswith("其中") else flat(name)
    short = _UNIT.sub("", plain)
    return (plain, short) if short != plain else (plain,)


def readings(indicator: Indicator, period: str) -> frozenset[Reading]:
    """What the value of a period may be read as; nothing where there is none."""
    target = next((one for one in indicator.targets if one.period == period), None)
    if target is None or target.value.text in ("", "-"):
        return frozenset()
    written = reading(target)
    if written.number is None:
        return frozenset({written})
    marks, units = _beside(indicator)
    return frozenset(
        written._replace(comparator=mark, unit=unit)
        for mark in {written.comparator, *([] if written.comparator else marks)}
        for unit in {written.unit, *([] if written.unit else units)}
    )


def readings_as_written(indicator: Indicator) -> dict[str, frozenset[Reading]]:
    """What an imported indicator says, by period."""
    return {one.period: frozenset({reading(one)}) for one in indicator.targets}


def reading(target: Target) -> Reading:
    """What a value says itself."""
    value = target.value
    comparator = target.comparator or value.comparator or ""
    if value.number is None or value.upper is not None:
        return Reading(comparator, None, "", flat(value.text))
    return Reading(comparator, value.number, flat(value.unit), "")


def _beside(indicator: Indicator) -> tuple[list[str], list[str]]:
    """The comparator and the units that the name and the notes say."""
    name = flat(indicator.name)
    units = [flat(note.value) for note in indicator.notes if note.key in _UNIT_NOTES]
    if match := _BLANK.search(name):
        return [_MARKS.get(match["mark"], match["mark"])], [*units, match["unit"]]
    if match := _UNIT.search(name):
        return [], [*units, match["unit"]]
    return [], units
