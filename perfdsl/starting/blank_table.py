"""A blank table of a framework: every required section, the rows of money, every group, every common indicator.

What is still to be filled in is written ``____`` (:data:`perfdsl.model.values.BLANK`), which the checker counts.
"""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.formatter import format_source, quoted_name
from perfdsl.model.framework import BlockRule, CommonIndicator, Framework, GroupRule
from perfdsl.model.framework_language import PROJECTS
from perfdsl.model.values import BLANK
from perfdsl.starting.blank_texts import BlankTexts
from perfdsl.syntax.comments import escaped
from perfdsl.syntax.source import Source


def blank_table(framework: Framework, name: str, year: int) -> str:
    """The text of a table of ``framework`` for the unit or project ``name``, in canonical form."""
    return format_source(Source("", "\n".join([*_Blank(framework, name, year).lines(), ""])))


class _Blank:
    """The lines of one table, part by part."""

    def __init__(self, framework: Framework, name: str, year: int) -> None:
        self.framework = framework
        self.name = " ".join(name.split())
        self.year = year
        self.texts = BlankTexts()
        self.has_projects = any(
            PROJECTS in equation.terms for block in framework.blocks for equation in block.equations
        )

    def lines(self) -> Iterator[str]:
        yield from self._header()
        yield from self._sections()
        if self.framework.blocks:
            yield from self._funding()
        if self.has_projects:
            yield from self._projects()
        yield from self._indicators()

    def _header(self) -> Iterator[str]:
        yield from self.texts.remarks("top")
        yield ""
        yield f"{self.framework.purpose}: {escaped(self.name)}"
        yield f"年度: {self.year}"
        yield f"体系: {self.framework.name}"
        yield from self.texts.remarks("header")
        yield from (f"// {key}: {BLANK}" for key in self.texts.header_keys(self.framework.purpose))

    def _sections(self) -> Iterator[str]:
        for rule in self.framework.sections:
            if rule.required:
                yield from ("", f"# {rule.title}", "", self.texts.about_section(rule.title), "", BLANK)
        if optional := [rule.title for rule in self.framework.sections if not rule.required]:
            yield from ("", self.texts.remark("sections", "optional", sections="、".join(optional)))

    def _funding(self) -> Iterator[str]:
        yield from ("", "# 资金（万元）", "", *self.texts.remarks("money"))
        if totals := [equation.total for block in self.framework.blocks for equation in block.equations]:
            yield self.texts.remark("money", "totals", totals="、".join(totals))
        for block in self.framework.blocks:
            if leaves := list(_leaves(block)):
                yield self._about_columns(block)
                yield from (f"{quoted_name(row)} = {_cells(len(block.columns))}" for row in leaves)

    def _about_columns(self, block: BlockRule) -> str:
        key, between = ("column", "") if len(block.columns) == 1 else ("columns", " / ")
        return self.texts.remark("money", key, block=block.name, columns=between.join(block.columns))

    def _projects(self) -> Iterator[str]:
        own = self.framework.purpose == "项目"
        block = next(one for one in self.framework.blocks if any(PROJECTS in e.terms for e in one.equations))
        yield from (
            "",
            "# 项目（万元）",
            "",
            self.texts.remark("money", "own_project" if own else "projects"),
        )
        if len(block.columns) > 1:
            yield self._about_columns(block)
        yield f"{quoted_name(self.name) if own else BLANK} = {_cells(len(block.columns))}"

    def _indicators(self) -> Iterator[str]:
        framework = self.framework
        yield from ("", "# 指标", "", *self.texts.remarks("indicators"))
        if len(framework.periods) > 1:
            yield self.texts.remark("indicators", "periods", periods=" / ".join(framework.periods))
        if framework.points_total is not None:
            yield self.texts.remark("indicators", "points", points=framework.points_total)
        if framework.measured_share is not None:
            yield self.texts.remark("indicators", "share", share=f"{framework.measured_share:.0%}")
        if framework.common:
            yield self.texts.remark("indicators", "common")
        for group in framework.groups or (GroupRule(BLANK, 1, open=True),):
            yield ""
            yield from self._group(group, (group.name,), wanted=group.required)

    def _group(self, group: GroupRule, path: tuple[str, ...], *, wanted: bool) -> Iterator[str]:
        """A group with all below it. ``wanted``: something has to stand in it, be it that its parts may be empty."""
        points = f" [{group.points}分]" if group.points is not None else ""
        yield f"{'#' * len(path)}# {group.name}{points}"
        common = [one for one in self.framework.common if one.path == path]
        yield from map(_usual, common)
        if group.key_tasks:
            yield from self._key_tasks(group)
        elif group.children:
            first = next((child for child in group.children if not child.may_be_empty), group.children[0])
            for child in group.children:
                yield from self._group(child, (*path, child.name), wanted=wanted and child is first)
        elif not common:
            yield from self._row(group, path, wanted=wanted)

    def _key_tasks(self, group: GroupRule) -> Iterator[str]:
        if not group.children:
            yield self.texts.remark("indicators", "open")
        yield self.texts.remark("indicators", "key_tasks" if self.has_projects else "key_tasks_alone")
        for name in [child.name for child in group.children] or [BLANK]:
            yield f"### {name}"
            yield f"#### {BLANK} <- {BLANK}" if self.has_projects else f"#### {BLANK}"
            yield self._blank_row(">=")

    def _row(self, group: GroupRule, path: tuple[str, ...], *, wanted: bool) -> Iterator[str]:
        """A row to fill in, below a group that has none of its own; forms have three levels."""
        if len(path) == 1:
            yield from (self.texts.remark("indicators", "open"), f"### {BLANK}")
        yield from self.texts.about_group(group.name)
        if group.may_be_empty:
            yield self.texts.remark("indicators", "empty")
        if wanted or not group.may_be_empty:
            yield self._blank_row(self.texts.operator(group.name))

    def _blank_row(self, operator: str) -> str:
        between = ": " if operator == ":" else f" {operator} "
        return f"{BLANK}{between}{_cells(len(self.framework.periods))}"


def _usual(common: CommonIndicator) -> str:
    between = f" {common.comparator} " if common.comparator else ": "
    return f"{quoted_name(common.name)}{between}{common.value}"


def _cells(count: int) -> str:
    return " / ".join([BLANK] * count)


def _leaves(block: BlockRule) -> Iterator[str]:
    """The rows that are no sums, in print order."""
    for root in block.roots:
        yield from _leaves_below(root, block)


def _leaves_below(row: str, block: BlockRule) -> Iterator[str]:
    equation = block.equation(row)
    if equation is None:
        yield row
        return
    for term in equation.terms:
        if term != PROJECTS:
            yield from _leaves_below(term, block)
