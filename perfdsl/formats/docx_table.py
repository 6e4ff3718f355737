"""The grid of the official form as tables of WordprocessingML, and the text in them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, pairwise

from perfdsl.formats.printed_form import PlacedCell, PrintedForm
from perfdsl.formats.xml import escaped

_SHADED = ("label", "head")
_SHORT = 200  # characters; a row of cells that are longer may break at the end of a page
_TABLE = (
    '<w:tblPr><w:tblStyle w:val="OfficialForm"/><w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="center"/>'
    '<w:tblLayout w:type="fixed"/></w:tblPr>'
)
_SHADE = '<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/>'


def table_parts(form: PrintedForm, width: int) -> Iterator[str]:
    """The grid as tables, ``width`` twentieths of a point wide.

    Word repeats only the rows with which a table begins; so one ends wherever column headings begin.
    """
    widths = _shared_out(form.widths, width)
    grid = "".join(f'<w:gridCol w:w="{one}"/>' for one in widths)
    head = f"<w:tbl>{_TABLE.format(width=width)}<w:tblGrid>{grid}</w:tblGrid>"
    rows, headings = _rows(form), form.headings
    written = [_row(row, top, widths, heading=top in headings) for top, row in enumerate(rows)]
    for start, end in pairwise((0, *sorted(headings - {0}), form.height)):
        yield f"{head}{''.join(written[start:end])}</w:tbl>"


def paragraph(text: str, style: str, more: str = "") -> str:
    """One paragraph; ``more`` is what else belongs to its properties."""
    run = f'<w:r><w:t xml:space="preserve">{escaped(text)}</w:t></w:r>' if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{run}</w:p>'


def _rows(form: PrintedForm) -> list[list[PlacedCell]]:
    """The cells that stand in each row, those that began in one above it too, from left to right."""
    rows: list[list[PlacedCell]] = [[] for _ in range(form.height)]
    for place in form.cells:
        for row in rows[place.top : place.bottom + 1]:
            row.append(place)
    for row in rows:
        row.sort(key=lambda place: place.left)
    return rows


def _row(row: list[PlacedCell], top: int, widths: list[int], *, heading: bool) -> str:
    short = all(len(place.cell.text) <= _SHORT for place in row if place.top == place.bottom)
    whole = "<w:cantSplit/>" if short else ""
    repeated = "<w:tblHeader/>" if heading else ""
    properties = f"<w:trPr>{whole}{repeated}</w:trPr>" if whole or repeated else ""
    return f"<w:tr>{properties}{''.join([_cell(place, top, widths) for place in row])}</w:tr>"


def _cell(place: PlacedCell, top: int, widths: list[int]) -> str:
    """Of a cell over several rows, the first one has the text, the others only continue it."""
    cell, columns = place.cell, place.right - place.left + 1
    span = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
    merge = ""
    if place.bottom > place.top:
        merge = '<w:vMerge w:val="restart"/>' if top == place.top else "<w:vMerge/>"
    shade = _SHADE if cell.role in _SHADED else ""
    style = "FormProse" if cell.role == "prose" else "FormCell"
    lines = cell.text.split("\n") if top == place.top else [""]
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{sum(widths[place.left : place.right + 1])}" w:type="dxa"/>{span}{merge}{shade}'
        f"</w:tcPr>{''.join([paragraph(line, style) for line in lines])}</w:tc>"
    )


def _shared_out(widths: tuple[float, ...], room: int) -> list[int]:
    """The same proportions in whole numbers that add up to ``room``."""
    ends = [round(end * room / sum(widths)) for end in accumulate(widths)]
    return [end - start for start, end in pairwise((0, *ends))]
