"""PDF: the official form as it is printed, for the archive (PDF/A-2) and for readers who hear it (PDF/UA).

Typst lays it out by the template ``pdf_form.typ``, to which the form is data. The same tables make the same bytes
with the same fonts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

from perfdsl.formats.errors import ExportError
from perfdsl.formats.pdf_fonts import chosen_fonts
from perfdsl.formats.printed_form import PrintedForm, printed_form
from perfdsl.formats.xml import possible
from perfdsl.model.table import Table
from perfdsl.resources import data
from perfdsl.text.patterns import lazy
from perfdsl.text.width import printable

if TYPE_CHECKING:
    from typst import Compiler

_CREATED = 946_684_800  # 2000-01-01, as in the other formats
_SHORT, _LONG = 210, 297  # A4 in mm
_CODE = lazy(r"\\u\{([0-9a-f]+)\}")


def pdf(tables: Iterable[Table]) -> bytes:
    """A document in which each table begins a page. The library may be missing (``perfdsl[pdf]``). Raises
    ExportError where no font of this computer has the characters.
    """
    return compiled([as_data(printed_form(table), table.name) for table in tables])


def as_data(form: PrintedForm, name: str) -> dict[str, Any]:
    """A form as the template takes it: plain values."""
    rows: list[list[tuple[str, str, int, int]]] = [[] for _ in range(form.height)]
    for place in form.cells:
        text, role, columns, height = place.cell
        rows[place.top].append((possible(text), role, columns, height))
    width, height = (_LONG, _SHORT) if form.is_wide else (_SHORT, _LONG)
    return {
        "name": possible(name),
        "title": possible(form.title),
        "year": form.year,
        "width": width,
        "height": height,
        "columns": form.widths,
        "rows": [{"heading": top in form.headings, "cells": cells} for top, cells in enumerate(rows)],
    }


def compiled(forms: list[dict[str, Any]]) -> bytes:
    """The document of forms that :func:`as_data` made. Raises ExportError."""
    from typst import TypstError

    compiler, fonts = _compiler()
    inputs = {"forms": json.dumps(forms), "fonts": fonts}
    try:
        document = compiler.compile(
            format="pdf", sys_inputs=inputs, pdf_standards=["a-2u", "ua-1"], timestamp=_CREATED
        )
    except TypstError as error:
        _, _, quoted = error.message.partition('`"')
        if not quoted:
            raise
        text = _CODE.sub(lambda code: chr(int(code[1], 16)), quoted.partition('"`')[0])
        raise ExportError(_unshown(text, forms)) from error
    assert isinstance(document, bytes)
    return document


def _unshown(text: str, forms: list[dict[str, Any]]) -> str:
    """A sign that no font has, or that an archive must not hold; whose it is helps to find it."""
    owner = next((form["name"] for form in forms if text in json.dumps(form, ensure_ascii=False)), "")
    return (
        f"“{owner}”里的“{printable(text)}”写不进 PDF：请安装带有这个字的字体（如 Noto Serif CJK），或者换一个写法"
        f"（perfdsl check 会指出看不见的字符）。"
    )


@cache
def _compiler() -> tuple[Compiler, str]:
    """One for all documents: looking for the computer's fonts takes longer than a form."""
    from typst import Compiler, Fonts

    fonts = Fonts()
    names = json.dumps(chosen_fonts(fonts.families()))
    return Compiler(input=str(data("formats/pdf_form.typ")), font_paths=fonts), names
