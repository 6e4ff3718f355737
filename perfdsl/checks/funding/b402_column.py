"""B402: one column of a total does not add up though another one does."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.funding.b401_total import finding, one_column_only
from perfdsl.checks.funding.sums import compared_rows
from perfdsl.checks.rule import Finding, rule
from perfdsl.model.table import Table


@rule("B402", "一列不符", "error")
def check(table: Table) -> Iterator[Finding]:
    for block, comparisons in compared_rows(table):
        if one_column_only(comparisons):
            fine = "、".join(block.columns[one.column] for one in comparisons if one.verdict == "right")
            for one in comparisons:
                if one.verdict == "wrong":
                    yield finding(table, block, one)._replace(
                        hint=f"{fine}是相符的；请核对这一列，各项的数也可能漏填成了 0"
                    )
