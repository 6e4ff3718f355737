"""A grid of merged cells: what the official form is made of, and its printed columns."""

from __future__ import annotations

from typing import Literal, NamedTuple

Role = Literal["label", "head", "name", "text", "value", "number", "prose"]


class FormCell(NamedTuple):
    """A cell and how many columns and rows it covers. ``role`` says how it reads; ``prose`` text is HTML."""

    text: str
    role: Role
    columns: int = 1
    rows: int = 1


Row = tuple[FormCell, ...]


def beside(cells: Row, rows: list[Row]) -> list[Row]:
    """Put cells that cover all of ``rows`` in front of them."""
    height = len(rows)
    tall = tuple([FormCell(text, role, columns, height) for text, role, columns, _ in cells])
    return [tall + rows[0], *rows[1:]] if rows else []


def spread(width: int, count: int) -> tuple[int, ...]:
    """``width`` columns shared out among ``count`` cells; the first ones take what is left over."""
    base, extra = divmod(width, max(1, count))
    return tuple(base + (index < extra) for index in range(count))
