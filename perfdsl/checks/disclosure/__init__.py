"""Family D: rules D8xx."""

from __future__ import annotations

from perfdsl.checks.disclosure import (
    d801_goal_numbers,
    d802_personal_data,
    d803_late,
    d804_points_total,
    d805_group_points,
    d806_correction,
)
from perfdsl.checks.rule import Rule

RULES: tuple[Rule, ...] = (
    d801_goal_numbers.check,
    d802_personal_data.check,
    d803_late.check,
    d804_points_total.check,
    d805_group_points.check,
    d806_correction.check,
)
