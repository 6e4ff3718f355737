"""What a document's pages show of the same unit's document of the year before: all that they depend on beside their own."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple


class LastYear(NamedTuple):
    """``folder`` is its address; ``total`` is in 元, None where it is not given."""

    folder: str
    year: int
    total: Decimal | None


def last_years_folder(folder: str, year: int | None) -> str:
    """Where the same unit's document of the year before is, if there is one; ``""`` without a year."""
    return "" if year is None else f"{year - 1}/{folder.partition('/')[2]}"
