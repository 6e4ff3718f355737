"""Names of cells: row 11 and column 2, counted from 0, are ``C12``."""

from __future__ import annotations

from perfdsl.text.patterns import lazy

_NAME = lazy(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")


def cell_name(row: int, column: int) -> str:
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def cell_spot(name: str) -> tuple[int, int] | None:
    """Row and column from 0; None where it is no name of a cell."""
    match = _NAME.fullmatch(name)
    if match is None:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1
