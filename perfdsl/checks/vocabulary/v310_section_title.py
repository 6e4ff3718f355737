"""V310: a section whose title the form does not have: misspelt, a line of the header, or the writer's own."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.rule import Finding, rule
from perfdsl.checks.vocabulary.matching import level_name
from perfdsl.checks.vocabulary.titles import (
    header_key,
    is_known,
    lower_structures,
    meant_group,
    meant_section,
    meant_structure,
    remark_of,
    unit_of,
)
from perfdsl.diagnostics import Edit, Fix, Span
from perfdsl.model.framework import GroupRule
from perfdsl.model.section import Section
from perfdsl.model.table import Table


@rule("V310", "标题应改名", "error")
def check(table: Table) -> Iterator[Finding]:
    """``# 绩效指标`` with indicators below, ``# 年度目标任务`` for 年度目标, ``# 主管部门: …``, ``# 领导讲话``."""
    for section in table.sections:
        if not is_known(section, table) and header_key(section):
            yield _header_line(section)
        elif group := meant_group(section, table):
            yield _group(section, group)
        elif structure := meant_structure(section, table):
            title = structure + (unit_of(section.title) if structure != "指标" else "")
            message = f"“# {section.title}”不是结构化的标题，下面的内容被当成了普通文字"
            yield _structure(section, message, title)
        elif table.framework_known and not is_known(section, table):
            yield _unknown(section, table)
        for span, title in lower_structures(section, table):
            message = f"“{title}”多写了“#”，下面的内容被当成了普通文字"
            fix = Fix("只留一个“#”", (Edit(span, "#"),), safe=False)
            yield Finding(span, message, f"应为“# {title}”，它下面的分组再写“## ”", fix)


def _finding(section: Section, message: str, title: str, more: str = "") -> Finding:
    fix = Fix(f"改为“# {title}”", (Edit(section.span, title),), safe=False)
    return Finding(section.span, message, f"应为“# {title}”{more}", fix)


def _structure(section: Section, message: str, title: str) -> Finding:
    """A structured section has no place for a remark in brackets: no fix drops it."""
    finding = _finding(section, message, title)
    if remark := remark_of(section.title):
        return finding._replace(
            hint=f"{finding.hint}；“{remark}”不写在这个标题里，要说的写成“// ”注释或另写一栏", fix=None
        )
    return finding


def _unknown(section: Section, table: Table) -> Finding:
    message = f"体系“{table.framework.name}”没有栏目“{section.title}”"
    own = f"自拟的栏目在文件开头写明：“自拟栏目: {section.title}”"
    if wanted := meant_section(section, table):
        return _finding(section, message, wanted.title, f"；{own}")
    titles = "、".join(rule.title for rule in table.framework.sections)
    return Finding(section.span, message, f"{own}；表式里的栏目有{titles}")


def _group(section: Section, group: GroupRule) -> Finding:
    line, start, _ = section.span
    marks = "#" * (group.level + 1)
    fix = Fix(f"改为“{marks} ”", (Edit(Span(line, 0, start), f"{marks} "),), safe=False)
    message = f"“{section.title}”是{level_name(group.level)}，“#”写少了，下面的内容被当成了普通文字"
    return Finding(section.span, message, f"写成“{marks} {section.title}”，放在“# 指标”下面", fix)


def _header_line(section: Section) -> Finding:
    line, start, _ = section.span
    fix = Fix("去掉“#”", (Edit(Span(line, 0, start), ""),), safe=False)
    message = f"“{section.title}”前面多写了“#”，成了一个栏目"
    return Finding(section.span, message, "文件开头的“键: 值”不写“#”，写在第一个“# ”标题之前", fix)
