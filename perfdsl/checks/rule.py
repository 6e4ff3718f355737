"""What a rule is: a code, a slug, a default level, and a function from a table to findings.

One rule, one module: ``b401_total.py`` holds the check, ``b401_total.md`` beside it what it means, with
examples that are run as tests. A rule yields a :class:`Finding`; the runner adds code and level.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from perfdsl.diagnostics import Fix, Label, Severity, Span
from perfdsl.model.table import Table


class Finding(NamedTuple):
    """One thing a rule found. ``message`` says what is wrong, ``hint`` what to do."""

    span: Span
    message: str
    hint: str = ""
    fix: Fix | None = None
    labels: tuple[Label, ...] = ()


Check = Callable[[Table], Iterator[Finding]]


class Rule(NamedTuple):
    """``check`` is None for the rules that an earlier stage applies (syntax, files, suppressions)."""

    code: str
    slug: str
    severity: Severity
    check: Check | None = None


def rule(code: str, slug: str, severity: Severity) -> Callable[[Check], Rule]:
    """Make a check a rule: ``@rule("B401", "合计不符", "error")``."""

    def make(check: Check) -> Rule:
        return Rule(code, slug, severity, check)

    return make
