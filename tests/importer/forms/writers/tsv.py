"""A form as Excel puts it on the clipboard: tabs between cells, a merged cell once, quotes around line breaks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tests.importer.forms.laid_out import LaidOut, placed


def tsv(forms: Sequence[LaidOut]) -> bytes:
    """All forms below each other, an empty line between them."""
    return "\r\n\r\n".join("\r\n".join(_lines(form)) for form in forms).encode() + b"\r\n"


def _lines(form: LaidOut) -> Iterator[str]:
    tabs = "\t" * (form.width - 1)
    yield from (_quoted(line) + tabs for line in (*form.titles, *form.above))
    cells = [[""] * form.width for _ in form.rows]
    for row, column, cell in placed(form.rows):
        cells[row][column] = _quoted(cell.text)
    yield from map("\t".join, cells)
    yield from (_quoted(line) + tabs for line in form.below)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in '\n\t"') else text
