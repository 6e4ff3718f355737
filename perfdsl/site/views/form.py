"""The official form (原表式): the table cell for cell as it is printed and published, ready for A4."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import ClassVar

from perfdsl.model.table import Table
from perfdsl.site.page import Frame, Link, Page, year_label
from perfdsl.site.subject import Subject
from perfdsl.site.views.form_funding import funding_rows, has_money, label_columns, value_columns
from perfdsl.site.views.form_indicators import Layout, indicator_grid, layout_of
from perfdsl.site.views.grid import Cell, Row, beside
from perfdsl.site.views.table import document_frame, facts

_STRUCTURED = frozenset({"资金", "项目", "指标"})
# Header lines that belong to the publication, not to the form.
_PUBLICATION = frozenset(
    {"编码", "发布机构", "索引号", "文号", "批复日期", "公开日期", "联系电话", "责任处室"}
)


@dataclass(frozen=True, slots=True)
class FormPage:
    """``columns`` says what each grid column is for, so that the style sheet can give it a width."""

    template: ClassVar[str] = "form.html"
    frame: Frame
    title: str
    year: str
    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def form_pages(subject: Subject) -> Iterable[Page]:
    return (form_page(subject),)


def form_page(subject: Subject) -> FormPage:
    """The form of one table."""
    table = subject.table
    layout = _wide_enough(table, layout_of(table))
    return FormPage(
        frame=document_frame(subject, "form.html", f"{table.name} 原表式", (Link("原表式", ""),)),
        title=table.framework.title,
        year=year_label(table.year),
        name=table.name,
        columns=_columns(layout),
        rows=tuple(_rows(subject, layout)),
    )


def _wide_enough(table: Table, layout: Layout) -> Layout:
    """The rows of money need a label, their names, and their values, which stand below those of the indicators."""
    if not has_money(table):
        return layout
    needed = 1 + label_columns(table) + max(value_columns(table), layout.tail)
    return replace(layout, slack=max(0, needed - layout.width))


def _rows(subject: Subject, layout: Layout) -> Iterable[Row]:
    """In the order of the file: name and header, then each section where it stands."""
    table = subject.table
    label = "单位名称" if table.kind == "部门" else "项目名称"
    yield _labelled(label, Cell(table.name, "text"), layout)
    for key, value in facts(subject):
        if key not in _PUBLICATION:
            yield _labelled(key, Cell(value, "text"), layout)
    texts = iter(subject.texts)
    prose = {section.title for section in table.sections}
    for title in _with_money([title for title, _ in table.section_spans]):
        if title == "资金":
            yield from _money(table, layout)
        elif title == "指标":
            yield from indicator_grid(table, layout)
        elif title in prose:
            text = next(texts)
            yield _labelled(text.title, Cell(text.html, "prose"), layout)


def _with_money(titles: list[str]) -> list[str]:
    """Each structured section once; projects without a section of money stand where it would."""
    if "资金" not in titles and "项目" in titles:
        titles = ["资金" if title == "项目" else title for title in titles]
    return [title for i, title in enumerate(titles) if title not in _STRUCTURED or title not in titles[:i]]


def _labelled(label: str, cell: Cell, layout: Layout) -> Row:
    return Cell(label, "label"), cell._replace(columns=layout.width - 1)


def _money(table: Table, layout: Layout) -> list[Row]:
    if not has_money(table):
        return []
    whose = "部门整体资金" if table.kind == "部门" else "项目资金"
    rows = funding_rows(table, layout.width - 1, max(value_columns(table), layout.tail))
    return beside((Cell(f"{whose}（{table.funding.unit}）", "label"),), rows)


def _columns(layout: Layout) -> tuple[str, ...]:
    levels = ("level",) * layout.levels
    works = ("work", "work") if layout.tasks else ()
    worth = ("points",) if layout.has_points else ()
    return (
        *levels,
        *works,
        *("name",) * (1 + layout.slack),
        *("value" if len(layout.values) > 1 else "values",) * len(layout.values),
        *worth,
        *("note",) * len(layout.notes),
    )
