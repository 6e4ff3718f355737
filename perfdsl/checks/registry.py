"""All rules, by code."""

from __future__ import annotations

from perfdsl.checks import disclosure, funding, references, syntax, values, vocabulary, wording
from perfdsl.checks.rule import Rule

RULES: tuple[Rule, ...] = (
    *syntax.RULES,
    *vocabulary.RULES,
    *funding.RULES,
    *values.RULES,
    *references.RULES,
    *wording.RULES,
    *disclosure.RULES,
)
BY_CODE: dict[str, Rule] = {rule.code: rule for rule in RULES}
