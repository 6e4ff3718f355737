"""V333: a table in the folder of another year."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.rule import Finding, rule
from perfdsl.model.table import Table
from perfdsl.text.patterns import lazy

_YEAR = lazy(r"(?P<year>(?:19|20)\d\d)(?:年度?)?\Z")


@rule("V333", "年度与文件夹不符", "error")
def check(table: Table) -> Iterator[Finding]:
    """A copy of last year's table whose year was not changed, or the other way round."""
    folders = table.path.split("/")[:-1]
    years = [int(match["year"]) for folder in folders if (match := _YEAR.match(folder))]
    if table.year is not None and years and table.year not in years:
        message = f"年度是 {table.year}，文件却在 {years[-1]} 年的文件夹里"
        yield Finding(table.head.year.value_span, message, "改正年度，或把文件移到那一年的文件夹")
