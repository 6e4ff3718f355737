"""Names of sheets: what a spreadsheet allows, no two alike."""

from __future__ import annotations

_ORDINARY = "绩效目标表"
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", "_"))
_LONGEST = 31  # in UTF-16 units


class SheetNames:
    """Hands out a name for each sheet of one workbook."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def of(self, wanted: str) -> str:
        """As wanted, as far as that is allowed; numbered where another sheet has it already."""
        wanted = _allowed(wanted)
        name, number = _cut(wanted, ""), 1
        while name.casefold() in self._taken:
            number += 1
            name = _cut(wanted, f"~{number}")
        self._taken.add(name.casefold())
        return name


def _allowed(text: str) -> str:
    """Without the marks that a sheet's name cannot have, nor an apostrophe at either end."""
    printable = "".join(char for char in text if char.isprintable())
    return printable.translate(_FORBIDDEN).strip("' ") or _ORDINARY


def _cut(text: str, end: str) -> str:
    while len((text + end).encode("utf-16-le", "replace")) > 2 * _LONGEST:
        text = text[:-1]
    return f"{text.rstrip(chr(39) + ' ')}{end}"
