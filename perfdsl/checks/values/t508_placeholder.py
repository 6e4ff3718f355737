"""T508: a blank of the form that was never filled in: ``≥**人``, ``XX万元``, ``（填写说明…）``."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.prose import span_at
from perfdsl.checks.row import Row
from perfdsl.checks.rule import Finding, row_rule
from perfdsl.checks.values.cells import shown
from perfdsl.model.kinds import TEXT
from perfdsl.model.table import Table
from perfdsl.model.values import is_placeholder
from perfdsl.text.folding import fold
from perfdsl.text.occurring import contains
from perfdsl.text.patterns import lazy

_HINT = "填上真实的值；没有目标值时写“-”"
# In prose two stars are bold type and ×× may hide a name: only blanks in front of a unit count there.
_SIGNS = ("填写", "XX", "xx", "××", "__", "ＸＸ", "ｘｘ", "＿＿")
_UNITS = "[万亿]|元|人|个|项|次|户|年|月|日|%|平方|公里|亩|台|套|场|条|件|篇"
_BLANK = lazy(
    rf"\((?:填写说明|请填写|此处填写)[^()\n]*\)?|(?<![A-Za-z_×])(?:[Xx×]{{2,}}|_{{2,}})(?={_UNITS})"
)


def _in_prose(table: Table) -> Iterator[Finding]:
    for section in table.sections:
        if contains(section.markdown, _SIGNS):
            for match in _BLANK.finditer(fold(section.markdown)):
                message = f"“{section.title}”里的“{match[0]}”还是占位符"
                yield Finding(span_at(section, *match.span()), message, "填上真实的内容，删去填写说明")


@row_rule("T508", "占位符未填写", "error", of="worded", rest=_in_prose)
def check(row: Row) -> Iterator[Finding]:
    """Values, and blanks in prose."""
    for target in row.worded:
        if target.value.kind is TEXT and is_placeholder(target.value.text):
            yield Finding(target.span, f"“{row.indicator.name}”的值“{shown(target)}”还是占位符", _HINT)
