"""The page of one project of a department: its money, the work it pays for, and the indicators of that work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from perfdsl.model.addresses import CODE_KEYS
from perfdsl.model.table import Group, Indicator, MoneyItem
from perfdsl.presentation.display import money, part_name, percent, value_headings
from perfdsl.presentation.figures import project_amount
from perfdsl.site.document_context import DocumentContext, Remark
from perfdsl.site.page import Page, PageFrame, PageLink
from perfdsl.site.views.document import document_frame


class Sum(NamedTuple):
    """One column of the project's money."""

    label: str
    value: str


class Part(NamedTuple):
    """其中: a part of the project's money."""

    name: str
    cells: tuple[str, ...]


class TaskRow(NamedTuple):
    """An indicator, or part of one, on the table's page. ``cells`` has one value a period."""

    anchor: str
    name: str
    part: bool
    cells: tuple[str, ...]


class Task(NamedTuple):
    """A 重点工作 that the project pays for. ``path`` names the groups above it; ``others`` pay for it too."""

    name: str
    path: str
    others: tuple[PageLink, ...]
    rows: tuple[TaskRow, ...]


class ProjectPage(NamedTuple):
    """``share`` is the project's share of all projects of the department."""

    frame: PageFrame
    name: str
    department: str
    unit: str
    sums: tuple[Sum, ...]
    share: str
    columns: tuple[str, ...]
    parts: tuple[Part, ...]
    notes: tuple[tuple[str, str], ...]
    value_headings: tuple[str, ...]
    tasks: tuple[Task, ...]
    remarks: tuple[Remark, ...]
    template: str = "project.html"


def project_pages(context: DocumentContext) -> Iterable[Page]:
    """One page for each project name."""
    seen: set[str] = set()
    for project in context.table.projects:
        file = context.project_href(project.name)
        if file not in seen:
            seen.add(file)
            yield project_page(context, project, file)


def project_page(context: DocumentContext, project: MoneyItem, file: str) -> ProjectPage:
    """The view of one project."""
    table = context.table
    columns = table.project_headings
    return ProjectPage(
        frame=document_frame(context, file, project.name, (PageLink(project.name, ""),)),
        name=project.name,
        department=table.name,
        unit=table.project_unit,
        sums=tuple(Sum(*pair) for pair in zip(columns, map(money, project.amounts), strict=False)),
        share=_share(context, project),
        columns=columns,
        parts=tuple(Part(part.name, tuple(map(money, part.amounts))) for part in project.parts),
        notes=_notes(project),
        value_headings=value_headings(table),
        tasks=tuple(_task(context, project, group) for group in context.tasks_of(project)),
        remarks=tuple(one._replace(href="") for one in context.remarks if one.line == project.line),
    )


def _task(context: DocumentContext, project: MoneyItem, group: Group) -> Task:
    own = context.project_href(project.name)
    links = (PageLink(link.name, context.project_href(link.name)) for link in group.links)
    indicators = tuple(group.all_indicators())
    path = indicators[0].path[: indicators[0].path.index(group.name)] if indicators else ()
    return Task(
        name=group.name,
        path=" › ".join(path),
        others=tuple(link for link in links if link.href != own),
        rows=tuple(_rows(context, indicators)),
    )


def _rows(context: DocumentContext, indicators: tuple[Indicator, ...]) -> Iterator[TaskRow]:
    for indicator in indicators:
        yield TaskRow(context.anchors[indicator.line], indicator.name, False, context.values[indicator.line])
        for part in indicator.parts:
            yield TaskRow(context.anchors[part.line], part_name(part.name), True, context.values[part.line])


def _share(context: DocumentContext, project: MoneyItem) -> str:
    own = project_amount(project, context.table)
    whole = context.figures.project_total
    if own is None or whole is None or own.yuan is None or not whole.yuan:
        return ""
    return percent(own.yuan, whole.yuan)


def _notes(project: MoneyItem) -> tuple[tuple[str, str], ...]:
    notes = [(note.key, note.value) for note in project.notes if note.key not in CODE_KEYS]
    if project.actuals:
        notes.append(("实际执行", " / ".join(map(money, project.actuals))))
    return tuple(notes)
