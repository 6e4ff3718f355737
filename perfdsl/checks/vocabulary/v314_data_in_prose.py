"""V314: a section of text whose lines are indicators or amounts, which nobody reads there."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.rule import Finding, rule
from perfdsl.checks.vocabulary.titles import data_lines, is_known, meant_structure
from perfdsl.model.section import Section
from perfdsl.model.table import Table

_HINT = "指标写到“# 指标”下面，金额写到“# 资金”或“# 项目”下面；确是文字的，写成句子，末尾加“。”"


@rule("V314", "文字里的数据", "error")
def check(table: Table) -> Iterator[Finding]:
    """``资金总额 = 120`` below ``# 年度目标``. A section whose title is wrong has a finding already (V310)."""
    for section in table.sections:
        if _is_prose(section, table) and (lines := data_lines(section)):
            count = f" {len(lines)} 行" if len(lines) > 1 else "这一行"
            message = f"“{section.title}”是文字栏目，下面{count}像是指标或金额，没有读入"
            yield Finding(section.span, message, _HINT)


def _is_prose(section: Section, table: Table) -> bool:
    return is_known(section, table) or not (table.framework_known or meant_structure(section, table))
