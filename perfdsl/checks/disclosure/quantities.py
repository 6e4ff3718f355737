"""Amounts and counts in prose: ``425万粒``, ``2026400元``, ``95%以上``; in the smallest unit of their kind.

Years, dates, document numbers, ordinals, slogans in quotes and rough numbers (约100人, 50余家) are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from perfdsl.model.units import in_smallest
from perfdsl.text.folding import fold
from perfdsl.text.patterns import lazy

_UNITS = (
    "平方公里|平方米|立方米|公里|千米|公斤|千克|公顷|人次|场次|批次|km|m²|㎡|㎥|元|人|名|户|家|亩|米|吨|套|台|辆|件|份|篇|册|"
    "粒|株|棵|头|只|羽|尾|座|处|所|间|栋|盏|场|次|期|批|项|个|幅|部|门|%"
)
_NOT_A_COUNT = (
    "月|工作日|百分点|小时|方面|一批|意识|自信|维护|确立|坚持|体系|工程|会议|全会|代会|大会|党代|五年|规划"
)
_QUANTITY = lazy(
    rf"(?<![\d.第A-Za-z+×*~—–-])(?P<number>\d+(?:,\d{{3}}){{0,6}}(?:\.\d+)?)\s?(?P<scale>[百千万亿]{{0,2}})"
    rf"(?P<unit>{_UNITS})(?!{_NOT_A_COUNT}|左右|上下|多|余)"
)
_DIGIT = lazy(r"\d")
_ROUGH = ("约", "近", "超")
_QUOTED = lazy(r"[“‘「《〔][^”’」》〕]{1,30}[”’」》〕]")


class Quantity(NamedTuple):
    """``number`` of ``unit`` in the smallest unit (元, 米, 人 …); ``half`` is half of its last written digit."""

    text: str
    written: Decimal
    number: Decimal
    half: Decimal
    unit: str
    start: int
    end: int


def may_hold(text: str) -> bool:
    """Whether some line of ``text`` may hold a quantity. To look at the whole is quicker than at each line."""
    return _QUANTITY.search(fold(text)) is not None


def quantities(text: str) -> Iterator[Quantity]:
    """The quantities of one line, with their places."""
    if not _DIGIT.search(text):
        return
    bare = _QUOTED.sub(lambda match: "　" * len(match[0]), fold(text))
    for match in _QUANTITY.finditer(bare):
        if not bare[: match.start()].rstrip().endswith(_ROUGH):
            yield _quantity(match, text)


def _quantity(match: re.Match[str], text: str) -> Quantity:
    written = Decimal(match["number"].replace(",", ""))
    number, unit = in_smallest(written, match["scale"] + match["unit"])
    step, _ = in_smallest(Decimal(1).scaleb(int(written.as_tuple().exponent)), match["scale"] + match["unit"])
    return Quantity(
        text[match.start() : match.end()], written, number, step / 2, unit, match.start(), match.end()
    )
