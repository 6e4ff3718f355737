"""JSON for programs: one object with all findings. Lines and columns are 1-based code points."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from perfdsl.diagnostics import Diagnostic, Fix, Span
from perfdsl.reports.report import Report, count


def render(reports: Iterable[Report], *, colour: bool = False) -> Iterator[str]:
    """The whole object. ``colour`` has no effect."""
    everything = list(reports)
    counts = count(everything)
    findings = [as_json(report.path, finding) for report in everything for finding in report.findings]
    result = {
        "version": 1,
        "files": len(everything),
        "errors": counts["error"],
        "warnings": counts["warning"],
        "infos": counts["info"],
        "findings": findings,
    }
    yield json.dumps(result, ensure_ascii=False, indent=2) + "\n"


def as_json(path: str, finding: Diagnostic) -> dict[str, Any]:
    """One finding. ``end_column`` is one past the last code point."""
    return {
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message,
        "file": path,
        **place(finding.span),
        "hint": finding.hint or None,
        "fix": _fix(finding.fix) if finding.fix else None,
        "related": [{"message": label.text, "file": path, **place(label.span)} for label in finding.labels],
    }


def place(span: Span) -> dict[str, int]:
    """1-based line and column, and the end."""
    return {
        "line": span.line,
        "column": span.start + 1,
        "end_line": span.line,
        "end_column": max(span.end, span.start) + 1,
    }


def _fix(fix: Fix) -> dict[str, Any]:
    return {"message": fix.message, "edits": [{**place(edit.span), "text": edit.text} for edit in fix.edits]}
