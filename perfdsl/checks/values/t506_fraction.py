"""T506: a share written as a fraction with a word for its unit: ``0.97比例`` for 97%."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.row import Row
from perfdsl.checks.rule import Finding, row_rule
from perfdsl.checks.values.cells import shown
from perfdsl.diagnostics import Edit, Fix
from perfdsl.model.table import Target
from perfdsl.model.units import FRACTION_UNITS


@row_rule("T506", "比例写成小数", "warning", of="measured")
def check(row: Row) -> Iterator[Finding]:
    """One finding an indicator, with a fix for all of its cells."""
    wrong = [target for target in row.measured if target.value.unit in FRACTION_UNITS]
    if wrong:
        message = f"“{shown(wrong[0])}”应写成百分比"
        yield Finding(wrong[0].span, message, _hint(wrong[0]), _fix(wrong))


def _hint(target: Target) -> str:
    percentage = _percentage(target)
    return f"写成“{percentage}”" if percentage else "写成百分比，如“97%”"


def _fix(wrong: list[Target]) -> Fix | None:
    edits = [Edit(target.span, percentage) for target in wrong if (percentage := _percentage(target))]
    if len(edits) < len(wrong):
        return None
    return Fix(f"改为“{edits[0].text}”", tuple(edits), safe=False)


def _percentage(target: Target) -> str:
    """``97%`` for ``0.97比例``; ``""`` where it is not certain (``≥1比例`` would become the idle ``≥100%``)."""
    number = target.value.number
    if number is None or not 0 < number <= 1 or not target.value.text[0].isdigit():
        return ""
    if number == 1 and target.comparator in (">=", ">"):
        return ""
    return f"{(number * 100).normalize():f}%"
