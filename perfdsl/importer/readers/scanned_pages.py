"""Pages of a PDF that are pictures, drawn and recognised one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from perfdsl.importer.readers.page_picture import dots_of_page
from perfdsl.importer.readers.pdf_page_content import PdfPage
from perfdsl.importer.readers.picture_page import page_of_picture
from perfdsl.importer.readers.text_recognition import TextRecogniser


def scanned_pages(data: bytes, numbers: Sequence[int]) -> Iterator[PdfPage]:
    """The pages of these numbers (from 1).

    Raises:
        UnreadableError: the library is missing, or a page holds more than a page can.
    """
    import pypdfium2

    recogniser = TextRecogniser()
    with pypdfium2.PdfDocument(data) as pdf:
        for number in numbers:
            yield page_of_picture(dots_of_page(pdf[number - 1]), number, recogniser)
