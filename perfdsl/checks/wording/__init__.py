"""Family S: wording and typography, rules S7xx."""

from __future__ import annotations

from perfdsl.checks.rule import Rule
from perfdsl.checks.wording import (
    s701_doubled,
    s702_html,
    s703_brackets,
    s704_trailing,
    s705_same_goal,
    s706_hidden,
)

RULES: tuple[Rule, ...] = (
    s701_doubled.check,
    s702_html.check,
    s703_brackets.check,
    s704_trailing.check,
    s705_same_goal.check,
    s706_hidden.check,
)
