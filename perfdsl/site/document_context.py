"""A document on its way to its pages: the table, where it goes, and what its pages share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from markupsafe import Markup

from perfdsl.diagnostics import Diagnostic
from perfdsl.memo import cached
from perfdsl.model.addresses import document_folder
from perfdsl.model.table import Group, MoneyItem, Table
from perfdsl.presentation.display import targets
from perfdsl.presentation.figures import Figures, figures
from perfdsl.presentation.ids import indicator_ids, project_file, section_id, unique
from perfdsl.site.info import SiteInfo
from perfdsl.site.render.prose import prose
from perfdsl.text.folding import squeeze

LEVELS = {"error": "错误", "warning": "警告"}


class Remark(NamedTuple):
    """A finding as a draft shows it. ``href`` leads to the row that it is about, where there is one."""

    level: str
    code: str
    line: int
    message: str
    hint: str
    href: str


class ProseSection(NamedTuple):
    """A prose section as its page shows it."""

    anchor: str
    title: str
    html: Markup


class DocumentContext(NamedTuple):
    """One document; nothing of another is known to it.

    ``anchors``, ``values`` (of indicators, one a period, as shown) and ``marks`` are by source line; ``project_files`` and ``tasks`` by squeezed project name. ``common``
    are the squeezed names of the indicators that the form itself names (共性指标).
    ``remarks`` and ``marks`` are empty but in a draft.
    ``revision`` names the content of its file.
    """

    site: SiteInfo
    table: Table
    folder: str
    draft: bool
    figures: Figures
    anchors: Mapping[int, str]
    values: Mapping[int, tuple[str, ...]]
    common: frozenset[str]
    project_files: Mapping[str, str]
    tasks: Mapping[str, tuple[Group, ...]]
    texts: tuple[ProseSection, ...]
    remarks: tuple[Remark, ...]
    marks: Mapping[int, tuple[str, ...]]
    revision: str

    def project_href(self, name: str) -> str:
        """The page of a linked project, ``""`` where no project of the table has this name."""
        return self.project_files.get(squeeze(name), "")

    def tasks_of(self, project: MoneyItem) -> tuple[Group, ...]:
        """The groups (重点工作) that this project pays for."""
        return self.tasks.get(squeeze(project.name), ())


def document_context(
    site: SiteInfo,
    table: Table,
    findings: tuple[Diagnostic, ...],
    *,
    draft: bool,
    revision: str = "",
) -> DocumentContext:
    """Prepare one document; ``findings`` are shown in a draft only."""
    anchors = indicator_ids(table)
    shown = [finding for finding in findings if draft and finding.severity in LEVELS]
    return DocumentContext(
        site=site,
        table=table,
        folder=document_folder(table),
        draft=draft,
        figures=figures(table),
        anchors=anchors,
        values={one.line: targets(one, table.periods) for one in table.with_parts()},
        common=_common(tuple(one.name for one in table.framework.common)),
        project_files=_project_files(table),
        tasks=_tasks(table),
        texts=_texts(table),
        remarks=_remarks(shown, _hrefs(table, anchors)) if shown else (),
        marks=_marks(shown),
        revision=revision,
    )


@cached()
def _common(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(squeeze, names))


def _texts(table: Table) -> tuple[ProseSection, ...]:
    taken: dict[str, int] = {}
    return tuple(
        ProseSection(unique(section_id(section.title), taken), section.title, prose(section.markdown))
        for section in table.sections
    )


def _project_files(table: Table) -> dict[str, str]:
    """Of equal names (which the checker reports) the first keeps the page."""
    files: dict[str, str] = {}
    for project in table.projects:
        files.setdefault(squeeze(project.name), project_file(project))
    return files


def _tasks(table: Table) -> dict[str, tuple[Group, ...]]:
    tasks: dict[str, tuple[Group, ...]] = {}
    for group in table.all_groups():
        for name in dict.fromkeys(squeeze(link.name) for link in group.links):
            tasks[name] = (*tasks.get(name, ()), group)
    return tasks


def _remarks(findings: list[Diagnostic], hrefs: Mapping[int, str]) -> tuple[Remark, ...]:
    return tuple(_remark(finding, hrefs) for finding in sorted(findings, key=_by_weight))


def _by_weight(finding: Diagnostic) -> tuple[bool, int, int]:
    return finding.severity != "error", finding.span.line, finding.span.start


def _remark(finding: Diagnostic, hrefs: Mapping[int, str]) -> Remark:
    line = finding.span.line
    return Remark(
        LEVELS[finding.severity], finding.code, line, finding.message, finding.hint, hrefs.get(line, "")
    )


def _hrefs(table: Table, anchors: Mapping[int, str]) -> dict[int, str]:
    """Where on the page a line of the file is shown."""
    hrefs = {line: f"#{anchor}" for line, anchor in anchors.items()}
    hrefs |= {item.line: "#funding" for item in table.funding.items}
    return hrefs | {project.line: "#projects" for project in table.projects}


def _marks(findings: list[Diagnostic]) -> dict[int, tuple[str, ...]]:
    marks: dict[int, tuple[str, ...]] = {}
    for finding in findings:
        marks[finding.span.line] = (*marks.get(finding.span.line, ()), finding.message)
    return marks
