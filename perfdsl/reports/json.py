"""JSON for programs: one object with all findings, a finding a line. Lines and columns are 1-based code points."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from perfdsl.checks.registry import BY_CODE
from perfdsl.diagnostics import Diagnostic, Fix, Span
from perfdsl.reports.json_lines import items, line
from perfdsl.reports.report import Frequent, Tally


def render(reports: Tally) -> Iterator[str]:
    """The whole object, piece by piece; what was counted comes last."""
    yield '{\n"version": 1,\n"findings": ['
    yield from items(reports, as_json)
    yield "\n],\n"
    yield f'"summary": {line(_summary(reports))},\n'
    levels = reports.levels
    yield f'"blanks": {line({"total": sum(reports.blanks.values()), "files": reports.blanks})},\n'
    yield f'"files": {reports.files},\n"errors": {levels["error"]},\n'
    yield f'"warnings": {levels["warning"]},\n"infos": {levels["info"]}\n}}\n'


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
    """``safe``: made by ``check --fix``; else a suggestion, which somebody should look at."""
    edits = [{**place(edit.span), "text": edit.text} for edit in fix.edits]
    return {"message": fix.message, "safe": fix.safe, "edits": edits}


def _summary(tally: Tally) -> dict[str, Any]:
    return {"files_with_errors": tally.with_errors, "rules": [_rule(one) for one in tally.foremost()]}


def _rule(one: Frequent) -> dict[str, Any]:
    rule = BY_CODE.get(one.code)
    return {**one._asdict(), "slug": rule.slug if rule else None}
