"""How the values of the language of frameworks are written, and what is wrong with one that is not."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from perfdsl.syntax.marks import COMMAS
from perfdsl.text.folding import fold, squeeze
from perfdsl.text.patterns import lazy


class AllowedValue(NamedTuple):
    """One of the values that a key may have. ``often`` is what people write for it, to offer the right one."""

    name: str
    meaning: str
    often: tuple[str, ...] = ()


class ValueType(NamedTuple):
    """How the value of a key is written.

    ``wrong`` says what is wrong with a written value, ``""`` for nothing. ``choices`` are all values that there are,
    where they can be listed.
    """

    written: str
    wrong: Callable[[str], str]
    choices: tuple[AllowedValue, ...] = ()


_COMMA = lazy(f"[{COMMAS}、]")
_POINTS = lazy(r"(?:权重|分值)?(\d+(?:\.\d+)?)(?:分|%)?\Z")
_NUMBER = lazy(r"\d+(?:\.\d+)?分?\Z")
_SHARE = lazy(r"(?:\d{1,2}(?:\.\d+)?%|100(?:\.0+)?%|0?\.\d+)\Z")


def names(text: str) -> tuple[str, ...]:
    """``甲, 乙`` → (甲, 乙)."""
    return tuple(name for one in _COMMA.split(text) if (name := one.strip()))


def points(text: str) -> str | None:
    """The number of ``10分``, ``10`` or ``权重10%``; None where the text says no points."""
    match = _POINTS.match(fold(text))
    return match[1] if match else None


def row_aliases(text: str) -> tuple[str, tuple[str, ...]]:
    """``行 = 另名, 另名`` → (行, other names); the row is ``""`` where none is named."""
    at = fold(text).find("=")
    return (text[: max(at, 0)].strip(), names(text[at + 1 :]))


def _any(_: str) -> str:
    return ""


def _list(text: str) -> str:
    listed = names(text)
    if not listed:
        return "没有写名称"
    twice = next((name for name in listed if listed.count(name) > 1), "")
    return f"“{twice}”写了两次" if twice else ""


def _number(text: str) -> str:
    return "" if _NUMBER.match(fold(text)) else f"“{text}”不是一个数"


def _share(text: str) -> str:
    return "" if _SHARE.match(fold(text)) else f"“{text}”不是百分比"


def _aliases_of_row(text: str) -> str:
    return _list(", ".join(row_aliases(text)[1]))


def one_of(*choices: AllowedValue) -> ValueType:
    """A value that is one of these."""
    known = {choice.name for choice in choices}
    listed = "、".join(choice.name for choice in choices)

    def wrong(text: str) -> str:
        return "" if squeeze(text) in known else f"“{text}”不是可用的值，可用的有{listed}"

    return ValueType("或".join(choice.name for choice in choices), wrong, choices)


def some_of(*choices: AllowedValue) -> ValueType:
    """A value that lists one or several of these."""
    one = one_of(*choices).wrong

    def wrong(text: str) -> str:
        return _list(text) or next((said for name in names(text) if (said := one(name))), "")

    return ValueType("、".join(choice.name for choice in choices) + "，几个的用逗号隔开", wrong, choices)


TEXT = ValueType("文字", _any)
NAMES = ValueType("名称，几个的用逗号或顿号隔开", _list)
NUMBER = ValueType("数，例如 100", _number)
SHARE = ValueType("百分比，例如 50%", _share)
COLUMN = ValueType("一列的名称", _any)
ROW = ValueType("一个资金行的名称", _any)
ROW_ALIASES = ValueType("行 = 另名, 另名", _aliases_of_row)
MARK = ValueType("方括号里的标记，几个的用空格隔开", _any)
YES = one_of(
    AllowedValue("是", "开", ("可以", "允许", "有", "开")),
    AllowedValue("否", "不开，同不写", ("不可以", "不允许", "无")),
)
