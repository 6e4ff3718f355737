"""T511: the name says one figure and the value another: 达标率100% with a target of 98%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from perfdsl.checks.row import Row
from perfdsl.checks.rule import Finding, row_rule
from perfdsl.checks.values.cells import shown
from perfdsl.diagnostics import Label
from perfdsl.model.table import Target
from perfdsl.model.units import same_unit
from perfdsl.syntax.marks import AT_LEAST, AT_MOST, GREATER, LESS
from perfdsl.text.folding import squeeze
from perfdsl.text.occurring import contains
from perfdsl.text.patterns import lazy

_DIGIT = lazy(r"\d")
_EACH = ("每", "均", "各")
_FLOOR = f"不低于|不少于|不小于|超过|大于|高于|至少|[{AT_LEAST}{GREATER}]=?"
_CEILING = f"不高于|不超过|不大于|低于|小于|少于|至多|控制在|[{AT_MOST}{LESS}]=?"
_NO_RANGE = r"(?<![\d.])(?<![\d%][\-~—至到])"
_FIGURE = r"(?P<number>\d+(?:\.\d+)?)(?P<unit>%|‰|[^\W\d_()]{1,4}?)"
_TAIL = r"(?:(?P<least>及?以上)|(?P<most>及?以下|以内|之内))?(?P<bracket>\))?\Z"
_SAID = lazy(rf"(?:(?P<floor>{_FLOOR})|(?P<ceiling>{_CEILING}))?{_NO_RANGE}{_FIGURE}{_TAIL}")


@row_rule("T511", "名称与值矛盾", "error", of="measured")
def check(row: Row) -> Iterator[Finding]:
    """Only a figure that ends the name, in the value's own unit; a floor in the name may be surpassed."""
    said = _figure_of(row.indicator.name) if row.measured else None
    for target in row.measured if said else ():
        if said and _contradicts(said, target):
            figure = f"{said['number']}{said['unit']}"
            message = f"名称里写的是“{figure}”，值却是“{shown(target)}”"
            hint = "名称里不写目标值，目标只写在值里；请核对哪个数是对的"
            yield Finding(target.span, message, hint, labels=(Label(row.indicator.span, "名称"),))
            break


def _figure_of(name: str) -> re.Match[str] | None:
    """The figure that ends a name. One for each (每亩50公斤), or in a bracket beside %, describes the thing."""
    if not _DIGIT.search(name) or contains(name, _EACH):
        return None
    said = _SAID.search(squeeze(name))
    return said if said and (said["unit"] in "%‰" or not said["bracket"]) else None


def _contradicts(said: re.Match[str], target: Target) -> bool:
    value = target.value
    if not (value.kind.is_count or value.kind.is_share) or value.number is None:
        return False
    if not same_unit(value.unit, said["unit"]):
        return False
    figure = Decimal(said["number"])
    if said["floor"] or said["least"]:
        return value.number < figure
    if said["ceiling"] or said["most"]:
        return value.number > figure
    return value.number != figure
