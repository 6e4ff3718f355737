"""Run every rule over a table; apply levels and suppressions; sort.

A rule that crashes becomes one internal finding that names it: a bug never hides the other findings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import cast

from perfdsl.checks.registry import BY_CODE, RULES
from perfdsl.checks.rule import Rule
from perfdsl.checks.suppressions import suppress
from perfdsl.diagnostics import Diagnostic, Severity, Span
from perfdsl.model.table import Table

INTERNAL = "X001"
_ACTIVE = tuple(rule for rule in RULES if rule.check is not None)


def check(table: Table, earlier: Iterable[Diagnostic], levels: Mapping[str, str]) -> tuple[Diagnostic, ...]:
    """All findings of a table: those of earlier stages and those of the rules, in file order."""
    found = [*earlier]
    silent = {code for code, level in levels.items() if level == "off"}
    for rule in _ACTIVE:
        if rule.code not in silent:
            found.extend(_run(rule, table))
    return in_order(apply_levels(suppress(found, table, silent), levels))


def apply_levels(found: Iterable[Diagnostic], levels: Mapping[str, str]) -> Iterator[Diagnostic]:
    """The findings with the project's levels; those that are ``off`` left out."""
    for finding in found:
        level = levels.get(finding.code)
        if level is None:
            yield finding
        elif level != "off":
            yield finding._replace(severity=cast("Severity", level))


def in_order(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sorted by place, then code: the order never depends on how rules are run."""
    return tuple(sorted(found, key=lambda finding: (finding.span, finding.code, finding.message)))


def severity_of(code: str) -> Severity:
    """The default level of a rule."""
    return BY_CODE[code].severity


def _run(rule: Rule, table: Table) -> Iterator[Diagnostic]:
    if rule.check is None:
        return
    try:
        for span, message, hint, fix, labels in rule.check(table):
            yield Diagnostic(rule.code, rule.severity, message, span, hint, labels, fix)
    except Exception as error:  # noqa: BLE001 - a rule's bug must not hide the other findings
        message = f"规则 {rule.code} 出错（{type(error).__name__}: {error}），这条规则没有检查"
        yield Diagnostic(
            "X001", "error", message, Span(1, 0, 0), "这是 perfdsl 的缺陷，请连同文件报告给维护者"
        )
