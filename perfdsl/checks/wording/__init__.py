"""Family S: rules S7xx."""

from __future__ import annotations

from perfdsl.checks.rule import Rule

RULES: tuple[Rule, ...] = ()
