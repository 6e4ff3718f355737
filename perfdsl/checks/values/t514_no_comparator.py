"""T514: a described value that reads as a quantity: at least, at most or exactly so much?"""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.row import Row
from perfdsl.checks.rule import Finding, row_rule
from perfdsl.model.indicator_names import has_comparator


@row_rule("T514", "数量没有比较符", "info", of="measured")
def check(row: Row) -> Iterator[Finding]:
    """One finding an indicator. Info: many forms have no place for a comparator."""
    if row.indicator.operator != ":" or has_comparator(row.indicator.name):
        return
    for target in row.measured:
        if target.comparator is None and target.value.kind.wants_comparator:
            message = f"“{target.value.text}”没有比较符，看不出是至少、至多还是正好"
            yield Finding(target.span, message, "用“>=”（至少）、“<=”（至多）或“=”（正好）代替冒号")
            break
