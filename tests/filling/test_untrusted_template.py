"""A template that somebody sent: no entities, no bombs, nothing fetched."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from perfdsl.filling.docx_filling import fill_docx
from perfdsl.filling.fields import Fields, fields_of
from perfdsl.filling.xlsx_filling import fill_xlsx
from perfdsl.formats.errors import ExportError
from tests.filling import test_docx_template, test_xlsx_template
from tests.formats.samples import read

Fill = Callable[[bytes, Fields], bytes]
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
KINDS = [
    pytest.param(fill_docx, test_docx_template.template, "word/document.xml", id="docx"),
    pytest.param(fill_xlsx, test_xlsx_template.template, "xl/workbook.xml", id="xlsx"),
]


def changed(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The archive with one part changed."""
    stream = io.BytesIO()
    source = zipfile.ZipFile(io.BytesIO(content))
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for one in source.namelist():
            part = source.read(one)
            target.writestr(one, change(part) if one == name else part)
    return stream.getvalue()


def saved(template: Callable[[], object]) -> bytes:
    stream = io.BytesIO()
    template().save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("coding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(("fill", "template", "part"), KINDS)
def test_entities_are_refused(fill: Fill, template: Callable[[], object], part: str, coding: str) -> None:
    def with_entities(content: bytes) -> bytes:
        text = content.decode("utf-8")
        head, end, rest = text.partition("?>") if text.startswith("<?xml") else ("", "", text)
        return f"{head.replace('UTF-8', coding)}{end}{BOMB}{rest}".encode(coding)

    with pytest.raises(ExportError, match="DOCTYPE"):
        fill(changed(saved(template), part, with_entities), fields_of(read(test_xlsx_template.TEXT)))


@pytest.mark.parametrize(("fill", "template", "part"), KINDS)
def test_a_zip_bomb_is_refused_before_it_is_read(
    fill: Fill, template: Callable[[], object], part: str
) -> None:
    bomb = changed(saved(template), part, lambda _: bytes(210_000_000))
    with pytest.raises(ExportError, match="模板太大"):
        fill(bomb, fields_of(read(test_xlsx_template.TEXT)))
