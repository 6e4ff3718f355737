"""The short texts of a table, names and described values, each with its place and role."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.per_table import all_groups, cached_per_table
from perfdsl.checks.row import row_of
from perfdsl.checks.text_at import TextAt, text_at
from perfdsl.model.table import Group, Table

PROJECT = "项目名称"
LINK = "对应项目"
_WORDINGS = ("指标名称", "指标值")


@cached_per_table
def other_words(table: Table) -> tuple[TextAt, ...]:
    """What stands outside the rows: the table's own name, projects, groups with their linked projects."""
    return tuple(_others(table))


@cached_per_table
def other_text(table: Table) -> str:
    """All of these in one, with all prose: what does not occur here occurs nowhere outside the rows."""
    words = [word.text for word in other_words(table)]
    return "\n".join(words + [section.markdown for section in table.sections])


def words(table: Table) -> list[TextAt]:
    """Every short text of the table, in file order of its kind."""
    rows = (row_of(one, table.framework, is_part=False) for one in table.with_parts())
    return [*other_words(table), *(word for row in rows for word in row.words)]


def is_wording(word: TextAt) -> bool:
    """Whether nothing else of the table refers to the text: it can be mended unasked. (No name of a group can.)"""
    return word.role in _WORDINGS


def same_project(table: Table, word: TextAt) -> list[TextAt]:
    """Every place where the name of this project is written, so that a fix keeps the links; else the word alone."""
    return _project_names(table)[word.text] if word.role == PROJECT else [word]


@cached_per_table
def _project_names(table: Table) -> dict[str, list[TextAt]]:
    """Where each name of a project is written."""
    places: dict[str, list[TextAt]] = {}
    for word in other_words(table):
        if word.role in (PROJECT, LINK):
            places.setdefault(word.text, []).append(word)
    return places


def _others(table: Table) -> Iterator[TextAt]:
    yield text_at(table.name, "部门名称" if table.kind == "部门" else PROJECT, table.name_span)
    for project in table.projects:
        yield text_at(project.name, PROJECT, project.span)
    for group in all_groups(table):
        yield from _of_group(group)


def _of_group(group: Group) -> Iterator[TextAt]:
    yield text_at(group.name, "重点工作" if group.role == "key_task" else "分组名称", group.span)
    for link in group.links:
        yield text_at(link.name, LINK, link.span)
