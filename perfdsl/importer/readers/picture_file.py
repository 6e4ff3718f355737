"""A picture of a table (PNG, JPEG): read as one scanned page."""

from __future__ import annotations

import io

from perfdsl.importer.office import OfficeDocument, UnreadableError
from perfdsl.importer.readers.archive import damaged
from perfdsl.importer.readers.missing_extra import needing
from perfdsl.importer.readers.page_picture import OCR, dots_of_image
from perfdsl.importer.readers.pdf_pages import NOTHING_RECOGNISED, document_of
from perfdsl.importer.readers.picture_page import page_of_picture
from perfdsl.importer.readers.text_recognition import TextRecogniser


def read_picture(data: bytes, name: str) -> OfficeDocument:
    """Read a picture.

    Raises:
        UnreadableError: it is damaged, too large or holds no text; the library is missing.
    """
    recogniser = TextRecogniser()
    with needing("Pillow", OCR):
        from PIL import Image
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as image:
            grey = dots_of_image(image)
    except (OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise damaged() from error
    page = page_of_picture(grey, 1, recogniser)
    if not page.tables and not page.lines:
        raise UnreadableError(*NOTHING_RECOGNISED)
    return document_of(name, [page])
