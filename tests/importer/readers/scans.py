"""Scans for the tests: the pages of a PDF with text as pictures, and how much of the text is read from them."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pypdfium2
from PIL import Image, ImageFilter

from perfdsl.importer.office import OfficeDocument, OfficeGrid

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


def png(picture: Image.Image) -> bytes:
    made = io.BytesIO()
    picture.save(made, "PNG")
    return made.getvalue()


class ScanReading(NamedTuple):
    """How many texts are right, and each that is not, with what it became."""

    right: int
    wrong: tuple[tuple[str, str], ...]

    @property
    def count(self) -> int:
        return self.right + len(self.wrong)


def compared(printed: OfficeDocument, scanned: OfficeDocument) -> ScanReading:
    """Cell for cell by table, place and what it covers. Spaces and the width of marks count for nothing."""
    read = dict(_texts(scanned))
    pairs = [(text, read.get(place, "")) for place, text in _texts(printed)]
    wrong = tuple((text, found) for text, found in pairs if text != found)
    return ScanReading(len(pairs) - len(wrong), wrong)


def _texts(document: OfficeDocument) -> Iterator[tuple[tuple[int, ...], str]]:
    grids = (part for part in document.parts if isinstance(part, OfficeGrid))
    for number, grid in enumerate(grids):
        for cell in grid.cells:
            text = "".join(unicodedata.normalize("NFKC", cell.text).split())
            if text:
                yield (number, cell.row, cell.column, cell.rows, cell.columns), text
