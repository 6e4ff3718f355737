"""R603: the same name twice: a header key, a section, a funding row, a project, a group, an indicator."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from typing import NamedTuple

from perfdsl.checks.per_table import all_groups
from perfdsl.checks.rule import Finding, rule
from perfdsl.diagnostics import Label, Span
from perfdsl.memo import cached_by_identity
from perfdsl.model.framework import Framework
from perfdsl.model.funding_rows import row_name
from perfdsl.model.table import FundingBlock, Group, Indicator, MoneyItem, Table
from perfdsl.text.folding import squeeze


class _Named(NamedTuple):
    """A name in its place. Two with one ``key`` are the same thing."""

    key: Hashable
    name: str
    span: Span


@rule("R603", "重复", "error")
def check(table: Table) -> Iterator[Finding]:
    yield from _twice("文件开头的", _header(table), "一个键只写一行")
    yield from _twice("栏目", _sections(table), "合并成一节")
    yield from _twice("资金行", _rows(table), "同一行只写一次；删去一行，或改成表式里的另一行")
    yield from _twice("项目", _projects(table.projects), "删去重复的一行，或写清两个项目的区别")
    yield from _twice("分组", _groups(table), "把两处的指标合并到一个标题下")
    yield from _twice("指标", _indicators(table), "删去重复的一行，或写清两个指标的区别")


def _twice(what: str, named: Iterable[_Named], hint: str) -> Iterator[Finding]:
    first: dict[Hashable, _Named] = {}
    for one in named:
        before = first.setdefault(one.key, one)
        if before is not one:
            same = "" if before.name == one.name else f"（前面写作“{before.name}”）"
            message = f"{what}“{one.name}”重复{same}：第 {before.span.line} 行已经写过"
            yield Finding(one.span, message, hint, None, (Label(before.span, "第一次写在这里"),))


def _header(table: Table) -> Iterator[_Named]:
    return (_Named(squeeze(field.key), field.key, field.key_span) for field in table.header)


def _sections(table: Table) -> Iterator[_Named]:
    """Two sections are one where the framework says that their titles mean the same."""
    names = _titles(table.framework)
    for title, span in table.section_spans:
        yield _Named(squeeze(names.get(squeeze(title), title)), title, span)


@cached_by_identity
def _titles(framework: Framework) -> dict[str, str]:
    return {squeeze(alias): rule.title for rule in framework.sections for alias in rule.aliases}


def _rows(table: Table) -> Iterator[_Named]:
    """Two lines of one block are the same row where the form says that their names mean the same."""
    rows = {line: (block.name, row) for block, line, row in _placed(table)}
    for item in table.funding.items:
        yield _Named(rows.get(item.line, item.name), item.name, item.span)
        yield from _parts(item)


def _placed(table: Table) -> Iterator[tuple[FundingBlock, int, str]]:
    """Each written line with its block, and the form's own name of its row."""
    for i, block in enumerate(table.funding.blocks):
        rows = (row for root in block.lines for _, row in root.walk())
        yield from ((block, row.written.line, row.name) for row in rows if row.written)
        for apart in block.unlisted:
            own = row_name(table.framework.blocks[i], apart.name) if table.framework.blocks else None
            yield block, apart.written.line if apart.written else 0, own or squeeze(apart.name)


def _projects(items: Iterable[MoneyItem]) -> Iterator[_Named]:
    for item in items:
        yield _Named(squeeze(item.name), item.name, item.span)
        yield from _parts(item)


def _parts(item: MoneyItem) -> Iterator[_Named]:
    return (_Named((item.span, squeeze(part.name)), part.name, part.span) for part in item.parts)


def _groups(table: Table) -> Iterator[_Named]:
    names = [squeeze(group.key) for group in all_groups(table)]
    if len(set(names)) < len(names):  # else the usual case, told quickly
        yield from _below(table.groups, None)


def _below(groups: Iterable[Group], parent: Span | None) -> Iterator[_Named]:
    """Groups of one parent. One key task may be paid for twice: it is the same only with the same projects."""
    for group in groups:
        projects = tuple(squeeze(link.name) for link in group.links)
        yield _Named((parent, squeeze(group.key), projects), group.name, group.span)
        yield from _below(group.children, group.span)


def _indicators(table: Table) -> Iterator[_Named]:
    """Indicators of one group; the same name under another key task or another group is another indicator."""
    names = [squeeze(indicator.name) for indicator in table.with_parts()]
    if len(set(names)) == len(names):
        return  # the usual case, told quickly
    for indicator in table.indicators:
        projects = tuple(link.name for link in indicator.linked_projects)
        yield _indicator(indicator, (indicator.path, projects))
        for part in indicator.parts:
            yield _indicator(part, indicator.span)


def _indicator(indicator: Indicator, place: Hashable) -> _Named:
    return _Named((place, squeeze(indicator.name)), indicator.name, indicator.span)
