"""T514: a described value that reads as a quantity: at least, at most or exactly so much?"""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.rule import Finding, rule
from perfdsl.checks.values.cells import written
from perfdsl.model.table import Table

_KINDS = frozenset(("quantity", "percentage", "rate", "multiple", "duration"))


@rule("T514", "数量没有比较符", "info")
def check(table: Table) -> Iterator[Finding]:
    """One finding an indicator. Info: many forms have no place for a comparator."""
    for indicator in table.with_parts():
        if indicator.operator != ":":
            continue
        for target in written(indicator):
            if target.comparator is None and target.value.kind in _KINDS:
                text = target.value.text
                message = f"“{text}”没有比较符，看不出是至少、至多还是正好"
                yield Finding(target.span, message, f"写成“{indicator.name} >= {text}”，或用“<=”“=”")
                break
