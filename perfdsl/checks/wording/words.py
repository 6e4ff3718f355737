"""The short texts of a table, names and described values, each with its place and role."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.memo import all_groups, once_a_table
from perfdsl.checks.row import row_of
from perfdsl.checks.written import Written, written
from perfdsl.model.table import Group, Table

PROJECT = "项目名称"
LINK = "对应项目"
_WORDINGS = ("指标名称", "指标值")


@once_a_table
def other_words(table: Table) -> tuple[Written, ...]:
    """What stands outside the rows: the table's own name, projects, groups with their linked projects."""
    return tuple(_others(table))


@once_a_table
def other_text(table: Table) -> str:
    """All of these in one, with all prose: what does not occur here occurs nowhere outside the rows."""
    words = [word.text for word in other_words(table)]
    return "\n".join(words + [section.markdown for section in table.sections])


def words(table: Table) -> list[Written]:
    """Every short text of the table, in file order of its kind."""
    rows = (row_of(one, table.framework, is_part=False) for one in table.with_parts())
    return [*other_words(table), *(word for row in rows for word in row.words)]


def is_wording(word: Written) -> bool:
    """Whether nothing else of the table refers to the text: it can be mended unasked. (No name of a group can.)"""
    return word.role in _WORDINGS


def same_project(table: Table, word: Written) -> list[Written]:
    """Every place where the name of this project is written, so that a fix keeps the links; else the word alone."""
    return _project_names(table)[word.text] if word.role == PROJECT else [word]


@once_a_table
def _project_names(table: Table) -> dict[str, list[Written]]:
    """Where each name of a project is written."""
    places: dict[str, list[Written]] = {}
    for word in other_words(table):
        if word.role in (PROJECT, LINK):
            places.setdefault(word.text, []).append(word)
    return places


def _others(table: Table) -> Iterator[Written]:
    yield written(table.name, "部门名称" if table.kind == "部门" else PROJECT, table.name_span)
    for project in table.projects:
        yield written(project.name, PROJECT, project.span)
    for group in all_groups(table):
        yield from _of_group(group)


def _of_group(group: Group) -> Iterator[Written]:
    yield written(group.name, "重点工作" if group.role == "key_task" else "分组名称", group.span)
    for link in group.links:
        yield written(link.name, LINK, link.span)
