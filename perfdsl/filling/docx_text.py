"""The text of a paragraph, which Word cuts into pieces wherever it likes, and fields within it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdsl.filling.fields import Values, value_of
from perfdsl.filling.placeholders import field_names, placed_fields
from perfdsl.filling.word import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def own_text(paragraph: _Element) -> str:
    """All its text, but not that of boxes which hang in it."""
    return "".join(piece.text or "" for piece in _pieces(paragraph))


def fill_paragraph(paragraph: _Element, values: Values) -> None:
    """Put values in place of its fields: each stands where its field began, and looks like it."""
    text = own_text(paragraph)
    if not field_names(text):
        return
    pieces = _pieces(paragraph)
    for start, end, name in reversed(list(placed_fields(text))):
        _put(pieces, start, end, value_of(name, values))
    for piece in pieces:
        _break_lines(piece)


def _pieces(paragraph: _Element) -> list[_Element]:
    return [piece for piece in paragraph.iter(f"{W}t") if next(piece.iterancestors(f"{W}p")) is paragraph]


def _put(pieces: list[_Element], start: int, end: int, value: str) -> None:
    """From the first piece that holds a part of the field, cut it out of all."""
    at, pending = 0, value
    for piece in pieces:
        text = piece.text or ""
        low, high = max(start - at, 0), min(end - at, len(text))
        at += len(text)
        if low < high:
            piece.text = text[:low] + pending + text[high:]
            piece.set(_SPACE, "preserve")
            pending = ""


def _break_lines(piece: _Element) -> None:
    """Word breaks a line at an element, not at a sign."""
    first, *others = (piece.text or "").split("\n")
    piece.text = first
    for line in others:
        end = piece.makeelement(f"{W}br")
        text = piece.makeelement(f"{W}t", {_SPACE: "preserve"})
        text.text = line
        piece.addnext(end)
        end.addnext(text)
        piece = text
