"""A form as a web page: a table with rowspan and colspan between paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from perfdsl.presentation.grid import FormCell, Row
from tests.importer.forms.laid_out import LaidOut

_PAGE = (
    '<!DOCTYPE html>\n<html>\n<head>\n<meta http-equiv="Content-Type" content="text/html; charset={encoding}">\n'
    "<title>{title}</title>\n<style>td {{ border: 1px solid }}</style>\n<script>var shown = 1 < 2;</script>\n</head>\n"
    '<body>\n<div class="nav"><a href="/">首页</a> &gt; <a href="/xxgk">信息公开</a></div>\n{body}\n</body>\n</html>\n'
)  # fmt: skip


def html(forms: Sequence[LaidOut], *, encoding: str = "utf-8") -> bytes:
    """All forms on one page, in this encoding (``gb18030``: as older offices save theirs)."""
    body = "\n".join(line for form in forms for line in _form(form))
    page = _PAGE.format(encoding=encoding, title=escape(forms[0].name), body=body)
    return page.encode(encoding)


def _form(form: LaidOut) -> Iterator[str]:
    yield from (f'<p style="text-align: center"><strong>{escape(line)}</strong></p>' for line in form.titles)
    yield from (f"<p>{_spaced(line)}</p>" for line in form.above)
    yield '<table cellspacing="0">'
    yield "<tbody>"
    yield from map(_row, form.rows)
    yield "</tbody>"
    yield "</table>"
    yield from (f"<p>{_spaced(line)}</p>" for line in form.below)


def _row(row: Row) -> str:
    return f"<tr>{''.join(map(_cell, row))}</tr>"


def _cell(cell: FormCell) -> str:
    spans = "".join(
        f' {name}="{count}"'
        for name, count in (("rowspan", cell.rows), ("colspan", cell.columns))
        if count > 1
    )
    lines = cell.text.split("\n")
    if cell.role == "prose":
        return f"<td{spans}>{''.join(f'<p>{_spaced(line)}</p>' for line in lines)}</td>"
    return f"<td{spans}>{'<br>'.join(map(_spaced, lines)) or '&nbsp;'}</td>"


def _spaced(text: str) -> str:
    return escape(text).replace("  ", "&nbsp; ")
