"""V302: what the framework requires is missing: a prose section, a first-level or a second-level group."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.rule import Finding, rule
from perfdsl.checks.vocabulary.matching import MatchedGroup, matched_groups, meant, quoted
from perfdsl.checks.vocabulary.titles import (
    demand_of,
    lower_structures,
    meant_group,
    meant_section,
    meant_structure,
)
from perfdsl.diagnostics import Span
from perfdsl.model.framework import GroupRule
from perfdsl.model.section import Section
from perfdsl.model.table import Group, Table


@rule("V302", "缺少必填内容", "error")
def check(table: Table) -> Iterator[Finding]:
    """Required sections and groups, each parent's missing groups in one finding."""
    yield from _sections(table)
    indicators = next((span for title, span in table.section_spans if title == "指标"), None)
    if indicators:
        yield from _groups(table, indicators)
    elif table.framework.groups and not any(_means_indicators(section, table) for section in table.sections):
        yield Finding(table.name_span, "缺少“# 指标”", "加一行“# 指标”，下面按体系写一级、二级指标和各项指标")


def _means_indicators(section: Section, table: Table) -> bool:
    """A section that was meant to be # 指标, or a group of it, has a finding of its own."""
    lower = (title for _, title in lower_structures(section, table))
    meant = meant_group(section, table) or meant_structure(section, table) == "指标"
    return bool(meant) or "指标" in lower


def _sections(table: Table) -> Iterator[Finding]:
    written = {wanted.title: section for section in table.sections if (wanted := demand_of(section, table))}
    missing = [
        wanted for wanted in table.framework.sections if wanted.required and wanted.title not in written
    ]
    misspelt = [meant_section(section, table) for section in table.sections] if missing else []
    for wanted in missing:
        if wanted not in misspelt:
            hint = f"加一行“# {wanted.title}”，下面写内容"
            yield Finding(table.name_span, f"缺少必填栏目“{wanted.title}”", hint)
    for wanted in table.framework.sections:
        section = written.get(wanted.title)
        if wanted.required and section and not section.markdown.strip():
            yield Finding(section.span, f"必填栏目“{section.title}”没有内容", "在标题下面写上内容")


def _groups(table: Table, heading: Span) -> Iterator[Finding]:
    here = matched_groups(table)
    tops = [matched for matched in here if matched.parent is None]
    if missing := _missing(table.framework.groups, table.groups, tops):
        yield Finding(
            heading, f"缺少必填的一级指标{quoted(missing)}", f"加一行“## {missing[0]}”，下面写它的指标"
        )
    below: dict[Span, list[MatchedGroup]] = {}
    for matched in here:
        if matched.parent is not None:
            below.setdefault(matched.parent.span, []).append(matched)
    for top in tops:
        required = top.rule.children if top.rule else ()
        children = below.get(top.group.span, [])
        if missing := _missing(required, top.group.children, children):
            message = f"“{top.group.name}”下缺少必填的二级指标{quoted(missing)}"
            yield Finding(top.group.span, message, f"加一行“### {missing[0]}”，下面写它的指标")


def _missing(
    wanted: tuple[GroupRule, ...], written: tuple[Group, ...], matches: list[MatchedGroup]
) -> list[str]:
    """Required and not written; a misspelt one has a finding of its own."""
    names = {group.key for group in written}
    missing = [rule for rule in wanted if rule.required and rule.name not in names]
    if not missing:
        return []
    misspelt = {rule.name for matched in matches if not matched.group.known and (rule := meant(matched))}
    return [rule.name for rule in missing if rule.name not in misspelt]
