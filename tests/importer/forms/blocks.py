"""The blocks of a form above its indicators: header fields, prose, money."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from perfdsl.model.header import keys_of
from perfdsl.model.table import Amount, MoneyItem, Table
from perfdsl.presentation.form_funding import funding_form
from perfdsl.presentation.grid import FormCell, Row, spread
from perfdsl.presentation.markdown import plain_text
from tests.importer.forms.indicator_rows import field
from tests.importer.forms.layout import Block, Layout, columns, pair

# Lines of the publication or of the notation, which no form has.
UNPRINTED = keys_of("publisher", "index_number", "document_number", "approved", "published", "phone", "office") | {
    "体系", "周期", "年度", "编码", "部门", "项目", "单位",
}  # fmt: skip


def field_rows(table: Table, block: Block, width: int, layout: Layout) -> Iterator[Row]:
    """The pairs that the form has, blank where the table has none, then two and two those that it has beside."""
    yield from (_pairs(table, [pair(text) for text in texts], width) for texts in block["fields"])
    placed = layout.named_fields()
    rest = [one.key for one in table.header if one.key not in placed and one.key not in UNPRINTED]
    for start in range(0, len(rest), 2):
        yield _pairs(table, [(key, key) for key in rest[start : start + 2]], width)


def section_rows(table: Table, block: Block, width: int, layout: Layout) -> Iterator[Row]:
    """Prose in rows, or side by side below its titles."""
    named = layout.named_sections()
    titles = block["titles"] or [one.title for one in table.sections if one.title not in named]
    texts = [FormCell(_prose(table, title), "prose") for title in titles]
    if block["sections"] == "rows":
        for title, text in zip(titles, texts, strict=True):
            yield FormCell(title, "label"), text._replace(columns=width - 1)
        return
    widths = spread(width, len(titles))
    yield tuple(FormCell(title, "head", span) for title, span in zip(titles, widths, strict=True))
    yield tuple(text._replace(columns=span) for text, span in zip(texts, widths, strict=True))


def money_rows(table: Table, block: Block, width: int) -> list[Row]:
    """The rows of money as the framework draws them, as label and amounts, or as a label for each amount."""
    if block["money"] == "tree":
        money = funding_form(table)
        return money.rows(width, money.value_columns) if money else []
    items = list(_items(table, block.get("block", "")))
    if block["money"] == "pairs":
        return list(_money_pairs(items, block, width))
    return list(_money_columns(items, block, width))


def printed(amount: Amount) -> str:
    """As the office wrote it; an empty cell for nothing."""
    return "" if amount.text == "-" else amount.text


def _pairs(table: Table, pairs: Sequence[tuple[str, str]], width: int) -> Row:
    spans = spread(width - len(pairs), len(pairs))
    cells: list[FormCell] = []
    for (label, key), span in zip(pairs, spans, strict=True):
        cells += [FormCell(label, "label"), FormCell(field(table, key), "text", span)]
    return tuple(cells)


def _prose(table: Table, title: str) -> str:
    section = table.section(title)
    return plain_text(section.markdown) if section else ""


def _items(table: Table, block: str) -> Iterator[MoneyItem]:
    """The written rows of this block, or of all; the projects below 项目支出."""
    lines = {
        row.written.line
        for one in table.funding.blocks
        if one.name == block
        for root in (*one.lines, *one.unlisted)
        for _, row in root.walk()
        if row.written
    }
    for item in table.funding.items:
        if not block or item.line in lines:
            yield from _with_parts(item)
    if not block and table.projects:
        yield _all_projects(table)
        yield from (one._replace(name=f"其中：{one.name}") for one in table.projects)


def _all_projects(table: Table) -> MoneyItem:
    """The row 项目支出, which a table need not write."""
    row = table.funding.find("项目支出")
    assert row is not None
    return MoneyItem(row.name, row.amounts, table.projects[0].span, len(row.amounts))


def _with_parts(item: MoneyItem) -> Iterator[MoneyItem]:
    yield item
    for part in item.parts:
        yield from _with_parts(part)


def _money_columns(items: Sequence[MoneyItem], block: Block, width: int) -> Iterator[Row]:
    shown = columns(block["columns"])
    name, *values = spread(width, 1 + len(shown))
    if any(column.title for column in shown):
        yield from _money_heads(block.get("head", ""), [column.titles for column in shown], name, values)
    for item in items:
        texts = [_money_text(item, column.source) for column in shown]
        cells = (FormCell(text, "number", span) for text, span in zip(texts, values, strict=True))
        yield FormCell(item.name, "name", name), *cells


def _money_heads(
    head: str, titles: Sequence[tuple[str, str]], name: int, values: Sequence[int]
) -> Iterator[Row]:
    if all(upper == lower for upper, lower in titles):
        yield (
            FormCell(head, "head", name),
            *(FormCell(one, "head", span) for (one, _), span in zip(titles, values, strict=True)),
        )
        return
    upper = [FormCell(head, "head", name, 2)]
    lower = []
    for (above, below), span in zip(titles, values, strict=True):
        if above == below:
            upper.append(FormCell(above, "head", span, 2))
        elif upper[-1].text == above:
            upper[-1] = upper[-1]._replace(columns=upper[-1].columns + span)
        else:
            upper.append(FormCell(above, "head", span))
        lower += [FormCell(below, "head", span)] if above != below else []
    yield tuple(upper)
    yield tuple(lower)


def _money_text(item: MoneyItem, source: str) -> str:
    if source.isdigit():
        at = int(source) - 1
        return printed(item.amounts[at]) if at < item.cell_count else ""
    key = source.removeprefix("note:")
    return next((note.value for note in item.notes if note.key == key), "")


def _money_pairs(items: Sequence[MoneyItem], block: Block, width: int) -> Iterator[Row]:
    """``中期资金总额 170 年度资金总额 340``."""
    prefixes = block.get("prefixes") or [""] * len(items[0].amounts)
    spans = spread(width, 2 * len(prefixes))
    if heads := block.get("heads"):
        yield tuple(FormCell(text, "head", spans[2 * i] + spans[2 * i + 1]) for i, text in enumerate(heads))
    for item in items:
        cells: list[FormCell] = []
        for i, (prefix, amount) in enumerate(zip(prefixes, item.amounts, strict=True)):
            name = prefix + item.name if item.name == "资金总额" else item.name
            cells += [
                FormCell(name, "name", spans[2 * i]),
                FormCell(printed(amount), "number", spans[2 * i + 1]),
            ]
        yield tuple(cells)
