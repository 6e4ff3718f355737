"""SARIF 2.1.0, for code-scanning services and auditors' tools."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from perfdsl import __version__
from perfdsl.checks.registry import BY_CODE, RULES
from perfdsl.diagnostics import Diagnostic, Fix, Span
from perfdsl.reports.json_lines import items, line
from perfdsl.reports.report import Report, said_of

_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_INDEX = {rule.code: i for i, rule in enumerate(RULES)}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render(reports: Iterable[Report]) -> Iterator[str]:
    """The whole log, a result a line."""
    driver = {"name": "perfdsl", "version": __version__, "rules": [_rule(code) for code in BY_CODE]}
    yield f'{{\n"$schema": {line(_SCHEMA)},\n"version": "2.1.0",\n"runs": [{{\n"tool": {line({"driver": driver})},\n'
    yield '"columnKind": "unicodeCodePoints",\n"results": ['
    yield from items(reports, _result)
    yield "\n]\n}]\n}\n"


def _rule(code: str) -> dict[str, Any]:
    rule = BY_CODE[code]
    return {
        "id": code,
        "name": rule.slug,
        "shortDescription": {"text": rule.slug},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(path: str, finding: Diagnostic) -> dict[str, Any]:
    text = finding.message + (f"。{finding.hint}" if finding.hint else "")
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "level": _LEVELS[finding.severity],
        "message": {"text": text},
        "locations": [_location(path, finding.span)],
    }
    if finding.code in _INDEX:
        result["ruleIndex"] = _INDEX[finding.code]
    if finding.labels:
        result["relatedLocations"] = [
            {**_location(path, label.span), "message": {"text": label.text}} for label in finding.labels
        ]
    if finding.fix:
        result["fixes"] = [_fix(path, finding.fix)]
    return result


def _location(path: str, span: Span) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": {"uri": quote(path)}, "region": _region(span)}}


def _region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.line,
        "startColumn": span.start + 1,
        "endLine": span.line,
        "endColumn": max(span.end, span.start) + 1,
    }


def _fix(path: str, fix: Fix) -> dict[str, Any]:
    replacements = [
        {"deletedRegion": _region(edit.span), "insertedContent": {"text": edit.text}} for edit in fix.edits
    ]
    change = {"artifactLocation": {"uri": quote(path)}, "replacements": replacements}
    return {"description": {"text": said_of(fix)}, "artifactChanges": [change]}
