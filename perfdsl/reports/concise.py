"""One line a finding, for terminals, grep and editors: ``文件:行:列: 级别[代码] 说明``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from perfdsl.diagnostics import LEVEL_NAMES
from perfdsl.reports.report import Report
from perfdsl.text.width import printable


def render(reports: Iterable[Report]) -> Iterator[str]:
    """One line for each finding."""
    for report in reports:
        for finding in report.findings:
            place = f"{report.path}:{finding.span.line}:{finding.span.start + 1}"
            yield (
                printable(f"{place}: {LEVEL_NAMES[finding.severity]}[{finding.code}] {finding.message}")
                + "\n"
            )
