"""T509: a value that promises an effect and names no standard: 效果明显, 有效提升."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.lexicon import STANDARD_NOTES, VAGUE, VAGUE_ADVERBS
from perfdsl.checks.row import Row
from perfdsl.checks.rule import Finding, row_rule
from perfdsl.checks.values.cells import note
from perfdsl.model.values import Value

_LONGEST = 10


@row_rule("T509", "用语含糊", "warning", of="worded")
def check(row: Row) -> Iterator[Finding]:
    """One finding an indicator; none where a note says how the value is judged. A bare 提升 names a direction."""
    for target in row.worded:
        if _is_vague(target.value) and not note(row.indicator, STANDARD_NOTES):
            message = f"“{target.value.text}”没有说明达到什么程度才算完成"
            hint = "写成可以核对的值，如“≥95%”“比上年提高2个百分点”，或加一行“> 评分标准: …”说明怎样评判"
            yield Finding(target.span, message, hint)
            break


def _is_vague(value: Value) -> bool:
    if value.text in VAGUE:
        return True
    return value.kind.is_vague and len(value.text) <= _LONGEST and _leans_on_adverb(value.text)


def _leans_on_adverb(text: str) -> bool:
    return text.startswith(VAGUE_ADVERBS) or text.endswith(("明显", "显著"))
