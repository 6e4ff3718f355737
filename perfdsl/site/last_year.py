"""What a document's pages show of the same unit's document of the year before: all that they depend on beside their own."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple


class Then(NamedTuple):
    """A project a year ago: its page, and its amount in 元 (None: not given)."""

    file: str
    yuan: Decimal | None


class LastYear(NamedTuple):
    """``folder`` is its address; ``total`` is in 元; ``projects`` are by squeezed name."""

    folder: str
    year: int
    total: Decimal | None
    projects: Mapping[str, Then]


def last_years_folder(folder: str, year: int | None) -> str:
    """Where the same unit's document of the year before is, if there is one; ``""`` without a year."""
    return "" if year is None else f"{year - 1}/{folder.partition('/')[2]}"
