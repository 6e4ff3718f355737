"""Family B: rules B4xx."""

from __future__ import annotations

from perfdsl.checks.funding import (
    b401_total,
    b402_column,
    b403_balance,
    b404_whole_period,
    b405_money_cell,
    b406_one_value,
    b407_unknown_row,
    b408_prose_sum,
    b409_money_unit,
    b410_not_judged,
    b411_no_money,
    b412_no_project,
    b413_headline_column,
)
from perfdsl.checks.rule import Rule

RULES: tuple[Rule, ...] = (
    b401_total.check,
    b402_column.check,
    b403_balance.check,
    b404_whole_period.check,
    b405_money_cell.check,
    b406_one_value.check,
    b407_unknown_row.check,
    b408_prose_sum.check,
    b409_money_unit.check,
    b410_not_judged.check,
    b411_no_money.check,
    b412_no_project.check,
    b413_headline_column.check,
)
