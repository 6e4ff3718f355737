"""A missing slash (P103) is offered only where what is then written fits the table: as many values as it has periods.

Reading a line knows neither the form nor its periods, so its fix is judged here, once the table is known.
"""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.diagnostics import Diagnostic, Fix
from perfdsl.model.table import Table
from perfdsl.model.values import read_value
from perfdsl.syntax.nodes import Cell, Document, Entry, Line
from perfdsl.syntax.parser import read_line
from perfdsl.text.folding import fold
from perfdsl.text.patterns import lazy

_CODE = "P103"
_NO_VALUE = lazy(r"(?:19|20)\d\d年?度?\Z|\d+(?:\.\d+)?分\Z|0\d")  # a year, points, the end of a number

_TWO_WORDS = lazy(
    r"(?<!\S)[^\s\d]*+\d++[^\d\s]\S*+\s++[^\s\d]"
)  # 1000人 满意度: the next name stands behind the value


def findings_that_fit(document: Document, table: Table) -> Iterator[Diagnostic]:
    """What was found while reading the document, without the slashes that would make values of what is none."""
    for finding in document.diagnostics:
        if finding.code == _CODE and finding.fix:
            line = document.lines[finding.span.line - 1]
            if not _fits(_fixed(line, finding.fix), line, table):
                yield finding._replace(fix=None, hint=_hint(line, table))
                continue
        yield finding


def _fixed(line: Line, fix: Fix) -> str:
    text = line.text
    for (_, start, end), new in sorted(fix.edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _fits(text: str, line: Line, table: Table) -> bool:
    node = read_line(text, line.mode).node
    return (
        isinstance(node, Entry)
        and len(node.cells) == len(_columns(line, table))
        and all(map(_is_value, node.cells))
    )


def _is_value(cell: Cell) -> bool:
    text = fold(cell.value.text)
    return read_value(text).kind != "text" and not (_NO_VALUE.match(text) or _TWO_WORDS.search(text))


def _columns(line: Line, table: Table) -> tuple[str, ...]:
    """The periods of an indicator, the columns of an amount."""
    if line.mode == "指标":
        return table.periods
    if line.mode == "项目":
        return table.project_columns
    return max((block.columns for block in table.funding.blocks), key=len, default=())


def _hint(line: Line, table: Table) -> str:
    columns = _columns(line, table)
    if len(columns) == 1:
        return f"这里只有一个值（{columns[0]}）：只写一个，别的内容另写一行"
    return f"这里有 {len(columns)} 个值（{'、'.join(columns)}），中间写“ / ”；说明写到下一行的“> ”后面"
