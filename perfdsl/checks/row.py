"""One row as the rules see it: an indicator or a part, with its targets sorted by what they hold."""

from __future__ import annotations

from typing import NamedTuple

from perfdsl.checks.text_at import TextAt, text_at
from perfdsl.memo import cached
from perfdsl.model.framework import Framework
from perfdsl.model.kinds import NONE
from perfdsl.model.table import Indicator, Target
from perfdsl.model.values import Value
from perfdsl.text.patterns import lazy

_PLAIN = lazy(r"[\u4e00-\u9fff]*")
_DATES = frozenset("年月日号季")


class Row(NamedTuple):
    """All that a row rule may look at.

    Of the indicator: what its own line, its notes and observed values say, and the groups it stands in; not its parts
    (rows of their own) nor its linked projects (written elsewhere). ``written`` are the targets that have a cell of
    their own and a value in it: ``measured`` those with a number, ``worded`` those without. ``words`` are the name and the described values.
    """

    indicator: Indicator
    is_part: bool
    framework: Framework
    written: list[Target]
    measured: list[Target]
    worded: list[Target]
    words: list[TextAt]

    @property
    def is_marked(self) -> bool:
        """Whether the row holds more than plain Chinese characters."""
        indicator = self.indicator
        if indicator.notes or indicator.actuals:
            return True
        return _PLAIN.fullmatch("".join([word.text for word in self.words])) is None

    @property
    def is_unusual(self) -> bool:
        """Whether a written value is more than a number and its unit."""
        return not all(_is_counted(target.value) for target in self.written)


def _is_counted(value: Value) -> bool:
    """``1000人``, ``97.5%``; without a unit it may be a date (45961)."""
    if not (value.kind.is_count or value.kind.is_share) or value.comparator or not _is_plain_unit(value.unit):
        return False
    number = value.text.removesuffix(value.unit)
    return number.isdecimal() or all(map(str.isdecimal, number.split(".", 1)))


@cached()
def _is_plain_unit(unit: str) -> bool:
    """Of Chinese characters, none of which is of a date."""
    return unit == "%" or (unit != "" and _PLAIN.fullmatch(unit) is not None and _DATES.isdisjoint(unit))


def row_of(indicator: Indicator, framework: Framework, *, is_part: bool) -> Row:
    """The row of ``indicator``."""
    own = [target for target in indicator.targets if target.written and target.value.kind is not NONE]
    measured = [target for target in own if target.value.number is not None]
    worded = [target for target in own if target.value.number is None]
    words = [text_at(indicator.name, "指标名称", indicator.span)]
    words += [text_at(target.value.text, "指标值", target.span) for target in worded]
    return Row(indicator, is_part, framework, own, measured, worded, words)
