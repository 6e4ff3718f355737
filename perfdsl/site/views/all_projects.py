"""项目: the projects of all units in a year, the largest first, a hundred a page."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from perfdsl.model.sums import add
from perfdsl.model.table import Total
from perfdsl.presentation.display import (
    number,
    per_mille,
    percent,
    plain_yuan,
    sum_in_wan_yuan,
    sum_with_unit,
    summed,
    year_label,
)
from perfdsl.site.index.site_index import SiteIndex, site_frame
from perfdsl.site.index.summary import Summary
from perfdsl.site.navigation import PROJECTS
from perfdsl.site.page import Page, PageFrame, root_of
from perfdsl.site.page_groups import FIGURES, PROJECT_ROWS, TABLES, page_kind
from perfdsl.site.paging import Leaf, Pager, Step, YearList, year_lists
from perfdsl.site.views.totals import counted


class _Project(NamedTuple):
    """A project with where it is; ``unit`` is ``None`` for a table of its own."""

    name: str
    address: str
    unit: Summary | None
    yuan: Total


class Row(NamedTuple):
    """One project. ``bar`` is its length in thousandths of the largest of all."""

    href: str
    name: str
    unit: str
    unit_href: str
    amount: str
    yuan: str
    share: str
    bar: int


class ProjectsPage(NamedTuple):
    """``projects`` is how many there are in the year, ``total`` what they cost together, with its unit."""

    frame: PageFrame
    year: str
    years: tuple[Step, ...]
    projects: str
    total: str
    rows: tuple[Row, ...]
    pager: Pager
    template: str = "projects.html"


def all_projects_pages(index: SiteIndex) -> Iterable[Page]:
    for shown in year_lists(index, "projects.html", PROJECTS, lambda _, found: _projects(found)):
        whole = add(one.yuan for one in shown.items)
        for leaf in shown.leaves:
            yield _page(index, shown, leaf, whole)


def _projects(summaries: tuple[Summary, ...]) -> list[_Project]:
    """The largest first; those without an amount last."""
    found = [project for one in counted(summaries) for project in _of(one)]
    return sorted(found, key=lambda one: (not isinstance(one.yuan, Decimal), -_size(one.yuan), one.address))


def _size(yuan: Total) -> Decimal:
    """For the order and the bars."""
    return yuan if isinstance(yuan, Decimal) else Decimal(0)


def _of(one: Summary) -> Iterable[_Project]:
    if one.kind == "项目":
        return (_Project(one.name, f"{one.folder}/index.html", None, one.total),)
    return (_Project(row.name, f"{one.folder}/{row.file}", one, row.yuan) for row in one.projects)


def _page(index: SiteIndex, shown: YearList[_Project], leaf: Leaf[_Project], whole: Total) -> ProjectsPage:
    root = root_of(leaf.address)
    largest = _size(shown.items[0].yuan) if shown.items else Decimal(0)
    return ProjectsPage(
        frame=site_frame(
            index,
            leaf.address,
            f"{year_label(shown.year)}项目",
            section=PROJECTS,
            year=shown.year,
            covers=shown.covers,
        ),
        year=year_label(shown.year),
        years=shown.years,
        projects=number(len(shown.items)),
        total=summed(sum_with_unit(whole)),
        rows=tuple(_row(one, _size(whole), largest, root) for one in leaf.items),
        pager=leaf.pager,
    )


def _row(one: _Project, whole: Decimal, largest: Decimal, root: str) -> Row:
    yuan = one.yuan
    return Row(
        href=f"{root}{one.address}",
        name=one.name,
        unit=one.unit.name if one.unit else "",
        unit_href=f"{root}{one.unit.folder}/index.html" if one.unit else "",
        amount=sum_in_wan_yuan(yuan),
        yuan=plain_yuan(yuan),
        share=percent(yuan, whole) if isinstance(yuan, Decimal) else "",
        bar=per_mille(yuan, largest) if isinstance(yuan, Decimal) else 0,
    )


PROJECT_LISTS = page_kind("projects", TABLES, FIGURES, PROJECT_ROWS, pages=all_projects_pages)
