"""Characters of a PDF, which stand anywhere on their page, as lines of text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from perfdsl.text.lookalikes import usual

_SAME = 0.5  # of a character's height, within which two stand on one line
_BOLD = 1.0  # points by which the second print of a character lies beside the first
_GAP, _LATIN_GAP = 1.0, 0.2  # of a character's height, from which there is a space
_UNKNOWN = "(cid:"
_UNSURE = "PDF 里有的字没有编码，读不出来，请对照原件"


class Char(NamedTuple):
    """``x0`` to ``x1`` and ``top`` to ``bottom``, in points from the upper left corner. ``turned``: along the page's side."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    turned: int = 0

    @property
    def middle(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        return self.bottom - self.top


class PdfLine(NamedTuple):
    """One line and where it stands. ``doubt`` is why it may not be what is printed, in Chinese; ``""`` where it is sure."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    doubt: str = ""


def lines_of_chars(chars: Iterable[Char]) -> list[PdfLine]:
    """From top to bottom, without empty ones."""
    level: list[Char] = []
    turned: list[Char] = []
    for char in chars:
        (turned if char.turned else level).append(char)
    lines = [_line(row) for row in _rows(level)]
    if turned:
        lines.append(_turned(turned))
    return sorted((line for line in lines if line.text), key=lambda line: line.top)


def _rows(chars: list[Char]) -> list[list[Char]]:
    rows: list[list[Char]] = []
    for char in sorted(chars, key=lambda char: (char.middle[1], char.x0)):
        if rows and _is_beside(char, rows[-1][-1]):
            rows[-1].append(char)
        else:
            rows.append([char])
    return rows


def _is_beside(char: Char, other: Char) -> bool:
    return char.middle[1] - other.middle[1] < _SAME * min(char.height, other.height)


def _line(row: list[Char]) -> PdfLine:
    row.sort(key=lambda char: char.x0)
    pieces: list[str] = []
    before: Char | None = None
    for char in row:
        if before is not None:
            if char.text == before.text and abs(char.x0 - before.x0) < _BOLD:
                continue  # printed twice, to look bold
            if _is_apart(before, char):
                pieces.append(" ")
        pieces.append(char.text)
        before = char
    return _made("".join(pieces), row)


def _is_apart(before: Char, char: Char) -> bool:
    gap = (char.x0 - before.x1) / max(char.height, 1.0)
    words = before.text.isascii() and char.text.isascii() and before.text.isalnum() and char.text.isalnum()
    return gap > (_LATIN_GAP if words else _GAP)


def _turned(chars: list[Char]) -> PdfLine:
    """Text that runs along the side of the page, upwards or downwards."""
    upwards = chars[0].turned > 0
    chars.sort(key=lambda char: (-char.top if upwards else char.top, char.x0))
    return _made("".join(char.text for char in chars), chars)


def _made(text: str, chars: list[Char]) -> PdfLine:
    return PdfLine(
        " ".join(usual(text).split()),
        min(char.x0 for char in chars),
        max(char.x1 for char in chars),
        min(char.top for char in chars),
        max(char.bottom for char in chars),
        _UNSURE if _UNKNOWN in text or any("\ue000" <= char <= "\uf8ff" for char in text) else "",
    )
