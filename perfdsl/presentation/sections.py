"""What a prose section is, whatever the writer called it: mandate, organisation, long-term goal, the year's goal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from perfdsl.model.table import Section, Table

SectionRole = Literal["mandate", "organisation", "long_term_goal", "annual_goal", "other"]
_WORDS: tuple[tuple[SectionRole, tuple[str, ...]], ...] = (
    ("long_term_goal", ("长期", "实施期目标")),
    ("annual_goal", ("目标",)),
    ("organisation", ("机构", "人员配置")),
    ("mandate", ("职能", "职责")),
)


def sections_of(table: Table, role: SectionRole) -> Iterator[Section]:
    """The sections of this role, in the order of the file."""
    return (section for section in table.sections if _role(table, section) == role)


def _role(table: Table, section: Section) -> SectionRole:
    title = official_title(table, section.title)
    return next((role for role, words in _WORDS if any(word in title for word in words)), "other")


def official_title(table: Table, title: str) -> str:
    """What the framework calls a section."""
    rules = table.framework.sections
    return next((rule.title for rule in rules if title in rule.aliases), title)
