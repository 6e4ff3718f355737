"""V310: a section whose title is nearly a structured or a required one, and so is read as plain prose."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.rule import Finding, rule
from perfdsl.checks.vocabulary.titles import lower_structures, meant_section, meant_structure, unit_of
from perfdsl.diagnostics import Edit, Fix
from perfdsl.model.table import Section, Table


@rule("V310", "标题应改名", "error")
def check(table: Table) -> Iterator[Finding]:
    """``# 绩效指标`` with indicators below, ``# 年度目标任务`` where 年度目标 is missing."""
    for section in table.sections:
        if structure := meant_structure(section, table):
            title = structure + (unit_of(section.title) if structure != "指标" else "")
            message = f"“# {section.title}”不是结构化的标题，下面的内容被当成了普通文字"
            yield _finding(section, message, title)
        elif wanted := meant_section(section, table):
            message = f"体系“{table.framework.name}”没有栏目“{section.title}”"
            yield _finding(section, message, wanted.title)
        for span, title in lower_structures(section, table):
            message = f"“{title}”多写了“#”，下面的内容被当成了普通文字"
            fix = Fix("只留一个“#”", (Edit(span, "#"),))
            yield Finding(span, message, f"应为“# {title}”，它下面的分组再写“## ”", fix)


def _finding(section: Section, message: str, title: str) -> Finding:
    fix = Fix(f"改为“# {title}”", (Edit(section.span, title),))
    return Finding(section.span, message, f"应为“# {title}”", fix)
