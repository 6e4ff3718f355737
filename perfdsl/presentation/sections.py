"""What a prose section is, whatever the writer called it: mandate, organisation, long-term goal, the year's goal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from perfdsl.model.section import Section
from perfdsl.model.section_titles import rule_of
from perfdsl.model.table import Table

SectionRole = Literal["mandate", "organisation", "long_term_goal", "annual_goal", "other"]
_WORDS: tuple[tuple[SectionRole, tuple[str, ...]], ...] = (
    ("long_term_goal", ("长期", "实施期目标")),
    ("annual_goal", ("目标",)),
    ("organisation", ("机构", "人员配置")),
    ("mandate", ("职能", "职责")),
)


def sections_of(table: Table, role: SectionRole) -> Iterator[Section]:
    """The sections of this role, in the order of the file."""
    return (section for section in table.sections if role_of(table, section.title) == role)


def role_of(table: Table, title: str) -> SectionRole:
    """What a section of this title is, by what the framework calls it."""
    rule = rule_of(table.framework, title)
    official = rule.title if rule else title
    return next((role for role, words in _WORDS if any(word in official for word in words)), "other")
