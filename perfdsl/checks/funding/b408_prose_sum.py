"""B408: a sum written out in prose does not add up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from perfdsl.checks.funding.sums import plain
from perfdsl.checks.rule import Finding, rule
from perfdsl.diagnostics import Span
from perfdsl.model.table import Table
from perfdsl.syntax.marks import COLONS, EQUAL, PLUSES
from perfdsl.text.patterns import lazy

_NUMBER = r"\d+(?:,\d{3}){0,6}(?:\.\d+)?"
_UNIT = r"(?:万元|亿元|元)?"
_SUM = lazy(
    rf"(?<![\d.,+])(?P<total>{_NUMBER})\s*+(?P<unit>{_UNIT})\s*+[{COLONS}{EQUAL}]\s*+"
    rf"(?P<terms>{_NUMBER}\s*+{_UNIT}(?:\s*+[{PLUSES}]\s*+{_NUMBER}(?:\s*+{_UNIT})?)+)(?![\d.,{PLUSES}])"
)
_TERM = lazy(rf"({_NUMBER})\s*+({_UNIT})")


@rule("B408", "文中算式不符", "warning")
def check(table: Table) -> Iterator[Finding]:
    for section in table.sections:
        if "+" in section.markdown or "＋" in section.markdown:
            for number, line in section.numbered():
                for match in _SUM.finditer(line):
                    yield from _sum(match, number)


def _sum(match: re.Match[str], line: int) -> Iterator[Finding]:
    terms = _TERM.findall(match["terms"])
    if {unit for _, unit in terms} - {"", match["unit"]}:
        return  # several units: not a plain sum
    stated = _decimal(match["total"])
    total = sum((_decimal(number) for number, _ in terms), Decimal(0))
    if stated != total:
        unit = match["unit"]
        span = Span(line, match.start("total"), match.end("terms"))
        message = f"文中的算式不符：各项相加是 {plain(total)}{unit}，写的是 {plain(stated)}{unit}"
        yield Finding(
            span, message, f"相差 {plain(abs(stated - total))}{unit}；是不是漏列了一项，或有一项写错了？"
        )


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))
