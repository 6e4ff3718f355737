"""Ask one rule. A rule that crashes becomes one internal finding that names it: a bug never hides other findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from perfdsl.checks.rule import Finding, Rule
from perfdsl.diagnostics import Diagnostic, Span

INTERNAL = "X001"
Subject = TypeVar("Subject")


def ask(rule: Rule, check: Callable[[Subject], Iterable[Finding]], subject: Subject) -> list[Diagnostic]:
    """What ``check``, one of the rule's two, finds in ``subject``."""
    found: list[Diagnostic] = []
    try:
        for span, message, hint, fix, labels in check(subject):
            found.append(Diagnostic(rule.code, rule.severity, message, span, hint, labels, fix))
    except Exception as error:  # noqa: BLE001 - a rule's bug must not hide the other findings
        message = f"规则 {rule.code} 出错（{type(error).__name__}: {error}），这条规则没有检查"
        hint = "这是 perfdsl 的缺陷，请连同文件报告给维护者"
        found.append(Diagnostic(INTERNAL, "error", message, Span(1, 0, 0), hint))
    return found
