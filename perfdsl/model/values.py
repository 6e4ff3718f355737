"""Kinds of value: what ``2000人``, ``100%``, ``2022年12月底前`` or ``健全`` means.

A table of patterns, tried in order on the folded text without spaces (full-width forms read as half-width).
Whatever fits none is free text, which is always legal.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal, NamedTuple

from perfdsl.memo import MB, cached
from perfdsl.model import kinds
from perfdsl.model.dates import Month, may_be_date, read_dates
from perfdsl.model.kinds import ValueKind
from perfdsl.model.lexicon import CHANGE, COUNTED, DIGITS, DIRECTION, GRADES, LEAD, RATING
from perfdsl.syntax.marks import AT_LEAST, AT_MOST
from perfdsl.text.folding import SPACES, fold, squeeze
from perfdsl.text.patterns import Pattern, lazy

Comparator = Literal[">=", "<=", ">", "<", "="]


class Value(NamedTuple):
    """One value. ``text`` is the written text (folded for every kind but free text, none and states).

    ``number`` is the number as written (95 for ``95%``; the lower end of a range, whose ``upper`` is the other;
    the amount of a direction: 10 for ``提升10%``); ``unit`` is ``%`` for every spelling of per cent, ``元/亩`` for a
    compound rate, ``""`` where there is none. ``comparator`` is the one spelled inside the text (``95%以上``,
    ``不低于95%``). ``start`` and ``end`` are (year, month) of a period, ``end`` alone of a deadline.
    """

    kind: ValueKind
    text: str
    number: Decimal | None = None
    upper: Decimal | None = None
    unit: str = ""
    comparator: Comparator | None = None
    start: Month | None = None
    end: Month | None = None

    @property
    def is_number(self) -> bool:
        """Whether the value can be compared as a number."""
        return self.number is not None


UNSIGNED = r"(?:[1-9]\d{0,2}(?:,\d{3})++|\d+)(?:\.\d+)?"
"""A number as it may be written, folded: commas stand between thousands only (no ``0,226``, no ``1234,567``)."""
_NUMBER = rf"[+-]?{UNSIGNED}"
_PERCENT = r"(?:%|‰|百分比|\(%\)|\(‰\)|个?百分点)"
_WORD = r"[^\W\d_每]{1,8}[23²³]?"
_UNIT = rf"{_WORD}(?:·{_WORD})?|[㎡㎥℃°×]+|[^\W\d_]{{1,4}}\d"
_PER = rf"[/每](?P<per>\({_WORD}(?:·{_WORD})*\)|{_WORD}(?:[·./]{_WORD})*|㎡|㎥)"
_TO = r"[~～—–至到-]+"
_EACH_WORD = r"(人次|人|户|亩|半年|年|月|日|天|周|季度?|学期|小时|次|车|村|班|公里|平方米|吨|个)"


def _pattern(body: str) -> Pattern:
    return lazy(rf"{body}\Z")


_PERCENTAGE = _pattern(rf"({_NUMBER}){_PERCENT}(?:完成|覆盖|达标|合格|到位|保障)?")
_MULTIPLE = _pattern(rf"({_NUMBER})倍")
_DURATION = _pattern(rf"({_NUMBER})(年|个月|个?季度|周|天|日|个?小时|分钟|秒钟?|个?工作日)")
_RANK = _pattern(rf"(?:全\S{{1,4}})?(?:前|第)({_NUMBER})(%|名|位|强)?")
_RATE = _pattern(rf"({_NUMBER})({_PERCENT}|{_UNIT})?{_PER}")
_EACH = _pattern(
    rf"(?:每{_EACH_WORD}(?:每{_EACH_WORD})?|([人户亩年月日车次])均)(?:补助|补贴)?({_NUMBER})({_UNIT})"
)
_QUANTITY = _pattern(rf"({_NUMBER})[余多]?({_UNIT})?(?:\((?P<note>[^()]*)\))?")
_RATIO = _pattern(rf"({_NUMBER}):((?!0\d){_NUMBER})")
_RANGE = _pattern(rf"({_NUMBER})({_PERCENT}|{_UNIT})?{_TO}({_NUMBER})({_PERCENT}|(?:{_UNIT})?(?:{_PER})?)")
_PLUS_MINUS = _pattern(rf"±({_NUMBER})({_PERCENT}|{_UNIT})?")
_NOT_A_UNIT = lazy(r"[年月日号]|.*(?:以上|以下|以内|之内|[时天月年]内)")

_AT_LEAST = (
    "大于等于|大于或等于|高于或等于|不得?低于|不得?少于|不得?小于|不短于|至少|最少|最低|达到或超过|"
    r"达(?:到|(?!到))(?!100(?:\.0+)?%)"  # 达到100% is all there is: exactly
)
_AT_MOST = (
    "小于等于|小于或等于|低于或等于|不得?高于|不得?超过|不得?多于|不得?大于|不超|不长于|至多|最多|最高|控制在"
)
_BEFORE: tuple[tuple[Comparator, str], ...] = (
    (">=", f"[{AT_LEAST}]|>=|{_AT_LEAST}"), ("<=", f"[{AT_MOST}]|<=|{_AT_MOST}"), (">", ">|大于|高于|超过|多于"),
    ("<", "<|小于|低于|少于"), ("=", "=|等于|达到?"),
)  # fmt: skip
_COMPARATOR = lazy("|".join(f"(?P<c{i}>{words})" for i, (_, words) in enumerate(_BEFORE)))
_AFTER = lazy(r"(?P<least>[及或]?以上)$|(?P<most>[及或]?以下|以内|之内|内)$|(?:左右|上下)$")

_PLACEHOLDER = lazy(r"[*＊]{2}|[XxＸｘ×]{2}|[_＿]{2}|[(（]填写说明")
_PLACEHOLDER_MARKS = frozenset("*＊XxＸｘ×_＿(（")
BLANK = "____"
"""A place of a form that is still to be filled in."""
_BLANK_MARKS = "_＿"
_NONE = frozenset({"-", "--", "—", "——", "/", "不适用", "N/A"})

_COUNTS = frozenset("每全前第一二两三四五六七八九十")

# A number with a unit that means the same behind every number: no date, no rating (3A级).
_COUNTED = re.compile(
    r"((?:[1-9][0-9]{0,2}(?:,[0-9]{3})++|[0-9]+)(?:\.[0-9]+)?)([^\s\dA-Za-z年月日号季度周前后内底初末起止]{0,6})\Z"
)
_THOUSANDS = lazy(r"[1-9]\d{0,2}(?:，[1-9]\d\d)+(?!\d)")

_LONG = 60


@cached(4 * MB)
def read_value(text: str) -> Value:
    """Read one written value; never fails. Equal texts share one result."""
    return _read_counted(text) or _read(text)


def is_placeholder(text: str) -> bool:
    """Whether the text still holds a blank of the form: ``**``, ``XX``, ``（填写说明``."""
    return not _PLACEHOLDER_MARKS.isdisjoint(text) and _PLACEHOLDER.search(text) is not None


def is_blank(text: str) -> bool:
    """Whether the text is nothing but :data:`BLANK`, of whatever length."""
    return len(text) > 1 and not text.strip(_BLANK_MARKS)


def may_be_several(text: str, count: int) -> bool:
    """Whether ``400，860公里`` may be ``count`` values: an input method makes its comma between thousands and between
    values alike. ``1，000人`` is one number, since 000 is none.
    """
    return count > 1 and text.count("，") == count - 1 and _THOUSANDS.match(text) is not None


def _read_counted(text: str) -> Value | None:
    """``2000人``: most values are another number with a known unit, and the unit tells how to read them."""
    match = _COUNTED.match(text)
    like = _read_unit(match[2]) if match else None
    return like and match and Value(like.kind, text, _decimal(match[1]), None, like.unit)


@cached()
def _read_unit(unit: str) -> Value | None:
    """A value in this unit, where it is no more than a number and its unit."""
    value = _read(f"7{unit}")
    return (
        value
        if value.kind.is_plain and value == Value(value.kind, f"7{unit}", Decimal(7), None, value.unit)
        else None
    )


def _read(text: str) -> Value:
    folded = fold(text).strip(SPACES)
    body = squeeze(folded).rstrip("。;；").replace("(含)", "")
    if body in _NONE:
        return Value(kinds.NONE, body if body == "不适用" else "-")
    if len(body) > _LONG:  # a sentence, or a number of many digits, whatever their width
        number = _read_counted(body)
        return number._replace(text=folded) if number else Value(kinds.TEXT, text)
    if is_placeholder(body):
        return Value(kinds.TEXT, text)
    if body in GRADES or RATING.match(body):
        return Value(kinds.GRADE, text)
    counted = _in_digits(body)
    if value := _read_time(counted) or _read_amount(counted):
        return value._replace(text=folded)
    return Value(kinds.DIRECTION if DIRECTION.match(body) else kinds.TEXT, text)


def _in_digits(text: str) -> str:
    """``三次`` as ``3次``: one Chinese numeral in front of what it counts."""
    match = COUNTED.match(text) if text[:1] in _COUNTS else None
    if match is None or not (match["lead"] or match["unit"]):
        return text
    return f"{match['lead'] or ''}{DIGITS[match['digit']]}{match['unit'] or ''}"


def _read_time(text: str) -> Value | None:
    dates = read_dates(text) if may_be_date(text) else None
    return dates and Value(dates.kind, text, start=dates.start, end=dates.end)


def _read_amount(text: str) -> Value | None:
    """A number with its unit and what stands around it: ``不低于95%``, ``95%以上``, ``提高到90%``, ``增长10%``."""
    if not any(char.isdigit() for char in text):
        return None
    if after := _AFTER.search(text):
        comparator: Comparator | None = ">=" if after["least"] else "<=" if after["most"] else None
        if inner := _read_amount(text[: after.start()]):
            return inner._replace(comparator=inner.comparator or comparator)
    return _read_number(text) or _read_each(text) or _read_pair(text) or _read_introduced(text)


def _read_introduced(text: str) -> Value | None:
    if match := _COMPARATOR.match(text):
        comparator = next(mark for i, (mark, _) in enumerate(_BEFORE) if match[f"c{i}"])
        inner = _read_amount(text[match.end() :])
        return inner and inner._replace(comparator=comparator)
    if match := LEAD.match(text):
        return _read_amount(text[match.end() :])
    if match := CHANGE.match(text):
        inner = _read_amount(text[match.end() :])
        return inner and inner._replace(kind=kinds.DIRECTION)
    return None


def _read_number(text: str) -> Value | None:
    if match := _PERCENTAGE.match(text):
        return Value(kinds.PERCENTAGE, text, _decimal(match[1]), unit=_percent(text))
    if match := _MULTIPLE.match(text):
        return Value(kinds.MULTIPLE, text, _decimal(match[1]), unit="倍")
    if match := _DURATION.match(text):
        return Value(kinds.DURATION, text, _decimal(match[1]), unit=match[2])
    if match := _RANK.match(text):
        return Value(kinds.RANK, text, _decimal(match[1]), unit=match[2] or "")
    if match := _RATE.match(text):
        return Value(kinds.RATE, text, _decimal(match[1]), unit=f"{match[2] or ''}/{_per(match['per'])}")
    match = _QUANTITY.match(text)
    if match and not (match[2] and _NOT_A_UNIT.match(match[2])):
        return Value(kinds.QUANTITY, text, _decimal(match[1]), unit=match[2] or match["note"] or "")
    return None


def _read_each(text: str) -> Value | None:
    """``每月1次`` and ``人均500元`` are compound rates: 次/月, 元/人."""
    if match := _EACH.match(text):
        per = "·".join(word for word in (match[1] or match[3], match[2]) if word)
        return Value(kinds.RATE, text, _decimal(match[4]), unit=f"{match[5]}/{per}")
    return None


def _read_pair(text: str) -> Value | None:
    if match := _RATIO.match(text):
        return Value(kinds.RATIO, text, _decimal(match[1]), upper=_decimal(match[2]))
    if match := _RANGE.match(text):
        return Value(
            kinds.RANGE, text, _decimal(match[1]), _decimal(match[3]), _percent(match[4] or match[2] or "")
        )
    if match := _PLUS_MINUS.match(text):
        number = _decimal(match[1])
        return Value(kinds.RANGE, text, -number, number, _percent(match[2] or ""))
    return None


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def _percent(text: str) -> str:
    """The unit in ``text``, every spelling of per cent as ``%``."""
    if "‰" in text:
        return "‰"
    if "百分点" in text:
        return "个百分点"
    return "%" if "%" in text or "百分比" in text else text


def _per(text: str) -> str:
    return text.strip("()").replace("/", "·").replace(".", "·")
