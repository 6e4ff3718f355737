"""V308: ``指标1：``, ``1.`` or ``①``, left in front of a name by the form it was copied from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfdsl.checks.row import Row
from perfdsl.checks.rule import Finding, row_rule
from perfdsl.diagnostics import Edit, Fix, Span
from perfdsl.model.table import Indicator
from perfdsl.syntax.marks import COLONS, COMPARATORS, DASHES, HASHES
from perfdsl.text.patterns import lazy

_FRONT = lazy(
    rf"(?:指标\s*\d+\s*[{COLONS}.、]?|[(（]\d{{1,2}}[)）]|序号\s*\d+|\d{{1,2}}(?:[．、]|\.(?!\d)|(?=[\s　]+[\u4e00-\u9fff]{{2}}))|[①-⑳])\s*"
)
_NUMBERED = lazy(rf"指标\s*\d+\s*[{COLONS}.、]")  # the form's own; “3、4级伤残军人数” is no numbering
_LABEL = lazy(r"指标\s*\d*\Z")
_VALUE_FOLLOWS = lazy(f"[{COLONS}{COMPARATORS}]")
_NEEDS_QUOTES = lazy(rf"[{COLONS}{COMPARATORS}]|//|\A[|{HASHES}{DASHES}]")
_HINT = "编号由程序排，名称里不写"


@row_rule("V308", "名称前有编号", "warning")
def check(row: Row) -> Iterator[Finding]:
    """A number inside the name, or a label that took the name's place because of its colon."""
    indicator = row.indicator
    if indicator.operator == ":" and _LABEL.match(indicator.name):
        yield from _label(indicator)
    elif (front := _front(indicator.name)) and (rest := indicator.name[front.end() :]):
        edit = Edit(indicator.span, _written(rest, indicator))
        fix = Fix(f"删去“{front[0].strip()}”", (edit,), safe=_NUMBERED.match(front[0]) is not None)
        yield Finding(indicator.span, f"名称前留有编号“{front[0].strip()}”", _HINT, fix)


def _front(name: str) -> re.Match[str] | None:
    """The numbering; most names begin with a letter that begins none."""
    return None if name[:1].isalpha() and not name.startswith(("指标", "序号")) else _FRONT.match(name)


def _label(indicator: Indicator) -> Iterator[Finding]:
    """``指标1：培训人数 >= 1000人``: the label reads as the name, the rest as its value."""
    value = indicator.targets[0]
    if not value.value.text.strip("-"):
        return
    span = Span(indicator.line, indicator.span.start, value.span.start)
    message = f"名称前留有编号“{indicator.name}”，后面的名称被读成了值"
    fix = None
    if _VALUE_FOLLOWS.search(value.value.text):
        fix = Fix(f"删去“{indicator.name}”和冒号", (Edit(span, ""),), safe=False)
    yield Finding(indicator.span, message, "删去编号和它后面的冒号，写成“名称 >= 数值”或“名称: 文字”", fix)


def _written(rest: str, indicator: Indicator) -> str:
    """The name as it must be written: in quotes where it stood in quotes and still needs them."""
    was_quoted = indicator.span.end - indicator.span.start > len(indicator.name)
    return f'"{rest}"' if was_quoted and _NEEDS_QUOTES.search(rest) else rest
