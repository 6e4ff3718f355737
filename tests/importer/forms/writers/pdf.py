"""A form as a PDF with text, as office programs print it: A4, ruled, merged cells that run over pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from perfdsl.presentation.grid import FormCell
from tests.importer.forms.laid_out import LaidOut, Placed, placed

if TYPE_CHECKING:
    from typst import Compiler

_DAY = datetime(2025, 1, 1, tzinfo=UTC)
_WIDE = 10  # columns from which the page lies on its side
_LONG = re.compile(r"[\d+.,]{20}(?=[\d+.,])")
_HEAD = """
#set document(date: none)
#set text(font: ("Noto Serif CJK SC", "Noto Sans CJK SC", "WenQuanYi Micro Hei"), size: 9pt, lang: "zh", cjk-latin-spacing: none)
#set par(leading: 0.4em)
#set table(stroke: 0.5pt, inset: 3pt, align: center + horizon)
"""


def pdf(forms: Sequence[LaidOut]) -> bytes:
    """One document, each form from the top of a page."""
    source = _HEAD + "\n".join(line for form in forms for line in _form(form))
    made = _compiler().compile(source.encode(), format="pdf", timestamp=_DAY)
    assert isinstance(made, bytes)
    return made


@cache
def _compiler() -> Compiler:
    """One for all: it reads the fonts once."""
    import typst

    return typst.Compiler()


def _form(form: LaidOut) -> Iterator[str]:
    flipped = "true" if form.width > _WIDE else "false"
    yield f'#page(paper: "a4", flipped: {flipped}, margin: 2cm)['
    yield from (f'#align(center, text(size: 14pt, "{_text(line)}"))' for line in form.titles)
    yield from (f'#"{_text(line)}" \\' for line in form.above)
    yield f"#table(columns: ({_widths(form)}),"
    yield from _rows(form)
    yield ")"
    yield from (f'#"{_text(line)}" \\' for line in form.below)
    yield "]"


def _rows(form: LaidOut) -> Iterator[str]:
    """The titles of the columns are repeated on each page, unless a label beside them reaches below."""
    heads = set(form.head_rows())
    rows = {row: list(cells) for row, cells in groupby(placed(form.rows), key=lambda one: one.row)}
    head: list[Placed] = []
    for row in range(len(form.rows)):
        cells = rows.get(row, [])
        if row in heads and _stands_alone(row, rows, heads, form):
            head += cells
            if row + 1 not in heads:
                yield f"table.header({', '.join(_cell(one.cell) for one in head)}),"
                head = []
        else:
            yield from (f"{_cell(one.cell)}," for one in cells)


def _stands_alone(row: int, rows: dict[int, list[Placed]], heads: set[int], form: LaidOut) -> bool:
    """Whether the titles of this row and those beside it cover the whole width and nothing below."""
    first, last = row, row
    while first - 1 in heads:
        first -= 1
    while last + 1 in heads:
        last += 1
    cells = [one for number in range(first, last + 1) for one in rows.get(number, [])]
    inside = all(one.row + one.cell.rows - 1 <= last for one in cells)
    return inside and sum(one.cell.rows * one.cell.columns for one in cells) == form.width * (
        last - first + 1
    )


def _widths(form: LaidOut) -> str:
    """A column of names or prose is wider than one of numbers."""
    longest = [4] * form.width
    for _, column, cell in placed(form.rows):
        if cell.columns == 1:
            words = max(len(line) for line in cell.text.split("\n"))
            longest[column] = max(longest[column], min(16, words))
    return ", ".join(f"{width}fr" for width in longest)


def _cell(cell: FormCell) -> str:
    spans = [f"{name}: {n}" for name, n in (("rowspan", cell.rows), ("colspan", cell.columns)) if n > 1]
    place = ["align: left + horizon"] if cell.role == "prose" else []
    return f"table.cell({', '.join([*spans, *place, _content(cell.text)])})"


def _content(text: str) -> str:
    """Office programs break a sum that is longer than its cell anywhere; typst would let it run out of the cell."""
    broken = _LONG.sub(r"\g<0>\n", text)
    return " + linebreak() + ".join(f'"{_text(line)}"' for line in broken.split("\n"))


def _text(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
