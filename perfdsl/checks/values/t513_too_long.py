"""T513: a value or a goal so long that the budget systems cut it off."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.rule import Finding, rule
from perfdsl.checks.values.cells import worded
from perfdsl.model.table import Table

_LONGEST_VALUE = 60
_LONGEST_GOAL = 2000


@rule("T513", "内容过长", "warning")
def check(table: Table) -> Iterator[Finding]:
    """Lengths in code points: a value above 60, a goal above 2,000."""
    for indicator, targets in worded(table):
        for target in targets:
            if len(target.value.text) > _LONGEST_VALUE:
                message = f"“{indicator.name}”的值有 {len(target.value.text)} 个字，超过 {_LONGEST_VALUE} 个字会被截断"
                yield Finding(target.span, message, "值只写目标，说明写到“> 指标解释: …”里")
    for section in table.sections:
        if len(section.markdown) > _LONGEST_GOAL and "目标" in section.title:
            message = f"“{section.title}”有 {len(section.markdown)} 个字，超过 {_LONGEST_GOAL} 个字会被截断"
            yield Finding(section.span, message, "只写要达到的目标，把措施和过程写到别处")
