"""A template as a format: what ``perfdsl export --template`` writes each table in."""

from __future__ import annotations

from pathlib import Path

from perfdsl.filling.fields import fields_of
from perfdsl.formats.errors import ExportError
from perfdsl.formats.registry import DOCX, XLSX, Format
from perfdsl.model.table import Table

_LIBRARIES = {".xlsx": "openpyxl", ".docx": "lxml"}
_OLD = {".xls": "xlsx", ".et": "xlsx", ".doc": "docx", ".wps": "docx", ".xlsm": "xlsx", ".docm": "docx"}


def template_format(file: Path) -> Format:
    """The format that fills this template, one file for each table. Raises ExportError, OSError."""
    suffix = file.suffix.lower()
    if suffix not in _LIBRARIES:
        advice = f"请用 WPS 或 Office 另存为 .{_OLD[suffix]}。" if suffix in _OLD else "请用 .xlsx 或 .docx。"
        raise ExportError(f"“{file.name}”不能作模板：{advice}")
    content = file.read_bytes()
    like = XLSX if suffix == ".xlsx" else DOCX
    return Format(
        "template",
        "模板",
        "按自己的表样填写",
        suffix,
        like.media_type,
        of_table=lambda table: _filled(content, suffix, table),
        each=True,
        needs=_LIBRARIES[suffix],
    )


def _filled(content: bytes, suffix: str, table: Table) -> bytes:
    fields = fields_of(table)
    if suffix == ".xlsx":
        from perfdsl.filling.xlsx_filling import fill_xlsx

        return fill_xlsx(content, fields)
    from perfdsl.filling.docx_filling import fill_docx

    return fill_docx(content, fields)
