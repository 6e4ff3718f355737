"""T507: the column 计量单位 and the value disagree, or a rate has nothing before its slash."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.lexicon import UNIT_NOTES
from perfdsl.checks.row import Row
from perfdsl.checks.rule import Finding, row_rule
from perfdsl.checks.values.cells import note, shown
from perfdsl.diagnostics import Edit, Fix, Label, Span
from perfdsl.model.indicator_names import unit_in_name
from perfdsl.model.kinds import RANK, RATE
from perfdsl.model.table import Indicator, Target
from perfdsl.model.units import TIME_UNITS, same_unit
from perfdsl.model.values import is_placeholder
from perfdsl.text.folding import squeeze

_NO_UNIT = frozenset(("", "-", "—", "——", "/", "无", "不适用", "定性", "文字", "级", "类", "等级", "其他"))


@row_rule("T507", "计量单位矛盾", "error")
def check(row: Row) -> Iterator[Finding]:
    """A written unit against the note ``> 单位:``; a described value that has a unit; ``28.40/株``."""
    if row.indicator.notes:
        yield from _unlike_note(row.indicator, row.written)
    for target in row.measured:
        if target.value.kind is RATE and target.value.unit.startswith("/"):
            yield _headless(row.indicator, target)


def _unlike_note(indicator: Indicator, targets: list[Target]) -> Iterator[Finding]:
    field = note(indicator, UNIT_NOTES)
    unit = squeeze(field.value).strip("()") if field else ""
    if field is None or unit in _NO_UNIT:
        return
    for target in targets:
        if message := _contradiction(target, unit):
            hint = "计量单位与值写同一个单位；值里已有单位时可以删去这一条"
            yield Finding(field.value_span, message, hint, labels=(Label(target.span, "值"),))
            return


def _contradiction(target: Target, unit: str) -> str:
    value = target.value
    if value.kind.is_numeric and value.kind is not RANK:
        if value.unit and not value.unit.startswith("/") and not same_unit(value.unit, unit):
            return f"计量单位是“{unit}”，值却写成“{shown(target)}”"
    elif value.kind.is_worded and unit not in TIME_UNITS and not is_placeholder(value.text):
        return f"值“{value.text}”是文字，却填了计量单位“{unit}”"
    return ""


def _headless(indicator: Indicator, target: Target) -> Finding:
    unit = target.value.unit
    message = f"“{shown(target)}”的斜线前面没有单位"
    named = unit_in_name(indicator.name)
    if not named.endswith(unit) or named == unit:
        return Finding(target.span, message, f"写全单位，如“元{unit}”")
    place = target.span.start + target.value.text.index("/")
    fix = Fix(
        f"补上“{named.removesuffix(unit)}”",
        (Edit(Span(target.span.line, place, place), named.removesuffix(unit)),),
        safe=False,
    )
    return Finding(target.span, message, f"名称里写的单位是“{named}”", fix)
