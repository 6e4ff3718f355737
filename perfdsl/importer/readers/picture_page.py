"""What a picture of a page holds, in the same terms as a page with text: tables by their ruling lines, lines of text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from perfdsl.importer.readers.page_picture import DOTS_A_POINT, Box, ink_of
from perfdsl.importer.readers.pdf_page_content import PdfPage
from perfdsl.importer.readers.pdf_rules import Lattice, lattices
from perfdsl.importer.readers.pdf_table import table_of
from perfdsl.importer.readers.pdf_text import PdfLine
from perfdsl.importer.readers.picture_lines import height_of_text, is_equals_sign, text_lines, without_specks
from perfdsl.importer.readers.picture_rules import drawn_rules
from perfdsl.importer.readers.sizes import MOST_TEXTS, too_large
from perfdsl.importer.readers.text_recognition import RecognisedText, TextRecogniser
from perfdsl.text.lookalikes import usual

_INSET = 3  # dots from the middle of a ruling line to where a text may begin
_UNREAD = "□"
_MARGIN = 3  # dots around a text that are shown to the model


def page_of_picture(grey: Any, number: int, recogniser: TextRecogniser) -> PdfPage:
    """``grey`` is a straight page (``page_picture``).

    Raises:
        UnreadableError: more texts stand on it than a page can have.
    """
    return _PictureReader(grey, recogniser).page(number)


class _PictureReader:
    def __init__(self, grey: Any, recogniser: TextRecogniser) -> None:
        ink = ink_of(grey)
        rules = drawn_rules(ink)
        self._lattices = sorted(lattices(rules.in_points()), key=lambda one: one.ys[0])
        rules.erase(ink, paper=0)
        self._grey = grey.copy()
        rules.erase(self._grey, paper=255)
        self._ink = without_specks(ink)
        self._recogniser = recogniser
        self._left = MOST_TEXTS

    def page(self, number: int) -> PdfPage:
        cells = [[_cell_box(lattice, area) for area in lattice.cells] for lattice in self._lattices]
        self._height = height_of_text(self._ink, [box for boxes in cells for box in boxes])
        texts = [[tuple(self._lines(box, unread=_UNREAD)) for box in boxes] for boxes in cells]
        tables = tuple(
            table_of(lattice, inside, f"第{number}页 表{index}")
            for index, (lattice, inside) in enumerate(zip(self._lattices, texts, strict=True), 1)
            if any(inside)
        )
        return PdfPage(
            number, self._ink.shape[0] / DOTS_A_POINT, tables, tuple(self._outside()), is_recognised=True
        )

    def _outside(self) -> Iterator[PdfLine]:
        """The lines of text around the tables."""
        for lattice in self._lattices:
            whole = _dots(lattice.xs[0], lattice.ys[0], lattice.xs[-1], lattice.ys[-1])
            self._ink[whole.top : whole.bottom, whole.left : whole.right] = 0
        bottom, right = self._ink.shape
        return self._lines(Box(0, 0, right, bottom))

    def _lines(self, region: Box, unread: str = "") -> Iterator[PdfLine]:
        """``unread`` stands for ink that the model makes nothing of; outside of tables it may be a stamp or a fold."""
        for boxes in text_lines(self._ink, region, self._height):
            found = [self._read(box, region) for box in boxes]
            text = " ".join(usual(" ".join(one.text for one in found)).split())
            if text := text or unread:
                whole = boxes[0]._replace(right=boxes[-1].right)
                yield _line(text, whole, min(found, key=_score).doubt)

    def _read(self, box: Box, region: Box) -> RecognisedText:
        if self._left == 0:
            raise too_large("图片", f"多于 {MOST_TEXTS} 处文字", f"每页 {MOST_TEXTS} 处")
        self._left -= 1
        if is_equals_sign(self._ink, box):
            return RecognisedText("=", 1.0)
        more = (
            max(round((self._height - box.height) / 2), 0) + _MARGIN
        )  # a sign alone is as low as it is printed
        top, bottom = max(box.top - more, region.top), min(box.bottom + more, region.bottom)
        left, right = max(box.left - _MARGIN, region.left), min(box.right + _MARGIN, region.right)
        return self._recogniser.read(self._grey[top:bottom, left:right])


def _line(text: str, box: Box, doubt: str) -> PdfLine:
    left, top, right, bottom = (side / DOTS_A_POINT for side in box)
    return PdfLine(text, left, right, top, bottom, doubt)


def _cell_box(lattice: Lattice, area: Any) -> Box:
    xs, ys = lattice.xs, lattice.ys
    left, top, right, bottom = _dots(xs[area.left], ys[area.top], xs[area.right + 1], ys[area.bottom + 1])
    return Box(left + _INSET, top + _INSET, right - _INSET, bottom - _INSET)


def _dots(left: float, top: float, right: float, bottom: float) -> Box:
    return Box(*(round(side * DOTS_A_POINT) for side in (left, top, right, bottom)))


def _score(found: RecognisedText) -> float:
    return found.score
