"""R602: a project that no key task and no indicator refers to."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.per_table import all_groups
from perfdsl.checks.references.project_links import compared, declared, links
from perfdsl.checks.rule import Finding, rule
from perfdsl.diagnostics import Span
from perfdsl.model.table import Table
from perfdsl.text.folding import squeeze
from perfdsl.text.occurring import occurring


@rule("R602", "项目没有对应工作", "warning")
def check(table: Table) -> Iterator[Finding]:
    if not table.projects or "指标" in table.unread or not _uses_links(table):
        return
    used = _used(table)
    unused = [project for project in table.projects if project.span not in used]
    if not unused:
        return
    mentioned = occurring((squeeze(project.name) for project in unused), squeeze("\n".join(_mentions(table))))
    for project in unused:
        if squeeze(project.name) not in mentioned:
            message = f"项目“{project.name}”没有对应的重点工作，也没有指标提到它"
            yield Finding(project.span, message, "在相应的“#### 重点工作 <- 项目”里写上它，并为它设指标")


def _uses_links(table: Table) -> bool:
    """Whether the table writes its key tasks, where projects are linked."""
    return any(group.role == "key_task" for group in all_groups(table))


def _used(table: Table) -> set[Span]:
    """The projects that are linked, a misspelled link counting for the project that it means."""
    known = declared(table)
    found = [known.get(squeeze(link.name)) for link in links(table)]
    found += [project for _, project in compared(table)]
    return {project.span for project in found if project}


def _mentions(table: Table) -> Iterator[str]:
    """Whatever the indicators say: names of groups and indicators, links that could not be told apart, notes."""
    for group in all_groups(table):
        yield group.name
        yield from (link.name for link in group.links)
        yield from (note.value for note in group.notes)
    for indicator in table.with_parts():
        yield indicator.name
        yield from (note.value for note in indicator.notes)
