"""What one page of a PDF holds: tables, and lines of text outside of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from perfdsl.importer.readers.pdf_rules import NEAR, Lattice, RulingLine, RulingLines, lattices
from perfdsl.importer.readers.pdf_table import PdfTable, lines_in_cells, table_of
from perfdsl.importer.readers.pdf_text import Char, PdfLine, lines_of_chars

_COVERING = 0.3  # of the page, from which a picture may be the page
_WHITE = ((1,), (1, 1, 1), (0, 0, 0, 0))


class PdfPage(NamedTuple):
    """``number`` from 1. ``tables`` and ``lines`` from top to bottom. ``is_picture``: there is a picture and no text.

    ``is_recognised``: what it holds was recognised in its picture.
    """

    number: int
    height: float
    tables: tuple[PdfTable, ...]
    lines: tuple[PdfLine, ...]
    is_picture: bool = False
    is_recognised: bool = False

    @property
    def items(self) -> list[PdfTable | PdfLine]:
        """Tables and lines in reading order."""
        return sorted([*self.tables, *self.lines], key=_upper)


def _upper(item: PdfTable | PdfLine) -> float:
    return item.upper if isinstance(item, PdfTable) else item.top


def page_of(page: Any, number: int) -> PdfPage:
    """The content of a page of pdfplumber."""
    chars = list(_chars(page))
    found = sorted(_filled(lattices(_rules(page)), chars), key=lambda one: one[0].ys[0])
    tables = tuple(
        table_of(lattice, lines_in_cells(lattice, inside), f"第{number}页 表{index}")
        for index, (lattice, inside) in enumerate(found, 1)
    )
    taken = {char for _, inside in found for char in inside}
    lines = tuple(lines_of_chars(char for char in chars if char not in taken))
    return PdfPage(number, float(page.height), tables, lines, not chars and _has_large_picture(page))


def _chars(page: Any) -> Iterator[Char]:
    for one in page.chars:
        turned = 0 if one["upright"] else 1 if one["matrix"][1] > 0 else -1
        if one["text"].strip():
            yield Char(one["text"], one["x0"], one["x1"], one["top"], one["bottom"], turned)


def _filled(found: list[Lattice], chars: list[Char]) -> Iterator[tuple[Lattice, list[Char]]]:
    """Each table with the characters in it, one within another first. One without text is none."""
    left = chars
    for lattice in found:
        inside = [char for char in left if lattice.spot(*char.middle)]
        if inside:
            yield lattice, inside
            taken = set(inside)
            left = [char for char in left if char not in taken]


def _rules(page: Any) -> RulingLines:
    level: list[RulingLine] = []
    upright: list[RulingLine] = []
    for edge in page.edges:
        if _is_drawn(edge):
            if edge["orientation"] == "h":
                level.append(RulingLine(edge["top"], edge["x0"], edge["x1"]))
            elif edge["orientation"] == "v":
                upright.append(RulingLine(edge["x0"], edge["top"], edge["bottom"]))
    return RulingLines(level, upright)


def _is_drawn(edge: Any) -> bool:
    """Whether it is a line that is seen, and no edge of what is shaded."""
    if edge.get("stroke"):
        return edge.get("stroking_color") not in _WHITE
    is_thin = min(edge.get("rect_width", NEAR), edge.get("rect_height", NEAR)) <= NEAR
    return is_thin and edge.get("non_stroking_color") not in _WHITE


def _has_large_picture(page: Any) -> bool:
    area = float(page.width) * float(page.height)
    return any(image["width"] * image["height"] > _COVERING * area for image in page.images)
