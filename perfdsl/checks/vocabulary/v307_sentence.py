"""V307: a name that is a whole sentence cannot be searched, compared or printed in its column."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.rule import Finding, rule
from perfdsl.model.table import Table
from perfdsl.text.patterns import lazy

_BRACKETS = lazy(r"[(（“《][^()（）“”《》]*[)）”》]")
_STOP = lazy(r"[。；;！!]")
_CLAUSE = lazy(r"[，,]")
_LONG = 40
_LONG_FOR_CLAUSES = 20
_SHORT = 12  # no sentence, whatever its marks


@rule("V307", "名称是一句话", "warning")
def check(table: Table) -> Iterator[Finding]:
    """Names with a full stop, with clauses, or of more than 40 characters (brackets and quotations not counted)."""
    for indicator in table.with_parts():
        if len(indicator.name) > _SHORT and _is_sentence(indicator.name):
            message = f"指标名称是一句话（{len(indicator.name)} 个字）"
            yield Finding(
                indicator.span,
                message,
                "名称只写考核什么，如“培训人数”；做法和要求写在下一行的“> 指标解释: …”里",
            )


def _is_sentence(name: str) -> bool:
    plain = _BRACKETS.sub("", name).rstrip("。；;！!，,")
    if _STOP.search(plain) or len(plain) > _LONG:
        return True
    return len(plain) > _LONG_FOR_CLAUSES and _CLAUSE.search(plain) is not None
