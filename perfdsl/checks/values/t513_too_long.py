"""T513: a value or a goal so long that the budget systems cut it off."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.row import Row
from perfdsl.checks.rule import Finding, row_rule
from perfdsl.model.table import Table

_LONGEST_VALUE = 60
_LONGEST_GOAL = 2000


def _goals(table: Table) -> Iterator[Finding]:
    for section in table.sections:
        if len(section.markdown) > _LONGEST_GOAL and "目标" in section.title:
            message = f"“{section.title}”有 {len(section.markdown)} 个字，超过 {_LONGEST_GOAL} 个字会被截断"
            yield Finding(section.span, message, "只写要达到的目标，把措施和过程写到别处")


@row_rule("T513", "内容过长", "warning", of="worded", rest=_goals)
def check(row: Row) -> Iterator[Finding]:
    """Lengths in code points: a value above 60, a goal above 2,000."""
    for target in row.worded:
        if len(target.value.text) > _LONGEST_VALUE:
            length = len(target.value.text)
            message = f"“{row.indicator.name}”的值有 {length} 个字，超过 {_LONGEST_VALUE} 个字会被截断"
            yield Finding(target.span, message, "值只写目标，说明写到“> 指标解释: …”里")
