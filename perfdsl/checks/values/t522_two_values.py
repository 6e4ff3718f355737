"""T522: the values of two periods written as one: ``400公里860公里``, ``860公里（半年400公里）``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfdsl.checks.row import Row
from perfdsl.checks.rule import Finding, row_rule
from perfdsl.diagnostics import Edit, Fix
from perfdsl.model.table import Indicator, Target
from perfdsl.model.values import UNSIGNED
from perfdsl.syntax.marks import COLONS, COMMAS, SLASHES
from perfdsl.text.folding import fold, squeeze
from perfdsl.text.patterns import lazy

_UNIT = r"[^\W\d_至到和及与]{1,6}|[%‰㎡㎥]"
_GAP = rf"(?P<gap>[和及与、{COMMAS};；|｜\\→~～—–至到\-{SLASHES}]*)"
_SEVERAL = lazy(r"\d\D++\d")  # numbers; most values hold one
_TWO = lazy(rf"(?P<a>{UNSIGNED}(?P<ua>{_UNIT})){_GAP}(?P<b>{UNSIGNED}(?P<ub>{_UNIT})?)\Z")
_RANGE = frozenset("~～—–至到-")
# A part of the year and the whole of it, each with its number, in any order.
_PART, _WHOLE = r"上?半年(?:度|期)?", r"(?:全年|年度|全期|年底)"
_PARTED = lazy(
    rf"(?P<whole>{UNSIGNED}(?:{_UNIT})?)\((?:其中)?[{COLONS}{COMMAS}]?{_PART}\D{{0,6}}?(?P<part>{UNSIGNED}(?:{_UNIT})?)\)\Z"
)
_NAMED = lazy(
    rf"{_PART}\D{{0,8}}?(?P<part>{UNSIGNED}(?:{_UNIT})?)\D{{0,4}}?{_WHOLE}\D{{0,8}}?(?P<whole>{UNSIGNED}(?:{_UNIT})?)\Z"
)
_LABELLED = lazy(
    rf"(?P<part>{UNSIGNED}(?:{_UNIT})?)\({_PART}\)\D{{0,2}}(?P<whole>{UNSIGNED}(?:{_UNIT})?)\({_WHOLE}\)\Z"
)


@row_rule("T522", "两期写成一个值", "error", of="unusual")
def check(row: Row) -> Iterator[Finding]:
    """Every written value by itself; two of the same unit are two values."""
    for target in row.written:
        if pair := two_values(target, row.indicator):
            yield _finding(target, row.indicator, *pair)


def two_values(target: Target, indicator: Indicator) -> tuple[str, str] | None:
    """The two values that one cell holds, that of the shorter period first; None where it holds one."""
    if not _SEVERAL.search(target.value.text):
        return None
    text = squeeze(fold(target.value.text)).rstrip("。;；")
    if "半年" in text and (match := _PARTED.match(text) or _NAMED.match(text) or _LABELLED.match(text)):
        return _with_unit(match["part"], match["whole"]), match["whole"]
    match = _TWO.match(text) if text[:1].isdecimal() else None
    if match is None or not _is_pair(match, indicator):
        return None
    return match["a"], match["b"]


def _is_pair(match: re.Match[str], indicator: Indicator) -> bool:
    """Of one unit. ``400公里-860公里`` may be a range, and is one where there is only one period."""
    if match["ub"] is not None and match["ua"] != match["ub"]:
        return False
    if set(match["gap"]) & _RANGE:
        return match["ub"] is not None and len(indicator.targets) > 1 and indicator.cell_count == 1
    return match["ub"] is not None or bool(match["gap"])


def _with_unit(part: str, whole: str) -> str:
    """``400`` beside ``860公里`` is 400公里."""
    unit = whole.lstrip("0123456789.,")
    return part if part[-1:] not in "0123456789" else part + unit


def _finding(target: Target, indicator: Indicator, first: str, second: str) -> Finding:
    message = f"“{target.value.text}”里有两个值"
    periods = [one.period for one in indicator.targets]
    if len(periods) != 2 or indicator.cell_count != 1:
        names = "、".join(periods)
        return Finding(target.span, message, f"一期只写一个值；这张表有 {len(periods)} 期（{names}）")
    both = f"{first} / {second}"
    hint = f"{periods[0]}和{periods[1]}的值之间写“ / ”：{indicator.name}{_mark(indicator)} {both}"
    if any(mark in target.value.text for mark in _RANGE):
        hint += "；是区间的只在后面写单位，例如 100-200人"
    fix = Fix(f"改为“{both}”", (Edit(target.span, both),), safe=False) if indicator.operator != ":" else None
    return Finding(target.span, message, hint, fix)


def _mark(indicator: Indicator) -> str:
    return ":" if indicator.operator == ":" else f" {indicator.operator}"
