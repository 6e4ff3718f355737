"""The official form (原表式) as a grid: the table cell for cell as it is printed and published.

The site draws it as HTML, the spreadsheet as merged cells; both say the same in the same places.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from perfdsl.model.header import keys_of
from perfdsl.model.table import Table
from perfdsl.presentation.form_funding import FundingForm, funding_form
from perfdsl.presentation.form_indicators import Layout, indicator_grid, layout_of
from perfdsl.presentation.grid import FormCell, Row, beside
from perfdsl.presentation.header import facts
from perfdsl.presentation.stage import form_title
from perfdsl.text.folding import squeeze

_STRUCTURED = frozenset({"资金", "项目", "指标"})
# Header lines that belong to the publication, not to the form.
_PUBLICATION = keys_of(
    "code", "publisher", "index_number", "document_number", "approved", "published", "phone", "office"
)


class Form(NamedTuple):
    """``columns`` says what each grid column is for (level, work, name, value, values, points, note), for its width."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def official_form(table: Table, prose: Sequence[str]) -> Form:
    """The form of one table; ``prose`` has the text of each of its sections, in their order."""
    money = funding_form(table)
    layout = _wide_enough(money, layout_of(table))
    return Form(form_title(table), _columns(layout), tuple(_rows(table, prose, money, layout)))


def _wide_enough(money: FundingForm | None, layout: Layout) -> Layout:
    """The rows of money need a label, their names, and their values, which stand below those of the indicators."""
    if money is None:
        return layout
    needed = 1 + money.label_columns + max(money.value_columns, layout.tail)
    return layout._replace(slack=max(0, needed - layout.width))


def _rows(table: Table, prose: Sequence[str], money: FundingForm | None, layout: Layout) -> Iterable[Row]:
    """In the order of the file: name and header, then each section where it stands."""
    label = "单位名称" if table.kind == "部门" else "项目名称"
    yield _labelled(label, FormCell(table.name, "text"), layout)
    for field in facts(table):
        if squeeze(field.key) not in _PUBLICATION:
            yield _labelled(field.key, FormCell(field.value, "text"), layout)
    texts = iter(prose)
    sections = {section.title for section in table.sections}
    for title in _with_money([title for title, _ in table.section_spans]):
        if title == "资金":
            yield from _money(table, money, layout)
        elif title == "指标":
            yield from indicator_grid(table, layout)
        elif title in sections:
            yield _labelled(title, FormCell(next(texts), "prose"), layout)


def _with_money(titles: list[str]) -> list[str]:
    """Each structured section once; projects without a section of money stand where it would."""
    if "资金" not in titles and "项目" in titles:
        titles = ["资金" if title == "项目" else title for title in titles]
    return [title for i, title in enumerate(titles) if title not in _STRUCTURED or title not in titles[:i]]


def _labelled(label: str, cell: FormCell, layout: Layout) -> Row:
    return FormCell(label, "label"), cell._replace(columns=layout.width - 1)


def _money(table: Table, money: FundingForm | None, layout: Layout) -> list[Row]:
    if money is None:
        return []
    owner = "部门整体资金" if table.kind == "部门" else "项目资金"
    rows = money.rows(layout.width - 1, max(money.value_columns, layout.tail))
    return beside((FormCell(f"{owner}（{money.unit}）", "label"),), rows)


def _columns(layout: Layout) -> tuple[str, ...]:
    levels = ("level",) * layout.levels
    works = ("work", "work") if layout.tasks else ()
    values = len(layout.values) + len(layout.observed)
    return (
        *levels,
        *works,
        *("name",) * (1 + layout.slack),
        *("value" if values > 1 else "values",) * values,
        *("points",) * (layout.has_points + layout.has_flags),
        *("points" if title.endswith("得分") else "note" for title in layout.notes.headings),
    )
