"""V307: a name that is a whole sentence cannot be searched, compared or printed in its column."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.row import Row
from perfdsl.checks.rule import Finding, row_rule
from perfdsl.syntax.marks import COMMAS
from perfdsl.text.patterns import lazy

_BRACKETS = lazy(r"[(（“《][^()（）“”《》]*[)）”》]")
_STOP = lazy(r"[。；;！!]")
_CLAUSE = lazy(f"[{COMMAS}]")
_LONG = 40
_LONG_FOR_CLAUSES = 20
_SHORT = 12  # no sentence, whatever its marks


@row_rule("V307", "名称是一句话", "warning")
def check(row: Row) -> Iterator[Finding]:
    """Names with a full stop, with clauses, or of more than 40 characters (brackets and quotations not counted)."""
    name = row.indicator.name
    if len(name) > _SHORT and _is_sentence(name):
        message = f"指标名称是一句话（{len(name)} 个字）"
        hint = "名称只写考核什么，如“培训人数”；做法和要求写在下一行的“> 指标解释: …”里"
        yield Finding(row.indicator.span, message, hint)


def _is_sentence(name: str) -> bool:
    plain = _BRACKETS.sub("", name).rstrip("。；;！!，,")
    if _STOP.search(plain) or len(plain) > _LONG:
        return True
    return len(plain) > _LONG_FOR_CLAUSES and _CLAUSE.search(plain) is not None
