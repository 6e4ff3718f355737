"""What other pages need to know of a document: small enough to keep for every document of a country."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from perfdsl.model.framework import GroupRule
from perfdsl.model.section_titles import rule_of
from perfdsl.model.table import Group, Table, TableKind, Total
from perfdsl.presentation.figures import BASIC, PROJECT
from perfdsl.site.document_context import DocumentContext
from perfdsl.site.index.index_rows import (
    CorrectionRow,
    FundingRow,
    IndicatorRow,
    ProjectRow,
    correction_rows,
    funding_rows,
    indicator_rows,
    project_rows,
)
from perfdsl.site.published_days import Day, approved_day, published_day


class Summary(NamedTuple):
    """One document on the lists. ``folder`` is its address (``2024/320200``); money is in 元.

    ``framework`` is the name of its form, ``source`` its file, ``code`` its 编码 as written, ``owner`` its 主管部门.
    ``missing`` names the sections and groups that the form demands and the table lacks. ``errors`` counts findings
    (drafts only). ``indicator_count`` and ``measured`` (定量: with a number) are without the parts of indicators.
    """

    folder: str
    kind: TableKind
    name: str
    year: int | None
    framework: str
    source: str
    code: str
    owner: str
    publisher: str
    approved: Day
    published: Day
    periods: tuple[str, ...]
    total: Total
    basic: Total
    project: Total
    funding: tuple[FundingRow, ...]
    projects: tuple[ProjectRow, ...]
    indicators: Iterable[IndicatorRow]
    indicator_count: int
    measured: int
    corrections: tuple[CorrectionRow, ...]
    missing: tuple[str, ...]
    errors: int

    @property
    def unit(self) -> str:
        """The part of the address that is the same every year: the code, or what stands for it."""
        return unit_of(self.folder)


def unit_of(folder: str) -> str:
    """What is the same every year in the address of a document."""
    return folder.partition("/")[2]


def summary(context: DocumentContext) -> Summary:
    """Sum up one document."""
    table, figures = context.table, context.figures
    split = {name: amount.as_term for name, amount in figures.parts}
    return Summary(
        folder=context.folder,
        kind=table.kind,
        name=table.name,
        year=table.year,
        framework=table.framework.name,
        source=table.path,
        code=table.head.code.value,
        owner=table.head.department.value,
        publisher=table.head.publisher.value,
        approved=approved_day(table),
        published=published_day(table),
        periods=table.periods,
        total=figures.total.as_term if figures.total else None,
        basic=split.get(BASIC),
        project=split.get(PROJECT),
        funding=tuple(funding_rows(table)),
        projects=tuple(project_rows(context)),
        indicators=tuple(indicator_rows(context)),
        indicator_count=figures.indicators,
        measured=figures.measured,
        corrections=tuple(correction_rows(context)),
        missing=(*missing_sections(table), *_missing_groups(table.groups, table.framework.groups)),
        errors=sum(1 for remark in context.remarks if remark.level == "错误"),
    )


def missing_sections(table: Table) -> tuple[str, ...]:
    """The sections that the form demands and the table lacks."""
    written = {rule_of(table.framework, title) for title, _ in table.section_spans}
    return tuple(rule.title for rule in table.framework.sections if rule.required and rule not in written)


def _missing_groups(groups: tuple[Group, ...], rules: tuple[GroupRule, ...]) -> tuple[str, ...]:
    """The groups that the form demands and that are not there or hold no indicator; the highest is named."""
    written = {group.key: group for group in groups}
    missing: tuple[str, ...] = ()
    for rule in rules:
        group = written.get(rule.name)
        if group is not None and any(group.all_indicators()):
            missing += _missing_groups(group.children, rule.children)
        elif rule.required and not rule.may_be_empty:
            missing += (rule.name,)
    return missing
