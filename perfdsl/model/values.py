"""Kinds of value: what ``2000人``, ``100%``, ``2022年12月底前`` or ``健全`` means.

A table of patterns, tried in order on the folded text (full-width forms read as half-width). Whatever fits none
is free text, which is always legal.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from perfdsl.model.lexicon import DIRECTION, GRADES
from perfdsl.text.folding import SPACES, fold

Comparator = Literal[">=", "<=", ">", "<", "="]
ValueKind = Literal[
    "quantity", "rate", "percentage", "range", "ratio", "multiple", "deadline", "period",
    "duration", "rank", "grade", "direction", "none", "text",
]  # fmt: skip

NUMERIC_KINDS = frozenset(
    {"quantity", "rate", "percentage", "range", "ratio", "multiple", "duration", "rank"}
)


@dataclass(frozen=True, slots=True)
class Value:
    """One value. ``text`` is the written text (folded for every kind but free text, none and states).

    ``number`` is the number as written (95 for ``95%``; the lower end of a range, whose ``upper`` is the other);
    ``unit`` is ``%`` for every spelling of per cent, ``元/亩`` for a compound rate, ``""`` where there is none.
    ``comparator`` is the one spelled in words inside the text (``95%以上``, ``不低于95%``).
    ``year`` and ``month`` are set where a deadline or period names them (the last date of a period).
    """

    kind: ValueKind
    text: str
    number: Decimal | None = None
    upper: Decimal | None = None
    unit: str = ""
    comparator: Comparator | None = None
    start: tuple[int | None, int | None] | None = None
    end: tuple[int | None, int | None] | None = None

    @property
    def is_number(self) -> bool:
        """Whether the value can be compared as a number."""
        return self.number is not None


_NUMBER = r"[+-]?\d+(?:,\d{3})*(?:\.\d+)?"
_PERCENT = r"(?:%|‰|百分比|\(%\)|\(‰\)|个?百分点)"
_UNIT = r"[^\W\d_]{1,8}[23²³]?|[㎡㎥℃°×个]+|[^\W\d_]{1,4}\d?"
_DATE = (
    r"(?:(?P<{0}y>\d{{4}})(?:年度?|[.\-/])\s*)?(?:(?P<{0}m>1[0-2]|0?[1-9])(?:月份?|[.\-/](?=\d)|(?<=[.\-/]\d)|(?<=[.\-/]\d\d)))?"
    r"(?:(?P<{0}d>3[01]|[12]\d|0?[1-9])[日号]?)?"
)
_TO = r"(?:--|——|[-—–~～至到])"
_BY = r"(?:底|末|初|上旬|中旬|下旬)?(?:前|之前|以前|内|以内)?"

_AT_LEAST = "大于等于|大于或等于|不低于|不少于|不小于|不短于|至少|达到或超过"
_AT_MOST = "小于等于|小于或等于|不高于|不超过|不多于|不大于|不超|至多|控制在"
_BEFORE: tuple[tuple[Comparator, str], ...] = (
    (">=", _AT_LEAST), ("<=", _AT_MOST), (">", "大于|高于|超过|多于"), ("<", "小于|低于|少于"), ("=", "等于"),
)  # fmt: skip
_WORDS_BEFORE = re.compile("|".join(f"(?P<c{i}>{words})" for i, (_, words) in enumerate(_BEFORE)))
_AFTER = re.compile(r"(?P<least>及?以上)$|(?P<most>及?以下|以内|之内)$")


def _pattern(body: str) -> re.Pattern[str]:
    return re.compile(rf"{body}\Z")


_PERCENTAGE = _pattern(rf"({_NUMBER})\s*{_PERCENT}")
_MULTIPLE = _pattern(rf"({_NUMBER})\s*倍")
_RATIO = _pattern(rf"({_NUMBER})\s*[:：]\s*({_NUMBER})")
_RANGE = _pattern(rf"({_NUMBER})\s*({_PERCENT}|{_UNIT})?\s*[~～—–至到-]+\s*({_NUMBER})\s*({_PERCENT}|{_UNIT})?")
_DURATION = _pattern(rf"({_NUMBER})\s*(年|个月|月|周|天|日|个?小时|分钟|秒|个?工作日)")
_RANK = _pattern(rf"(?:全\S{{1,4}})?(?:前|第)\s*({_NUMBER})\s*(%|名|位|强)?")
_RATE = _pattern(rf"({_NUMBER})?\s*({_UNIT})?\s*/\s*((?:\d+)?(?:{_UNIT})|\(?[^\W\d_·/]+(?:·[^\W\d_]+)*\)?)")
_QUANTITY = _pattern(rf"({_NUMBER})\s*({_UNIT})?(?:\s*\((?P<note>[^()]*)\))?")
_NOT_A_UNIT = re.compile(r"[年月日号]|.*(?:以上|以下|以内|之内)\Z")
_ISO_DATE = _pattern(r"(?P<y>\d{4})[-/.](?P<m>1[0-2]|0?[1-9])[-/.](?:3[01]|[12]\d|0?[1-9])")
_MONTHLY = r"(?:每年|当年|本年|次年|年|每月)?"
_DEADLINE = re.compile(
    rf"(?:于|在)?{_MONTHLY}{_DATE.format('a')}{_BY}(?P<rest>[^\d]{{0,6}})\Z"
)
_PERIOD = _pattern(rf"{_DATE.format('a')}{_TO}{_DATE.format('b')}")
_PLACEHOLDER = re.compile(r"\*{2,}|[Xx×]{2,}|_{2,}|\(填写说明")
_QUARTER = re.compile(r"(?:(?P<y>\d{4})年)?第?(?P<q>[1-4一二三四])季度(?:末|底)?(?:前|内)?\Z")
_NONE = frozenset({"-", "--", "—", "——", "/", "不适用"})

_memo: dict[str, Value] = {}


def read_value(text: str) -> Value:
    """Read one written value; never fails. Equal texts share one result."""
    value = _memo.get(text)
    if value is None:
        if len(_memo) > 100_000:
            _memo.clear()
        value = _memo[text] = _read(text)
    return value


def is_placeholder(text: str) -> bool:
    """Whether the text still holds a blank of the form: ``**``, ``XX``, ``（填写说明``."""
    return _PLACEHOLDER.search(fold(text)) is not None


def _read(text: str) -> Value:
    folded = fold(text).strip(SPACES)
    if folded in _NONE:
        return Value("none", "-" if folded != "不适用" else folded)
    if len(folded) > 60 or _PLACEHOLDER.search(folded):
        return Value("text", text)
    return _read_plain(folded) or _read_in_words(folded) or _read_words(folded, text)


def _read_plain(text: str) -> Value | None:
    """The numeric kinds and dates, in order of how special they are."""
    if not any(char.isdigit() or char == "/" for char in text):
        return None
    for read in (_read_number, _read_pair, _read_time):
        if value := read(text):
            return value
    return None


def _read_number(text: str) -> Value | None:
    if match := _PERCENTAGE.match(text):
        unit = "‰" if "‰" in text else "个百分点" if "百分点" in text else "%"
        return Value("percentage", text, _decimal(match[1]), unit=unit)
    if match := _MULTIPLE.match(text):
        return Value("multiple", text, _decimal(match[1]), unit="倍")
    if match := _DURATION.match(text):
        if match[2] == "年" and len(match[1]) == 4:
            return None
        return None if match[2] in ("月", "日") else Value("duration", text, _decimal(match[1]), unit=match[2])
    if match := _RANK.match(text):
        return Value("rank", text, _decimal(match[1]), unit=match[2] or "")
    if match := _QUANTITY.match(text):
        if match[2] and _NOT_A_UNIT.match(match[2]):
            return None
        return Value("quantity", text, _decimal(match[1]), unit=match[2] or match["note"] or "")
    if match := _RATE.match(text):
        if match[1] is None and match[2] is not None:
            return None
        number = None if match[1] is None else _decimal(match[1])
        return Value("rate", text, number, unit=f"{match[2] or ''}/{match[3]}")
    return None


def _read_pair(text: str) -> Value | None:
    if match := _RATIO.match(text):
        return Value("ratio", text, _decimal(match[1]), upper=_decimal(match[2]))
    match = _RANGE.match(text)
    if match and not _PERIOD.match(text):
        return Value("range", text, _decimal(match[1]), _decimal(match[3]), _unit(match[4] or match[2] or ""))
    return None


def _read_time(text: str) -> Value | None:
    if match := _ISO_DATE.match(text):
        return Value("deadline", text, end=(int(match["y"]), int(match["m"])))
    if match := _QUARTER.match(text):
        quarter = "1234".find(match["q"]) + 1 or "一二三四".find(match["q"]) + 1
        return Value("deadline", text, end=(int(match["y"]) if match["y"] else None, quarter * 3))
    match = _PERIOD.match(text)
    if match and (match["ay"] or match["am"]) and (match["bm"] or match["by"]):
        start = _date(match, "a")
        year, month = _date(match, "b")
        return Value("period", text, start=start, end=(year or start[0], month))
    match = _DEADLINE.match(text)
    if match and (match["ay"] or match["am"]):
        return Value("deadline", text, end=_date(match, "a"))
    return None


def _read_in_words(text: str) -> Value | None:
    """``不低于95%``, ``95%以上``, ``控制在65万元以内``: a comparator in words around a number."""
    comparator: Comparator | None = None
    body = text
    if before := _WORDS_BEFORE.match(body):
        comparator = next(mark for i, (mark, _) in enumerate(_BEFORE) if before[f"c{i}"])
        body = body[before.end() :]
    if after := _AFTER.search(body):
        comparator = comparator or (">=" if after["least"] else "<=")
        body = body[: after.start()]
    inner = _read_plain(body.strip(SPACES)) if comparator else None
    if inner is None or inner.number is None:
        return None
    return Value(inner.kind, text, inner.number, inner.upper, inner.unit, comparator)


def _read_words(folded: str, text: str) -> Value:
    if folded in GRADES:
        return Value("grade", text)
    if DIRECTION.match(folded):
        return Value("direction", text)
    return Value("text", text)


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def _unit(text: str) -> str:
    return "%" if text in ("百分比", "(%)") else text


def _date(match: re.Match[str], side: str) -> tuple[int | None, int | None]:
    year, month = match[f"{side}y"], match[f"{side}m"]
    return (int(year) if year else None, int(month) if month else None)
