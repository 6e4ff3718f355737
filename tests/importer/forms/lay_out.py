"""Tables laid out by a layout: every fact of a table stands somewhere in its form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from perfdsl.model.table import Table
from perfdsl.presentation.form_funding import funding_form
from perfdsl.presentation.grid import FormCell, Row, beside
from tests.importer.forms.blocks import field_rows, money_rows, section_rows
from tests.importer.forms.indicator_rows import field, indicator_rows, needed_width
from tests.importer.forms.laid_out import LaidOut
from tests.importer.forms.layout import Block, Layout, columns


def lay_out(tables: Sequence[Table], layout: Layout) -> LaidOut:
    """The form of a table, or one of several tables where the layout is made for many."""
    first = tables[0]
    width = max(_needed(first, block) for block in layout.form)
    rows = tuple(row for block in layout.form for row in _rows(tables, block, width, layout))
    titles, above, below = (
        tuple(_filled(text, first) for text in texts) for texts in (layout.titles, layout.above, layout.below)
    )
    return LaidOut(first.name, titles, above, rows, below)


def _needed(table: Table, block: Block) -> int:
    """How many columns a block needs, its label in front included."""
    side = "side" in block
    if "fields" in block:
        return 2 * max(len(row) for row in block["fields"])
    if "sections" in block:
        return side + max(2, len(block["titles"]))
    if "money" in block:
        return side + _needed_by_money(table, block)
    return side + needed_width(block)


def _needed_by_money(table: Table, block: Block) -> int:
    if block["money"] == "tree":
        money = funding_form(table)
        return money.label_columns + money.value_columns if money else 0
    if block["money"] == "pairs":
        return 2 * len(block.get("prefixes") or block["heads"])
    return 1 + len(columns(block["columns"]))


def _rows(tables: Sequence[Table], block: Block, width: int, layout: Layout) -> list[Row]:
    side = block.get("side", "")
    rows = list(_block(tables, block, width - bool(side), layout))
    return beside((FormCell(_filled(side, tables[0]), "label"),), rows) if side else rows


def _block(tables: Sequence[Table], block: Block, width: int, layout: Layout) -> Iterator[Row]:
    if "fields" in block:
        yield from field_rows(tables[0], block, width, layout)
    elif "sections" in block:
        yield from section_rows(tables[0], block, width, layout)
    elif "money" in block:
        yield from money_rows(tables[0], block, width)
    else:
        yield from indicator_rows(tables, block, width)


def _filled(text: str, table: Table) -> str:
    """``（{年度}年度）`` with the table's own values."""
    values = {"年度": str(table.year), "单位": table.funding.unit}
    values |= {one.key: one.value for one in table.header if one.key not in values}
    for key in {part.split("}")[0] for part in text.split("{")[1:]}:
        text = text.replace(f"{{{key}}}", values.get(key, field(table, key)))
    return text
