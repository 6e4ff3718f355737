"""T518: a number with a mark of the Chinese keyboard in it: ``95。5%``, ``0.9|0.95``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfdsl.checks.row import Row
from perfdsl.checks.rule import Finding, row_rule
from perfdsl.diagnostics import Edit, Fix, Span
from perfdsl.model.kinds import TEXT
from perfdsl.text.patterns import lazy

_NUMBER = lazy(
    r"[+-]?\d[\d,.]*(?:(?P<mark>[。·|｜÷、;；])\d[\d,.]*\D{0,8}|[^\W\d_]{1,4}(?P<per>[、÷|｜])[^\W\d_]{1,3})\Z"
)


@row_rule("T518", "数字里有标点", "error", of="worded")
def check(row: Row) -> Iterator[Finding]:
    """Behind a comparator only: a described value is text, whatever it holds."""
    if row.indicator.operator == ":":
        return
    for target in row.worded:
        if target.value.kind is TEXT and (match := _NUMBER.match(target.value.text)):
            start = target.span.start + match.start(match.lastgroup or 0)
            yield _finding(match, Span(target.span.line, start, start + 1))


def _finding(match: re.Match[str], span: Span) -> Finding:
    mark = str(match["mark"] or match["per"])
    if match["per"]:
        fix = Fix(f"把“{mark}”改为“/”", (Edit(span, "/"),), safe=False)
        return Finding(
            span, f"单位里的“{mark}”看不出是什么意思", "每人、每次等写成“/人”“/次”，例如 5万元/人", fix
        )
    if mark in "。·":
        fix = Fix(f"把“{mark}”改为小数点", (Edit(span, "."),), safe=mark == "。")
        return Finding(span, f"数字里的“{mark}”不是小数点", "小数点写“.”，例如 95.5%", fix)
    fix = Fix(f"把“{mark}”改为“/”", (Edit(span, " / "),), safe=False)
    return Finding(
        span, f"两个数之间的“{mark}”看不出是什么意思", "各期的值之间写“ / ”，例如 >= 0.9 / 0.95", fix
    )
