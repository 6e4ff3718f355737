"""The short texts of a table, names and described values, each with its place and role."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from perfdsl.checks.memo import once_a_table
from perfdsl.diagnostics import Span
from perfdsl.model.table import Group, Table

PROJECT = "项目名称"
LINK = "对应项目"


class Written(NamedTuple):
    """One text. ``start`` is where its first character stands in its line (behind the quote of a quoted name)."""

    text: str
    role: str
    line: int
    start: int

    def at(self, start: int, end: int) -> Span:
        """The place of ``text[start:end]``."""
        return Span(self.line, self.start + start, self.start + end)

    @property
    def span(self) -> Span:
        return self.at(0, len(self.text))


@once_a_table
def words(table: Table) -> tuple[Written, ...]:
    """Every short text of the table, in the order of :func:`_words`."""
    return tuple(_words(table))


@once_a_table
def all_text(table: Table) -> str:
    """All short texts and all prose in one: what does not occur here occurs nowhere."""
    return "\n".join(
        [*(word.text for word in words(table)), *(section.markdown for section in table.sections)]
    )


def same_project(table: Table, word: Written) -> list[Written]:
    """Every place where the name of this project is written, so that a fix keeps the links; else the word alone."""
    if word.role != PROJECT:
        return [word]
    return [one for one in words(table) if one.role in (PROJECT, LINK) and one.text == word.text]


def _words(table: Table) -> Iterator[Written]:
    """The table's own name, then projects, groups with their linked projects, indicators with described values."""
    yield _written(table.name, "部门名称" if table.kind == "部门" else PROJECT, table.name_span)
    for project in table.projects:
        yield _written(project.name, PROJECT, project.span)
    for group in table.all_groups():
        yield from _of_group(group)
    for indicator in table.with_parts():
        yield _written(indicator.name, "指标名称", indicator.span)
        for target in indicator.targets:
            if target.written and target.value.number is None and target.value.kind != "none":
                yield _written(target.value.text, "指标值", target.span)


def _of_group(group: Group) -> Iterator[Written]:
    yield _written(group.name, "重点工作" if group.role == "key_task" else "分组名称", group.span)
    for link in group.links:
        yield _written(link.name, LINK, link.span)


def _written(text: str, role: str, span: Span) -> Written:
    quote = (span.end - span.start - len(text)) // 2
    return Written(text, role, span.line, span.start + max(quote, 0))
