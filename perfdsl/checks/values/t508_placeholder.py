"""T508: a blank of the form that was never filled in: ``≥**人``, ``____``, ``XX万元``, ``（填写说明…）``."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.funding.b405_money_cell import written_amounts
from perfdsl.checks.prose import span_at
from perfdsl.checks.row import Row
from perfdsl.checks.rule import Finding, row_rule
from perfdsl.checks.values.cells import shown
from perfdsl.model.kinds import TEXT
from perfdsl.model.table import Table
from perfdsl.model.values import is_blank, is_placeholder
from perfdsl.text.folding import fold
from perfdsl.text.occurring import contains
from perfdsl.text.patterns import lazy

_HINT = "填上真实的值；没有目标值时写“-”"
# In prose two stars are bold type and ×× may hide a name: only blanks in front of a unit count there.
_SIGNS = ("填写", "XX", "xx", "××", "__", "ＸＸ", "ｘｘ", "＿＿")
_UNITS = "[万亿]|元|人|个|项|次|户|年|月|日|%|平方|公里|亩|台|套|场|条|件|篇"
_BLANK = lazy(
    rf"\((?:填写说明|请填写|此处填写)[^()\n]*\)?|(?<![A-Za-z_×])(?:[Xx×]{{2,}}|_{{2,}})(?={_UNITS})|(?<![A-Za-z_])_{{4,}}(?![A-Za-z_])"
)


def _outside_of_rows(table: Table) -> Iterator[Finding]:
    yield from _in_header(table)
    yield from _in_prose(table)
    yield from _in_money(table)


def _in_header(table: Table) -> Iterator[Finding]:
    """A year that cannot be read has a finding of its own."""
    for field in table.header:
        if is_blank(field.value) and field is not table.head.year:
            hint = "填上真实的内容；没有的，删去这一行"
            yield Finding(field.value_span, f"“{field.key}”还没有填", hint)


def _in_money(table: Table) -> Iterator[Finding]:
    for item in (*table.funding.items, *table.projects):
        for one, amount in written_amounts(item):
            if amount.is_unknown and amount.span and is_placeholder(amount.text):
                hint = "填上金额；没有金额时写“-”，或删去这一行"
                yield Finding(amount.span, f"“{one.name}”的金额“{amount.text}”还是占位符", hint)


def _in_prose(table: Table) -> Iterator[Finding]:
    for section in table.sections:
        if contains(section.markdown, _SIGNS):
            for match in _BLANK.finditer(fold(section.markdown)):
                message = f"“{section.title}”里的“{match[0]}”还是占位符"
                yield Finding(span_at(section, *match.span()), message, "填上真实的内容，删去填写说明")


@row_rule("T508", "占位符未填写", "error", of="worded", rest=_outside_of_rows)
def check(row: Row) -> Iterator[Finding]:
    """Values; amounts, the header and prose are looked through outside of the rows."""
    for target in row.worded:
        if target.value.kind is TEXT and is_placeholder(target.value.text):
            yield Finding(target.span, f"“{row.indicator.name}”的值“{shown(target)}”还是占位符", _HINT)
