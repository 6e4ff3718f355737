"""Run rules. A rule that crashes becomes one internal finding that names it: a bug never hides other findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from perfdsl.checks.rule import Finding, Rule
from perfdsl.diagnostics import Diagnostic, Span

INTERNAL = "X001"
Subject = TypeVar("Subject")


def run_rules(
    rules: Iterable[tuple[Rule, Callable[[Subject], Iterable[Finding]]]], subject: Subject
) -> list[tuple[str, Diagnostic]]:
    """What the rules, each with the check to be made, find in ``subject``; each finding with its rule's code."""
    found: list[tuple[str, Diagnostic]] = []
    for rule, check in rules:
        try:
            for span, message, hint, fix, labels in check(subject):
                finding = Diagnostic(rule.code, rule.severity, message, span, hint, labels, fix)
                found.append((rule.code, finding))
        except Exception as error:  # noqa: BLE001 - a rule's bug must not hide the other findings
            found.append((rule.code, _crash(rule, error)))
    return found


def _crash(rule: Rule, error: Exception) -> Diagnostic:
    message = f"规则 {rule.code} 出错（{type(error).__name__}: {error}），这条规则没有检查"
    hint = "这是 perfdsl 的缺陷，请连同文件报告给维护者"
    return Diagnostic(INTERNAL, "error", message, Span(1, 0, 0), hint)
