"""V332: a code that cannot be part of an address as it is written."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.rule import Finding, rule
from perfdsl.diagnostics import Edit, Fix, Span
from perfdsl.model.addresses import CODE_KEYS, is_usable
from perfdsl.model.table import Table
from perfdsl.text.folding import squeeze


@rule("V332", "编码不能作网址", "error")
def check(table: Table) -> Iterator[Finding]:
    """The table's own code, and those of its projects and indicators."""
    for code, span in _codes(table):
        if code and not is_usable(code):
            bare = squeeze(code)
            fix = Fix("去掉空格", (Edit(span, bare),), safe=False) if is_usable(bare) else None
            message = f"编码“{code}”不能作网址"
            hint = "编码只用英文字母、数字和 - _ .，以字母或数字开头，不超过 64 个字；别的编号换一个键写"
            yield Finding(span, message, hint, fix)


def _codes(table: Table) -> Iterator[tuple[str, Span]]:
    yield table.head.code.value, table.head.code.value_span
    notes = [item.notes for item in table.projects] + [one.notes for one in table.with_parts()]
    for note in (note for some in notes for note in some if note.key in CODE_KEYS):
        yield note.value, note.value_span
