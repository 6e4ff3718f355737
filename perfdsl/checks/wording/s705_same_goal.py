"""S705: the annual goal repeats the long-term goal or the mandate word for word."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.lexicon import ANNUAL_GOALS, LONG_GOALS, MANDATES
from perfdsl.checks.names import contains, core_name
from perfdsl.checks.rule import Finding, rule
from perfdsl.diagnostics import Label
from perfdsl.model.table import Section, Table
from perfdsl.text.folding import squeeze


@rule("S705", "年度目标照抄", "warning")
def check(table: Table) -> Iterator[Finding]:
    """Compared without spaces and line breaks; a finding for each pair."""
    annual = [section for section in table.sections if _official(section, table) in ANNUAL_GOALS]
    others = [section for section in table.sections if _is_other(section, table)]
    for one in annual if others else ():
        text = _text(one)
        for other in others:
            if text and text == _text(other):
                message = f"“{one.title}”与“{other.title}”一字不差"
                hint = "年度目标写这一年要做到什么、做到多少，与长期目标和职责区别开"
                yield Finding(one.span, message, hint, labels=(Label(other.span, "与这里相同"),))


def _is_other(section: Section, table: Table) -> bool:
    return contains(section.title, MANDATES) or _official(section, table) in LONG_GOALS


def _official(section: Section, table: Table) -> str:
    """The framework's own title of a section, else the written one without brackets."""
    rules = table.framework.sections
    return next((rule.title for rule in rules if section.title in rule.aliases), core_name(section.title))


def _text(section: Section) -> str:
    return squeeze(section.markdown).replace("\n", "")
