"""PDF files for the tests: tables that Typst draws, and what no program that behaves would write."""

from __future__ import annotations

import zlib

import typst

HEAD = """
#set page(paper: "a4", margin: 2cm, numbering: "1")
#set text(font: ("Noto Serif CJK SC", "Noto Sans CJK SC", "Source Han Serif SC", "SimSun"), size: 10.5pt, cjk-latin-spacing: none)
"""


def drawn(markup: str) -> bytes:
    """A document of A4 pages with numbers at their foot."""
    return typst.compile((HEAD + markup).encode())


def table(columns: str, *cells: str, header: str = "") -> str:
    """Typst's words for a table; ``columns`` are the widths of its columns."""
    first = f"table.header({header})," if header else ""
    return f"#table(columns: ({columns}), {first} {', '.join(cells)})"


def cell(text: str, rows: int = 1, columns: int = 1) -> str:
    return f"table.cell(rowspan: {rows}, colspan: {columns})[{text}]"


def objects(*bodies: bytes, trailer: bytes = b"") -> bytes:
    """A file of these objects, numbered from 1; the first is its catalogue."""
    data = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(data)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    data += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(bodies) + 1, rows)
    return data + b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (
        len(bodies) + 1,
        trailer,
        start,
    )


def one_page(content: bytes, trailer: bytes = b"", *more: bytes) -> bytes:
    """A file of one page that is drawn by ``content``."""
    packed = zlib.compress(content)
    stream = b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>"
    return objects(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        page,
        stream,
        *more,
        trailer=trailer,
    )
