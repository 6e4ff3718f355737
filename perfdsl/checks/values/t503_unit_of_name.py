"""T503: a unit that the name contradicts: people counted in 个, a rate without %, 万元 in the name and 元 in the value."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.counted import counted, is_rate
from perfdsl.checks.lexicon import UNIT_NOTES, Counted
from perfdsl.checks.row import Row
from perfdsl.checks.rule import Finding, row_rule
from perfdsl.checks.values.cells import note, shown
from perfdsl.diagnostics import Edit, Fix, Label, Span
from perfdsl.model.indicator_names import unit_in_name
from perfdsl.model.table import Indicator, Target
from perfdsl.model.units import FRACTION_UNITS, base_unit, same_unit


@row_rule("T503", "单位与名称不符", "warning", of="measured")
def check(row: Row) -> Iterator[Finding]:
    """One finding an indicator; a fix where only the generic 个 or the mark % is at stake."""
    indicator = row.indicator
    targets = [target for target in row.measured if target.value.kind.has_unit]
    if not targets:
        return
    if kind := counted(indicator.name):
        finding = _miscounted(indicator, kind, targets)
    elif is_rate(indicator.name):
        finding = _no_percentage(indicator, targets)
    else:
        finding = None
    if finding := finding or _unlike_bracket(indicator, targets):
        yield finding


def _miscounted(indicator: Indicator, kind: Counted, targets: list[Target]) -> Finding | None:
    wrong = [target for target in targets if _base(target) and _base(target) not in kind.fits]
    if not wrong:
        return None
    unit = wrong[0].value.unit
    message = f"“{indicator.name}”以“{unit}”计（{shown(wrong[0])}），与名称不符"
    if not kind.unit or any(_base(target) != "个" for target in wrong):
        hint = f"{kind.endings[0]}一般以“{kind.unit}”计" if kind.unit else f"{kind.endings[0]}不以“{unit}”计"
        return Finding(wrong[0].span, message, f"{hint}；请核对单位或名称", labels=_others(wrong))
    edits = tuple(_unit_edit(target, kind.unit) for target in wrong)
    fix = Fix(f"“个”改为“{kind.unit}”", edits, safe=False)
    return Finding(wrong[0].span, message, f"{kind.endings[0]}以“{kind.unit}”计", fix, _others(wrong))


def _no_percentage(indicator: Indicator, targets: list[Target]) -> Finding | None:
    if unit_in_name(indicator.name) or note(indicator, UNIT_NOTES):
        return None  # the unit stands elsewhere
    wrong = [target for target in targets if _is_no_percentage(target)]
    if not wrong:
        return None
    message = f"“{indicator.name}”是比率，值却写成“{shown(wrong[0])}”"
    fix = None
    if all(_wants_only_the_mark(indicator, target) for target in wrong):
        fix = Fix(
            "补上“%”",
            tuple(Edit(Span(at.line, at.end, at.end), "%") for at in (target.span for target in wrong)),
            safe=False,
        )
    return Finding(wrong[0].span, message, "比率用百分比写，如“95%”", fix, _others(wrong))


def _unlike_bracket(indicator: Indicator, targets: list[Target]) -> Finding | None:
    named = unit_in_name(indicator.name)
    if not named:
        return None
    for target in targets:
        unit = target.value.unit
        if unit and not unit.startswith("/") and not same_unit(unit, named):
            message = f"名称里的单位是“{named}”，值的单位是“{unit}”"
            return Finding(target.span, message, "两处写同一个单位；换算后数字也要改")
    return None


def _is_no_percentage(target: Target) -> bool:
    value = target.value
    return value.kind.is_count and value.number != 0 and value.unit not in FRACTION_UNITS


def _wants_only_the_mark(indicator: Indicator, target: Target) -> bool:
    """A bare number between 1 and 100. (``≥100`` would become the idle target ``≥100%``.)"""
    value = target.value
    if (
        value.number is None
        or value.unit
        or not 1 < value.number <= 100
        or any(map(str.isdigit, indicator.name))
    ):
        return False
    return value.text[-1].isdigit() and not (value.number == 100 and target.comparator in (">=", ">"))


def _base(target: Target) -> str:
    return base_unit(target.value.unit)


def _unit_edit(target: Target, unit: str) -> Edit:
    place = target.span.start + target.value.text.index("个")
    return Edit(Span(target.span.line, place, place + 1), unit)


def _others(wrong: list[Target]) -> tuple[Label, ...]:
    return tuple(Label(target.span, "这里也是") for target in wrong[1:])
