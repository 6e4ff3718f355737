"""V311: common indicators (共性指标) of a group that the table does not have."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from perfdsl.checks.rule import Finding, rule
from perfdsl.checks.vocabulary.matching import matched_groups, quoted
from perfdsl.model.table import Table
from perfdsl.text.nearest import nearest

_MISSPELT = 0.85


@rule("V311", "缺少共性指标", "info")
def check(table: Table) -> Iterator[Finding]:
    """One finding a group; silent about a name that is only misspelt or stands in another group."""
    names = {indicator.name for indicator in table.indicators}
    missing = [common for common in table.framework.common if common.name not in names]
    if not missing or "指标" in table.unread:
        return
    others = names - {common.name for common in table.framework.common}

    @cache
    def is_misspelt(name: str) -> bool:
        return nearest(name, others, _MISSPELT) is not None

    for matched in matched_groups(table):
        path = (matched.parent.key, matched.group.key) if matched.parent else (matched.group.key,)
        own = [common.name for common in missing if common.path == path and not is_misspelt(common.name)]
        if own:
            message = f"“{matched.group.name}”下缺少共性指标{quoted(own)}"
            yield Finding(
                matched.group.span, message, "补上共性指标；不考核的，在标题上一行注明“// 允许 V311: 理由”"
            )
