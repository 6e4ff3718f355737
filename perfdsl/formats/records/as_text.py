"""How a record says things: several facts in one text, numbers as text to the last digit."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from perfdsl.model.table import NoteField

# ``1200.50``: digits as written, never an exponent; None where there is no number.
Number = str | None


def number(value: Decimal | None) -> Number:
    """A number as records hold it."""
    return None if value is None else f"{value:f}"


def pairs(facts: Iterable[tuple[str, str]]) -> str:
    """``键：值；键：值``."""
    return "；".join([f"{key}：{value}" for key, value in facts])


def notes(fields: tuple[NoteField, ...]) -> str:
    """The notes below a line."""
    return pairs((field.key, field.value) for field in fields) if fields else ""


def listed(names: Iterable[str]) -> str:
    """Each name once, in order."""
    return "；".join(dict.fromkeys(names))
