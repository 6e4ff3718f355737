"""Scans for the tests: the pages of a PDF with text as pictures, and how much of a form is read from them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, NamedTuple

import pypdfium2
from PIL import Image, ImageFilter

from perfdsl.importer.office import OfficeGrid
from tests.importer.forms.laid_out import LaidOut, placed

_DPI = 200


def pages_as_pictures(pdf: bytes) -> list[Image.Image]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.render(scale=_DPI / 72).to_pil().convert("L") for page in document]


def as_scanned(picture: Image.Image, degrees: float = 0.0) -> Image.Image:
    """As a scanner makes it: a little askew and blurred, grey paper, JPEG."""
    turned = picture.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255)
    grey = turned.filter(ImageFilter.GaussianBlur(0.7)).point(lambda dot: 30 + dot * 200 // 255)
    kept = io.BytesIO()
    grey.save(kept, "JPEG", quality=75)
    return Image.open(kept)


def scanned_pdf(pictures: Sequence[Image.Image]) -> bytes:
    made = io.BytesIO()
    pictures[0].save(made, "PDF", resolution=_DPI, save_all=True, append_images=pictures[1:])
    return made.getvalue()


class Reading(NamedTuple):
    """Of the cells of a form that have text: how many were read as they are, and each that was not, with what it became."""

    right: int
    wrong: tuple[tuple[str, str], ...]

    @property
    def count(self) -> int:
        return self.right + len(self.wrong)


def compared(form: LaidOut, grid: OfficeGrid) -> Reading:
    """Cell for cell by its place and what it covers; ends of lines and spaces count for nothing."""
    found: dict[Any, str] = {(c.row, c.column, c.rows, c.columns): _squeezed(c.text) for c in grid.cells}
    pairs = []
    for row, column, cell in placed(form.rows):
        if text := _squeezed(cell.text):
            pairs.append((text, found.get((row, column, cell.rows, cell.columns), "")))
    wrong = tuple((said, read) for said, read in pairs if said != read)
    return Reading(len(pairs) - len(wrong), wrong)


def _squeezed(text: str) -> str:
    from perfdsl.text.lookalikes import usual

    return "".join(usual(text).split())
