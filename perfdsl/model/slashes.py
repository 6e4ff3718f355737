"""A missing slash (P103) is offered only where what is then written fits the table: as many values as it has periods.

Reading a line knows neither the form nor its periods, so its fix is judged here, once the table is known.
"""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.diagnostics import Diagnostic, Fix
from perfdsl.model.funding_rows import row_name
from perfdsl.model.kinds import TEXT
from perfdsl.model.money import read_amount
from perfdsl.model.table import Table
from perfdsl.model.values import read_value
from perfdsl.syntax.nodes import Document, Entry, Line
from perfdsl.syntax.parser import read_line
from perfdsl.text.folding import fold, squeeze
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
            entry = _fixed(line, finding.fix)
            columns = _columns(entry, line, table)
            if entry is None or not columns or not _fits(entry, columns, line.mode == "指标"):
                yield finding._replace(fix=None, hint=_hint(columns))
                continue
        yield finding


def _fixed(line: Line, fix: Fix) -> Entry | None:
    """What the line says with the fix, where it is an indicator or an amount."""
    text = line.text
    for (_, start, end), new in sorted(fix.edits, reverse=True):
        text = text[:start] + new + text[end:]
    node = read_line(text, line.mode).node
    return node if isinstance(node, Entry) else None


def _fits(entry: Entry, columns: tuple[str, ...], is_indicator: bool) -> bool:
    """A value for each column, all of one kind: what is of another unit is another thing."""
    texts = [cell.value.text for cell in entry.cells]
    if len(texts) != len(columns):
        return False
    if not is_indicator:
        return all(read_amount(text, "", None).number is not None for text in texts)
    values = [read_value(text) for text in texts if not _is_none(text)]
    return len(values) == len(texts) and len({(value.kind, value.unit) for value in values}) == 1


def _is_none(text: str) -> bool:
    folded = fold(text)
    return read_value(folded).kind is TEXT or bool(_NO_VALUE.match(folded) or _TWO_WORDS.search(folded))


def _columns(entry: Entry | None, line: Line, table: Table) -> tuple[str, ...]:
    """The periods of an indicator, the columns of an amount; none where nobody knows, or for a column of the form
    that was written like an indicator.
    """
    name = squeeze(entry.name.text) if entry else ""
    if name in table.framework.note_columns:
        return ()
    if line.mode == "指标":
        return table.periods if table.framework_known or table.head.periods.value else ()
    if line.mode == "项目":
        return table.project_columns
    blocks = list(zip(table.framework.blocks, table.funding.blocks, strict=False))
    own = (block.columns for rule, block in blocks if row_name(rule, name) is not None)
    return next(own, max((block.columns for _, block in blocks), key=len, default=()))


def _hint(columns: tuple[str, ...]) -> str:
    if not columns:
        return "各期的值之间写“ / ”；不是值的，写到下一行的“> ”后面"
    if len(columns) == 1:
        return f"这里只有一个值（{columns[0]}）：只写一个，别的内容另写一行"
    return f"这里有 {len(columns)} 个值（{'、'.join(columns)}），中间写“ / ”；说明写到下一行的“> ”后面"
