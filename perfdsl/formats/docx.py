"""DOCX: the official form as a document of Word and WPS, merged as it is printed, on A4.

Only the forms are written here; styles, fonts and footer are the files of ``docx_skeleton``. The same tables make the
same bytes.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

from perfdsl.formats.docx_table import paragraph, table_parts
from perfdsl.formats.printed_form import PrintedForm, printed_form
from perfdsl.model.table import Table
from perfdsl.resources import data

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day of a zip
_SHORT, _LONG = 11_906, 16_838  # A4 in twentieths of a point, as all lengths here
_MARGIN = 850
_DOCUMENT = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
_DOCUMENT += 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'


def docx(tables: Iterable[Table]) -> bytes:
    """A document with a section for each table."""
    body = "".join(_sections(map(printed_form, tables)))
    document = f'<?xml version="1.0" encoding="UTF-8"?>\n{_DOCUMENT}<w:body>{body}</w:body></w:document>'
    return _package(document.encode())


def _sections(forms: Iterable[PrintedForm]) -> Iterator[str]:
    """Each section ends in a paragraph that holds its page; that of the last one stands at the end of the body."""
    end = ""
    for form in forms:
        if end:
            yield paragraph("", "FormGap", end)
        yield from _form(form)
        end = _page(form)
    yield paragraph("", "FormGap") + end


def _form(form: PrintedForm) -> Iterator[str]:
    width, _ = _paper(form)
    yield paragraph(form.title, "FormTitle")
    yield paragraph(form.year, "FormYear")
    yield paragraph("", "FormGap").join(table_parts(form, width - 2 * _MARGIN))


def _page(form: PrintedForm) -> str:
    width, height = _paper(form)
    across = ' w:orient="landscape"' if form.is_wide else ""
    edges = "".join(
        f' w:{edge}="{_MARGIN}"' for edge in ("top", "right", "bottom", "left", "header", "footer")
    )
    return (
        f'<w:sectPr><w:footerReference w:type="default" r:id="rId4"/>'
        f'<w:pgSz w:w="{width}" w:h="{height}"{across}/><w:pgMar{edges} w:gutter="0"/></w:sectPr>'
    )


def _paper(form: PrintedForm) -> tuple[int, int]:
    return (_LONG, _SHORT) if form.is_wide else (_SHORT, _LONG)


def _package(document: bytes) -> bytes:
    """The zip, its files in the order that Word writes them: types first."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in [*_skeleton(data("formats/docx_skeleton")), ("word/document.xml", document)]:
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return stream.getvalue()


def _skeleton(folder: Path) -> list[tuple[str, bytes]]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return sorted((file.relative_to(folder).as_posix(), file.read_bytes()) for file in files)
