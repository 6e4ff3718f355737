"""StratML Part 2 (ISO 17469-2): a table as a performance plan that other governments' tools can read.

一级指标 is a Goal, 二级指标 or 重点工作 an Objective, 三级指标 a PerformanceIndicator, each period a
MeasurementInstance. Money has no place of its own in StratML; it is told in words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from perfdsl.formats.records.as_text import listed, notes, pairs
from perfdsl.formats.stratml_indicators import indicator_elements
from perfdsl.formats.xml import child, document, text_child
from perfdsl.model.addresses import document_folder
from perfdsl.model.days import read_day
from perfdsl.model.table import Group, Table
from perfdsl.presentation.display import money_with_unit, points
from perfdsl.presentation.figures import figures, project_amount
from perfdsl.presentation.ids import group_id, indicator_ids, unique
from perfdsl.presentation.markdown import plain_text
from perfdsl.presentation.sections import SectionRole, sections_of

NAMESPACE = "urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport"
_STATEMENTS: tuple[tuple[str, SectionRole], ...] = (("Vision", "long_term_goal"), ("Mission", "mandate"))
_LOOSE, _EMPTY = "绩效指标", "绩效目标"


def stratml(table: Table) -> bytes:
    """The XML document of one table, UTF-8; a report where actual values are written, else a plan."""
    reported = any(indicator.actuals for indicator in table.with_parts())
    root = Element("PerformancePlanOrReport", xmlns=NAMESPACE)
    root.set("Type", "Performance_Report" if reported else "Performance_Plan")
    year = f"{table.year}年度" if table.year else ""
    text_child(root, "Name", f"{table.name}{year}{table.framework.title}")
    text_child(root, "Description", _prose(table, "annual_goal"))
    text_child(root, "OtherInformation", _other(table))
    _core(child(root, "StrategicPlanCore"), table)
    _administration(child(root, "AdministrativeInformation"), table)
    return document(root)


def _core(core: Element, table: Table) -> None:
    """Who, the long-term goal, the mandate, and the goals with everything below them."""
    organization = child(core, "Organization")
    text_child(organization, "Name", _organisation_name(table))
    text_child(organization, "Identifier", f"{_id(table)}-o")
    text_child(organization, "Description", _prose(table, "organisation"))
    for name, role in _STATEMENTS:
        if text := _prose(table, role):
            text_child(child(core, name), "Description", text)
    plan = _Plan(
        table, _id(table), {line: f"{_id(table)}-{one}" for line, one in indicator_ids(table).items()}
    )
    for number, goal in enumerate(_goals(table), 1):
        plan.goal(child(core, "Goal"), goal, str(number))


def _goals(table: Table) -> Iterator[Group]:
    """The groups of the first level; one for indicators without a group, and one where there is nothing at all."""
    loose = tuple(indicator for indicator in table.indicators if not indicator.path)
    if loose or not table.groups:
        name = _LOOSE if loose else _EMPTY
        yield Group(name, name, 1, table.name_span, "group", known=True, children=(), indicators=loose)
    yield from table.groups


@dataclass(frozen=True, slots=True)
class _Plan:
    """Goals and objectives under way. ``ids`` are those of the indicators; ``taken`` those of groups so far."""

    table: Table
    prefix: str
    ids: Mapping[int, str]
    taken: dict[str, int] = field(default_factory=dict)

    def goal(self, element: Element, group: Group, number: str) -> None:
        """A group of the first level with all its objectives."""
        text_child(element, "Name", group.name, empty=True)
        text_child(element, "Description", notes(group.notes), empty=True)
        text_child(element, "Identifier", self._identifier((group.key,)))
        text_child(element, "SequenceIndicator", number)
        text_child(element, "OtherInformation", _points_of(group))
        placed = (one for one in _walk(group, ()) if one[1].indicators or not one[1].children)
        for position, (above, below) in enumerate(placed, 1):
            self._objective(child(element, "Objective"), above, below, f"{number}.{position}")

    def _objective(self, element: Element, above: tuple[Group, ...], group: Group, number: str) -> None:
        """A group with indicators of its own, or an empty one; ``above`` are the groups that it is in."""
        text_child(element, "Name", group.name)
        text_child(element, "Description", notes(group.notes) if above else "")
        path = (*(one.key for one in above), group.key, "objective")
        text_child(element, "Identifier", self._identifier(path))
        text_child(element, "SequenceIndicator", number)
        said = (
            ("二级指标", listed(one.name for one in above[1:])),
            ("对应项目", listed(link.name for link in group.links)),
        )
        words = (pairs((key, value) for key, value in said if value), _points_of(group) if above else "")
        text_child(element, "OtherInformation", "；".join(filter(None, words)))
        element.extend(indicator_elements(self.table, group.indicators, number, self.ids))

    def _identifier(self, path: tuple[str, ...]) -> str:
        return unique(f"{self.prefix}-{group_id(path)}", self.taken)


def _walk(group: Group, above: tuple[Group, ...]) -> Iterator[tuple[tuple[Group, ...], Group]]:
    yield above, group
    for below in group.children:
        yield from _walk(below, (*above, group))


def _administration(element: Element, table: Table) -> None:
    text_child(element, "Identifier", _id(table))
    if table.year:
        text_child(element, "StartDate", f"{table.year:04}-01-01")
        text_child(element, "EndDate", f"{table.year:04}-12-31")
    if day := read_day(table.head.published.value):
        text_child(element, "PublicationDate", day.isoformat())


def _other(table: Table) -> str:
    """Money, and the sections that StratML has no element for."""
    known = figures(table)
    money = [("资金总额", known.total), *known.parts] if known.total else []
    lines = [pairs((name, money_with_unit(amount)) for name, amount in money)]
    projects = ((project.name, project_amount(project, table)) for project in table.projects)
    lines.append(pairs((name, money_with_unit(amount)) for name, amount in projects))
    lines += [f"{section.title}：{plain_text(section.markdown)}" for section in sections_of(table, "other")]
    return "\n".join(filter(None, lines))


def _prose(table: Table, role: SectionRole) -> str:
    return "\n".join(plain_text(section.markdown) for section in sections_of(table, role))


def _organisation_name(table: Table) -> str:
    """The department; for a project's table the one in charge of it, where it is named."""
    head = table.head
    offices = () if table.kind == "部门" else (head.implementer, head.department, head.publisher)
    return next((field.value for field in offices if field.value), table.name)


def _points_of(group: Group) -> str:
    return f"分值：{points(group.points)}" if group.points is not None else ""


def _id(table: Table) -> str:
    """An XML name that is the table's own on its site."""
    return f"t-{document_folder(table).replace('/', '-')}"
