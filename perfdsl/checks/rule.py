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


class Family(NamedTuple):
    """Rules about one thing; their codes begin with its ``letter``."""

    letter: str
    title: str


DISCLOSURE = Family("D", "公开要求")
FAMILIES = (
    Family("P", "书写"),
    Family("F", "文件、编码与设置"),
    Family("V", "表式与用词"),
    Family("B", "资金"),
    Family("T", "指标值"),
    Family("R", "引用"),
    Family("S", "文字与标点"),
    DISCLOSURE,
    Family("A", "执行与评分"),
    Family("X", "程序内部"),
)
_BY_LETTER = {family.letter: family for family in FAMILIES}


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

    @property
    def family(self) -> Family:
        """As the code says."""
        return _BY_LETTER[self.code[0]]


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
