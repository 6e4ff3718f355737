"""The kinds of file that a form is written to, by name: its suffix and the bytes of several forms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from tests.importer.forms.laid_out import LaidOut
from tests.importer.forms.writers.docx import docx
from tests.importer.forms.writers.html import html
from tests.importer.forms.writers.pdf import pdf
from tests.importer.forms.writers.tsv import tsv
from tests.importer.forms.writers.xlsx import xlsx

Write = Callable[[Sequence[LaidOut]], bytes]


class FileFormat(NamedTuple):
    """A kind of file."""

    suffix: str
    write: Write


FORMATS: dict[str, FileFormat] = {
    "xlsx": FileFormat(".xlsx", xlsx),
    "xlsx-formulas": FileFormat(".xlsx", partial(xlsx, formulas=True, one_sheet=True)),
    "docx": FileFormat(".docx", docx),
    "html": FileFormat(".html", html),
    "html-gb18030": FileFormat(".html", partial(html, encoding="gb18030")),
    "pdf": FileFormat(".pdf", pdf),
    "tsv": FileFormat(".tsv", tsv),
}
