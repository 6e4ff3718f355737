"""T510: an extent or an influence in per cent, with no word on how it is measured."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.lexicon import ASKED_EXTENTS, EXTENT_ENDINGS, STANDARD_NOTES
from perfdsl.checks.row import Row
from perfdsl.checks.rule import Finding, row_rule
from perfdsl.checks.values.cells import note, shown
from perfdsl.model.indicator_names import core_name
from perfdsl.text.occurring import contains


@row_rule("T510", "程度无法衡量", "info", of="measured")
def check(row: Row) -> Iterator[Finding]:
    """What is asked in a survey (满意程度, 知晓程度) can be measured."""
    name = row.indicator.name
    for target in row.measured[-1:]:
        if target.value.kind.is_share and _is_extent(name) and not note(row.indicator, STANDARD_NOTES):
            message = f"“{name}”写成“{shown(target)}”，看不出怎样衡量"
            yield Finding(target.span, message, "加一行“> 计算方法: …”或“> 评分标准: …”，或换成能统计的指标")


def _is_extent(name: str) -> bool:
    core = core_name(name)
    return core.endswith(EXTENT_ENDINGS) and not contains(core, ASKED_EXTENTS)
