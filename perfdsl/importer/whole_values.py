"""Comparator, number and unit of a target, wherever a form keeps them: in one cell, in columns, in the name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from perfdsl.importer.draft import DraftIndicator, Said
from perfdsl.importer.form_words import one_line
from perfdsl.model.units import KNOWN_UNITS, base_unit, same_unit
from perfdsl.model.values import UNSIGNED, read_value
from perfdsl.syntax.marks import ANGLES, COMPARATORS, EQUAL, Operator, operator
from perfdsl.text.folding import fold, squeeze
from perfdsl.text.patterns import lazy

_LEADING = lazy(rf"(?P<mark>[{ANGLES}{COMPARATORS}]\s*+[{EQUAL}]?)\s*+(?P<rest>[^\s{COMPARATORS}].*)\Z")
_PLAIN_NUMBER = lazy(rf"[+-]?{UNSIGNED}\Z")
_IN_NAME = lazy(r"[(（](?P<inner>[^()（）]*)[)）]\s*\Z")
_BLANK_IN_NAME = lazy(r"[*＊XxＸ×_＿]{2,}")
_NO_UNIT = frozenset({"", "/", "-", "—", "——", "无", "定性", "文字描述", "描述", "文字"})
_WORDS: dict[str, Operator] = {
    "大于等于": ">=", "不小于": ">=", "不低于": ">=", "小于等于": "<=", "不大于": "<=", "不高于": "<=", "大于": ">", "小于": "<",
    "等于": "=", "定性": ":",
}  # fmt: skip


class WholeValue(NamedTuple):
    """One period: ``comparator`` is ``:`` where it has none. ``text`` is ``-`` where there is no value."""

    comparator: Operator
    text: str
    doubt: str = ""


def whole_values(row: DraftIndicator) -> tuple[WholeValue, ...]:
    """The values of a row by period."""
    return tuple(_whole(value, row) for value in row.values) or (WholeValue(":", "-"),)


def is_included(row: DraftIndicator, said: Said | None, kind: str) -> bool:
    """Whether the comparator or unit of its own cell (``kind``) is in what ``whole_values`` gives."""
    if said is None:
        return True
    values = [value for value in whole_values(row) if value.text != "-"]
    if kind == "comparator":
        wanted = read_comparator(said.text)
        return wanted is not None and all(value.comparator == wanted for value in values)
    return squeeze(said.text) in _NO_UNIT or (
        bool(values) and all(_has_unit(value.text, said.text) for value in values)
    )


def read_comparator(text: str) -> Operator | None:
    """What a cell of its own says: ``≥``, ``大于等于``, ``定性``; None where it is something else."""
    word = squeeze(text)
    if word in _WORDS:
        return _WORDS[word]
    try:
        return operator(word) if word and len(word) <= 2 else None
    except KeyError:
        return None


def _whole(value: Said | None, row: DraftIndicator) -> WholeValue:
    if value is None:
        return WholeValue(":", "-")
    text = one_line(value.text).strip()
    own, rest = split_comparator(text)
    said = read_comparator(row.comparator.text) if row.comparator else None
    if own and said and said not in (own, ":"):
        return WholeValue(
            own,
            _with_unit(rest, row),
            f"比较符列写的是“{row.comparator.text if row.comparator else ''}”，指标值里写的是另一个",
        )
    comparator = own or said or ":"
    if comparator == ":" and (hint := _comparator_in_name(row)) and _PLAIN_NUMBER.match(fold(rest)):
        comparator = hint
    return WholeValue(comparator, _with_unit(rest, row))


def split_comparator(text: str) -> tuple[Operator | None, str]:
    """A comparator in front, and the rest."""
    match = _LEADING.match(text.strip())
    if match is None:
        return None, text
    try:
        return operator(squeeze(match["mark"])), match["rest"].strip()
    except KeyError:
        return None, text


def _with_unit(text: str, row: DraftIndicator) -> str:
    """A plain number with the unit of its column, else of the brackets behind the name."""
    if not _PLAIN_NUMBER.match(fold(text)):
        return text
    unit = squeeze(row.unit.text) if row.unit else ""
    if unit in _NO_UNIT:
        unit = _unit_in_name(row) if row.unit is None else ""
    return text + unit if unit and read_value(text + unit).is_number else text


def _has_unit(text: str, unit: str) -> bool:
    word, value = squeeze(unit), read_value(text)
    return value.unit != "" and (same_unit(value.unit, word) or squeeze(text).endswith(word))


def _inner(name: str) -> str:
    """What stands in brackets behind a name."""
    match = _IN_NAME.search(name)
    return squeeze(match["inner"]) if match else ""


def _unit_in_name(row: DraftIndicator) -> str:
    """``保障人数(人)``, ``公猪舍(≥**平方米)``, or below ``数量指标（人）``: a unit that is one."""
    names = [said.text for said in (row.name, *reversed(row.path)) if said]
    found = (word for name in names for word in _words(_inner(name)) if base_unit(word) in KNOWN_UNITS)
    return next(found, "")


def _words(inner: str) -> Iterator[str]:
    yield inner
    yield _BLANK_IN_NAME.sub("", inner).lstrip(COMPARATORS)


def _comparator_in_name(row: DraftIndicator) -> Operator | None:
    """``(≥**平方米)``: the form gives the comparator and leaves the number blank."""
    inner = _inner(row.name.text) if row.name else ""
    if not _BLANK_IN_NAME.search(inner):
        return None
    return split_comparator(inner)[0]
