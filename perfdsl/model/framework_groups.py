"""Do the sections and groups of a framework fit together? One name for one thing, no level left out, points that add up."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfdsl.diagnostics import Diagnostic
from perfdsl.model.framework import Framework, GroupRule
from perfdsl.model.framework_language import GROUP_ALIASES, GROUP_COLUMNS, SECTION_ALIASES, Key
from perfdsl.model.framework_outline import note_names, notes
from perfdsl.model.line_diagnostics import line_diagnostic
from perfdsl.model.outline import OutlineItem
from perfdsl.syntax.nodes import Entry, Heading
from perfdsl.text.folding import squeeze

CODE = "F212"


def ambiguous_sections(rows: list[OutlineItem]) -> Iterator[Diagnostic]:
    """Titles and aliases of ``# 栏目`` that two sections have."""
    yield from _ambiguous([item for item in rows if isinstance(item.line.node, Entry)], SECTION_ALIASES)


def ambiguous_groups(rows: list[OutlineItem]) -> Iterator[Diagnostic]:
    """What is wrong with the tree of ``# 指标``: names that two groups beside each other have, levels left out."""
    heads = [item for item in rows[1:] if isinstance(item.line.node, Heading)]
    yield from _skipped(heads)
    for beside in _siblings(heads):
        yield from _ambiguous(beside, GROUP_ALIASES)
    yield from _common_twice(rows)
    for item in heads:
        for line, value in notes(item, GROUP_COLUMNS) if _level(item) > 2 else ():
            message = "“> 列:”只用于一级分组（“## ”）"
            yield line_diagnostic(CODE, "error", message, line, "写在它上面的“## ”标题下", value)


def wrong_points(framework: Framework, rows: list[OutlineItem]) -> Iterator[Diagnostic]:
    """Points of groups that cannot add up to the points of what they are part of."""
    heads = [item for item in rows[1:] if isinstance(item.line.node, Heading)]
    groups = list(framework.all_groups())
    for group, item in zip(groups, heads, strict=True):
        total = _sum(group.children)
        if group.points is not None and total is not None and total != group.points:
            message = f"“{group.name}”是 {group.points} 分，下面各组加起来是 {total} 分"
            yield line_diagnostic(CODE, "error", message, item.line, "改成相等，或只在其中一级写分值")
    top = sum((group.points for group in framework.groups if group.points), Decimal(0))
    if framework.points_total is not None and top > framework.points_total and heads:
        message = f"各一级分组共 {top} 分，超过“分值: {framework.points_total}”"
        yield line_diagnostic(CODE, "error", message, heads[0].line, "改分组的分值，或改文件开头的“分值:”")


def _sum(groups: tuple[GroupRule, ...]) -> Decimal | None:
    """What the points of these groups add up to; None where not all of them have points."""
    points = [group.points for group in groups]
    known = [one for one in points if one is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(points) else None


def _ambiguous(beside: list[OutlineItem], aliases: Key) -> Iterator[Diagnostic]:
    """A name that two of these items have (a table could mean either)."""
    meant: dict[str, str] = {}
    for item in beside:
        own = _name(item)
        if squeeze(own) in meant:
            message = (
                f"“{own}”写了两次" if meant[squeeze(own)] == own else _both(own, meant[squeeze(own)], own)
            )
            yield line_diagnostic(CODE, "error", message, item.line, "合成一个，或改一个名称")
        meant.setdefault(squeeze(own), own)
    for item in beside:
        own = _name(item)
        for name in note_names(item, aliases):
            other = meant.setdefault(squeeze(name), own)
            if other != own:
                line, value = next(one for one in notes(item, aliases) if name in one[1].text)
                yield line_diagnostic(
                    CODE, "error", _both(name, other, own), line, "一个名称只指一个，删去其中一处", value
                )


def _both(name: str, one: str, other: str) -> str:
    if name == one:
        return f"“{name}”有自己的一行，不能又是“{other}”的别名"
    return f"“{name}”已经指“{one}”，不能又指“{other}”"


def _common_twice(rows: list[OutlineItem]) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for item in rows:
        if isinstance(item.line.node, Heading):
            seen = set()
        elif isinstance(item.line.node, Entry):
            name = item.line.node.name.text
            if squeeze(name) in seen:
                yield line_diagnostic(CODE, "error", f"共性指标“{name}”写了两次", item.line, "只留一行")
            seen.add(squeeze(name))


def _skipped(heads: list[OutlineItem]) -> Iterator[Diagnostic]:
    above = 1
    for item in heads:
        level = _level(item)
        if level > above + 1:
            marks = "#" * (above + 1)
            message = f"标题跳过了一级：这里应为“{marks} ”"
            yield line_diagnostic(CODE, "error", message, item.line, f"改为“{marks} ”，或补上中间一级的标题")
        above = level


def _siblings(heads: list[OutlineItem]) -> Iterator[list[OutlineItem]]:
    """The headings that stand beside each other below one heading."""
    open_levels: dict[int, list[OutlineItem]] = {}
    for item in heads:
        level = _level(item)
        for deeper in [one for one in open_levels if one > level]:
            yield open_levels.pop(deeper)
        open_levels.setdefault(level, []).append(item)
    yield from open_levels.values()


def _name(item: OutlineItem) -> str:
    node = item.line.node
    assert isinstance(node, (Heading, Entry))
    return node.title.text if isinstance(node, Heading) else node.name.text


def _level(item: OutlineItem) -> int:
    return item.line.node.level if isinstance(item.line.node, Heading) else 9
