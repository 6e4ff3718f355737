"""Family R: rules R6xx."""

from __future__ import annotations

from perfdsl.checks.references import r601_linked_project, r602_unused_project, r603_duplicate
from perfdsl.checks.rule import Rule

RULES: tuple[Rule, ...] = (
    r601_linked_project.check,
    r602_unused_project.check,
    r603_duplicate.check,
)
