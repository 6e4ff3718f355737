"""JSON that is written as it is made: one finding a line, so that no report is held whole."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from perfdsl.diagnostics import Diagnostic
from perfdsl.reports.report import Report


def line(value: Any) -> str:
    """Without indentation: with it, Python writes JSON ten times as slowly, and holds it whole."""
    return json.dumps(value, ensure_ascii=False)


def items(reports: Iterable[Report], make: Callable[[str, Diagnostic], Any]) -> Iterator[str]:
    """What ``make`` makes of the path and each finding, as the items of an array."""
    mark = "\n"
    for report in reports:
        for finding in report.findings:
            yield mark + line(make(report.path, finding))
            mark = ",\n"
