"""V303: a group that is declared and holds nothing, where the framework does not allow that."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.per_table import all_groups
from perfdsl.checks.rule import Finding, rule
from perfdsl.checks.vocabulary.matching import MatchedGroup, matched_groups
from perfdsl.model.table import Table

_HINT = "写上指标；确实不涉及的，在标题上一行注明“// 允许 V303: 理由”"


@rule("V303", "空的分组", "warning")
def check(table: Table) -> Iterator[Finding]:
    """Groups without indicators. Silent where a line could not be read: it may be what is missing."""
    if "指标" in table.unread:
        return
    empty = [group for group in all_groups(table) if not group.children and not group.indicators]
    excused = (
        {matched.group.span for matched in matched_groups(table) if _is_excused(matched)} if empty else set()
    )
    for group in empty:
        if group.span not in excused:
            kind = "重点工作" if group.role == "key_task" else "分组"
            yield Finding(group.span, f"{kind}“{group.name}”下没有指标", _HINT)


def _is_excused(matched: MatchedGroup) -> bool:
    """The framework allows it, or asks for groups below, which is a matter of V302."""
    rule = matched.rule
    return rule is not None and (rule.may_be_empty or any(child.required for child in rule.children))
