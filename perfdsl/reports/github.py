"""GitHub workflow commands: findings become annotations on the changed lines of a pull request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from perfdsl.reports.report import Report, said_of

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}


def render(reports: Iterable[Report]) -> Iterator[str]:
    """One workflow command for each finding."""
    for report in reports:
        for finding in report.findings:
            span = finding.span
            place = f"file={_property(report.path)},line={span.line},endLine={span.line}"
            columns = f"col={span.start + 1},endColumn={max(span.end, span.start + 1)}"
            title = f"title={_property(finding.code)}"
            more = (finding.hint, said_of(finding.fix) if finding.fix else "")
            text = "\n".join((finding.message, *filter(None, more)))
            yield f"::{_COMMANDS[finding.severity]} {place},{columns},{title}::{_data(text)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
