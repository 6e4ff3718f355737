"""What a rule is: a code, a slug, a default level, and a function from a table, or from one row, to findings.

One rule, one module: ``b401_total.py`` holds the check, ``b401_total.md`` beside it what it means, with
examples that are run as tests. A rule yields a :class:`Finding`; the runner adds code and level.

Most rules about indicators look at one row and nothing else. These are given the row alone (``row_rule``), so that they
cannot look further, and are asked once for all rows that are written alike (``checks/row_findings.py``): half the rows of a
table stand word for word in every other department's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

from perfdsl.checks.row import Row
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
RowCheck = Callable[[Row], Iterator[Finding]]
Rows = Literal["all", "measured", "worded", "marked", "unusual", "odd"]


class Rule(NamedTuple):
    """``check`` asks a table, ``check_row`` each of its rows alone; a rule may do both.

    Both are None for the rules that an earlier stage applies (syntax, files, suppressions). ``of`` says which rows are
    asked about: all, those with a number (measured), those with a value that is none (worded), those with a value that is
    more than a number and its unit (unusual), or those that hold more than plain Chinese characters: marks, digits or
    letters in a name or a described value, or notes (marked); odd are the marked and the unusual ones.
    """

    code: str
    slug: str
    severity: Severity
    check: Check | None = None
    check_row: RowCheck | None = None
    of: Rows = "all"


def rule(code: str, slug: str, severity: Severity) -> Callable[[Check], Rule]:
    """Make a check of a table a rule: ``@rule("B401", "合计不符", "error")``."""

    def make(check: Check) -> Rule:
        return Rule(code, slug, severity, check)

    return make


def row_rule(
    code: str, slug: str, severity: Severity, *, of: Rows = "all", rest: Check | None = None
) -> Callable[[RowCheck], Rule]:
    """Make a check of one row a rule. ``rest`` is what the same rule finds outside the rows, in prose or in money."""

    def make(check_row: RowCheck) -> Rule:
        return Rule(code, slug, severity, rest, check_row, of)

    return make
