"""Family T: targets, values and units, rules T5xx."""

from __future__ import annotations

from perfdsl.checks.rule import Rule
from perfdsl.checks.values import (
    t501_half_above_full,
    t502_unlike_periods,
    t503_unit_of_name,
    t504_direction,
    t505_above_whole,
    t506_fraction,
    t507_unit_column,
    t508_placeholder,
    t509_vague,
    t510_unmeasurable,
    t511_name_says,
    t512_dates,
    t513_too_long,
    t514_no_comparator,
    t515_tight_slash,
    t516_placeholder_name,
    t517_no_number,
    t518_mark_in_number,
    t519_no_such_date,
    t520_approximate,
    t521_broken_number,
    t522_two_values,
)

RULES: tuple[Rule, ...] = (
    t501_half_above_full.check,
    t502_unlike_periods.check,
    t503_unit_of_name.check,
    t504_direction.check,
    t505_above_whole.check,
    t506_fraction.check,
    t507_unit_column.check,
    t508_placeholder.check,
    t509_vague.check,
    t510_unmeasurable.check,
    t511_name_says.check,
    t512_dates.check,
    t513_too_long.check,
    t514_no_comparator.check,
    t515_tight_slash.check,
    t516_placeholder_name.check,
    t517_no_number.check,
    t518_mark_in_number.check,
    t519_no_such_date.check,
    t520_approximate.check,
    t521_broken_number.check,
    t522_two_values.check,
)
