"""A form as a Word document: gridSpan and vMerge as Word writes them, between paragraphs, one form a page."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from functools import cache
from xml.sax.saxutils import escape

from perfdsl.presentation.grid import FormCell
from tests.importer.forms.laid_out import LaidOut, placed

_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_WIDTH = 9000  # of the table, in twentieths of a point
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_BODY = "word/document.xml"
_ONE_DAY = (2025, 1, 1, 0, 0, 0)


def docx(forms: Sequence[LaidOut]) -> bytes:
    """One document with all forms in their order."""
    body = "".join(part for number, form in enumerate(forms) for part in _form(form, is_first=number == 0))
    parts = dict(_skeleton())
    before, end, after = parts[_BODY].partition(b"<w:sectPr")
    parts[_BODY] = before + body.encode() + end + after
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _ONE_DAY), data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


@cache
def _skeleton() -> tuple[tuple[str, bytes], ...]:
    """The files of python-docx's empty document."""
    from docx import Document

    stream = io.BytesIO()
    Document().save(stream)
    with zipfile.ZipFile(stream) as archive:
        return tuple((name, archive.read(name)) for name in archive.namelist())


def _form(form: LaidOut, *, is_first: bool) -> Iterator[str]:
    if not is_first:
        yield f'<w:p {_NAMESPACE}><w:r><w:br w:type="page"/></w:r></w:p>'
    yield from (_paragraph(line, centred=True) for line in form.titles)
    yield from (_paragraph(line) for line in form.above)
    yield _table(form)
    yield from (_paragraph(line) for line in form.below)


def _paragraph(text: str, *, centred: bool = False) -> str:
    place = '<w:pPr><w:jc w:val="center"/></w:pPr>' if centred else ""
    return f"<w:p {_NAMESPACE}>{place}{_runs(text)}</w:p>"


def _table(form: LaidOut) -> str:
    width = _WIDTH // form.width
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for _ in range(form.width))
    heads = set(form.head_rows())
    rows = "".join(_row(cells, is_head=row in heads) for row, cells in enumerate(_cells(form)))
    look = f'<w:tblPr><w:tblW w:w="{_WIDTH}" w:type="dxa"/><w:tblBorders>{_BORDERS}</w:tblBorders></w:tblPr>'
    return f"<w:tbl {_NAMESPACE}>{look}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"


def _cells(form: LaidOut) -> list[list[str]]:
    """The cells of each row from left to right, those included that a cell above goes on into."""
    places: list[dict[int, str]] = [{} for _ in form.rows]
    for row, column, cell in placed(form.rows):
        places[row][column] = _cell(cell, "restart" if cell.rows > 1 else "")
        for below in range(row + 1, row + cell.rows):
            places[below][column] = _cell(cell._replace(text=""), "continue")
    return [[row[column] for column in sorted(row)] for row in places]


def _row(cells: Sequence[str], *, is_head: bool) -> str:
    repeated = "<w:trPr><w:tblHeader/></w:trPr>" if is_head else ""
    return f"<w:tr>{repeated}{''.join(cells)}</w:tr>"


def _cell(cell: FormCell, merge: str) -> str:
    span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    down = {"": "", "restart": '<w:vMerge w:val="restart"/>', "continue": "<w:vMerge/>"}[merge]
    lines = cell.text.split("\n")
    paragraphs = lines if cell.role == "prose" else ["\n".join(lines)]
    text = "".join(f"<w:p>{_runs(paragraph)}</w:p>" for paragraph in paragraphs)
    return f"<w:tc><w:tcPr>{span}{down}</w:tcPr>{text}</w:tc>"


def _runs(text: str) -> str:
    """Word cuts a text into runs wherever something was typed later."""
    middle = len(text) // 2
    return "".join(_run(part) for part in (text[:middle], text[middle:]) if part)


def _run(text: str) -> str:
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:r>{lines}</w:r>"
