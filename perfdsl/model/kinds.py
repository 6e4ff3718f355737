"""The kinds of value, as data: what holds for every ``2000人``, ``95%``, ``2022年12月底前`` or ``健全``.

``values.py`` tells which kind a written value is; whoever asks what may be done with a value asks its kind. A new kind is
an entry here, the pattern that reads it there, and its name in ``formats/table.schema.json``.
"""

from __future__ import annotations

from typing import Self


class ValueKind(str):
    """A kind is its name, as the data files have it, and what is true of its values.

    ``is_numeric``: their number is an amount, to be compared (the number of a direction, 提升10%, is none). ``is_plain``: a
    number with its unit and nothing else. ``has_unit``: the unit is that of the thing measured, which a name may
    contradict. ``is_count``: so many of something, which adds up over the year; ``is_share``: in hundredths of a whole.
    ``wants_comparator``: without one nobody can tell whether more or less would do.
    ``is_date``: a point or stretch of the calendar. ``is_worded``: words only; ``is_vague``: words that are no grade.
    ``compared_as`` is what the number means where it compares with its like only, ``""`` for a plain amount.
    """

    __slots__ = (
        "compared_as", "has_unit", "is_count", "is_date", "is_numeric", "is_plain", "is_share", "is_vague", "is_worded",
        "wants_comparator",
    )  # fmt: skip

    is_numeric: bool
    is_plain: bool
    has_unit: bool
    is_count: bool
    is_share: bool
    wants_comparator: bool
    is_date: bool
    is_worded: bool
    is_vague: bool
    compared_as: str

    def __new__(  # noqa: PLR0913 - one argument a fact
        cls,
        name: str,
        *,
        is_numeric: bool = False,
        is_plain: bool = False,
        has_unit: bool = False,
        is_count: bool = False,
        is_share: bool = False,
        wants_comparator: bool = False,
        is_date: bool = False,
        is_worded: bool = False,
        is_vague: bool = False,
        compared_as: str = "",
    ) -> Self:
        """The facts of one kind; what is not said does not hold."""
        kind = super().__new__(cls, name)
        kind.is_numeric, kind.is_plain, kind.has_unit = is_numeric, is_plain, has_unit
        kind.is_count, kind.is_share, kind.wants_comparator = is_count, is_share, wants_comparator
        kind.is_date, kind.is_worded, kind.is_vague = is_date, is_worded, is_vague
        kind.compared_as = compared_as
        return kind


QUANTITY = ValueKind(
    "quantity", is_numeric=True, is_plain=True, has_unit=True, is_count=True, wants_comparator=True
)
RATE = ValueKind("rate", is_numeric=True, has_unit=True, wants_comparator=True)
PERCENTAGE = ValueKind(
    "percentage", is_numeric=True, is_plain=True, has_unit=True, is_share=True, wants_comparator=True
)
RANGE = ValueKind("range", is_numeric=True, has_unit=True, compared_as="范围")
RATIO = ValueKind("ratio", is_numeric=True, compared_as="比例")
MULTIPLE = ValueKind("multiple", is_numeric=True, is_plain=True, wants_comparator=True, compared_as="倍数")
DEADLINE = ValueKind("deadline", is_date=True)
PERIOD = ValueKind("period", is_date=True)
DURATION = ValueKind("duration", is_numeric=True, is_plain=True, has_unit=True, wants_comparator=True)
RANK = ValueKind("rank", is_numeric=True, compared_as="名次")
GRADE = ValueKind("grade", is_worded=True)
DIRECTION = ValueKind("direction", is_worded=True, is_vague=True, compared_as="增减幅度")
NONE = ValueKind("none")
TEXT = ValueKind("text", is_worded=True, is_vague=True)

KINDS = {
    str(kind): kind
    for kind in (
        QUANTITY, RATE, PERCENTAGE, RANGE, RATIO, MULTIPLE, DEADLINE, PERIOD, DURATION, RANK, GRADE, DIRECTION, NONE, TEXT,
    )
}  # fmt: skip
"""By name."""
