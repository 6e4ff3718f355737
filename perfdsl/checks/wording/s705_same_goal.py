"""S705: the annual goal repeats the long-term goal or the mandate word for word."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.lexicon import ANNUAL_GOALS, LONG_GOALS, MANDATES
from perfdsl.checks.rule import Finding, rule
from perfdsl.diagnostics import Label
from perfdsl.memo import cached_by_identity
from perfdsl.model.framework import Framework
from perfdsl.model.indicator_names import core_name
from perfdsl.model.section import Section
from perfdsl.model.table import Table
from perfdsl.model.values import is_blank
from perfdsl.text.occurring import contains


@rule("S705", "年度目标照抄", "warning")
def check(table: Table) -> Iterator[Finding]:
    """Compared without spaces and line breaks; a finding for each pair."""
    annual_titles, long_titles = _titles(table.framework)
    annual = [section for section in table.sections if core_name(section.title) in annual_titles]
    others = [
        section
        for section in table.sections
        if core_name(section.title) in long_titles or contains(section.title, MANDATES)
    ]
    for one in annual:
        for other in others:
            text = _text(one)
            if text == _text(other) and text and not is_blank(text):
                message = f"“{one.title}”与“{other.title}”一字不差"
                hint = "年度目标写这一年要做到什么、做到多少，与长期目标和职责区别开"
                yield Finding(one.span, message, hint, labels=(Label(other.span, "与这里相同"),))


@cached_by_identity
def _titles(framework: Framework) -> tuple[frozenset[str], frozenset[str]]:
    """The usual titles of annual and long-term goals, and those that the framework takes for them."""
    found = []
    for goals in (ANNUAL_GOALS, LONG_GOALS):
        aliases = [rule.aliases for rule in framework.sections if rule.title in goals]
        found.append(frozenset(goals).union(*aliases))
    return found[0], found[1]


def _text(section: Section) -> str:
    return "".join(section.markdown.split())
