"""A scanned page or a photo of one as an array of grey dots: of one size, straight, dark ink on white."""

from __future__ import annotations

from typing import Any, NamedTuple

from perfdsl.importer.readers.sizes import MOST_DOTS, too_large

OCR = "ocr"
DOTS_A_POINT = 200 / 72
_LONGEST, _SHORTEST = (
    3_300,
    1_600,
)  # dots of the longer side: A3 at 200 dpi; half as many as A4 at 200 dpi and less
_MOST_SKEW, _STEP = 2.0, 0.1  # degrees
_STROKE = 9  # dots: no stroke of a character is as thick
_SMALL = 900  # dots of the longer side of what the skew is measured on


class Box(NamedTuple):
    """A part of a picture, in dots from its upper left corner; ``right`` and ``bottom`` are not in it."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def height(self) -> int:
        return self.bottom - self.top

    @property
    def width(self) -> int:
        return self.right - self.left


def dots_of_page(page: Any) -> Any:
    """A page of pypdfium2 at 200 dpi, a poster at less."""
    scale = min(DOTS_A_POINT, _LONGEST / max(page.get_size()))
    return straight(page.render(scale=scale, grayscale=True).to_numpy().squeeze())


def dots_of_image(image: Any) -> Any:
    """An image of Pillow, whose size says nothing of its dots an inch: as large as a page.

    Raises:
        UnreadableError: it has too many dots.
    """
    width, height = image.size
    if width * height > MOST_DOTS:
        raise too_large("图片", f"{width} × {height} 点", f"{MOST_DOTS // 1_000_000} 百万点")
    import numpy as np

    longer = max(width, height)
    factor = _LONGEST / longer if longer > _LONGEST else 2 if longer < _SHORTEST else 1
    size = max(1, round(width * factor)), max(1, round(height * factor))
    return straight(np.asarray(_on_white(image).resize(size)))


def straight(grey: Any) -> Any:
    """The same page on white paper, turned so that its lines are level, where it is askew by two degrees or less."""
    import cv2

    grey = _on_white_paper(grey)
    angle = _skew(ink_of(grey))
    if abs(angle) < _STEP / 2:
        return grey
    return _turned(grey, angle, cv2.INTER_LINEAR, 255)


def _on_white_paper(grey: Any) -> Any:
    """Paper that is grey, or darker on one side, as white."""
    import cv2

    paper = cv2.medianBlur(
        cv2.dilate(grey, cv2.getStructuringElement(cv2.MORPH_RECT, (_STROKE, _STROKE))), 21
    )
    return cv2.divide(grey, paper, scale=255)


def ink_of(grey: Any) -> Any:
    """255 where a dot is darker than what is around it, 0 elsewhere."""
    import cv2

    smooth = cv2.GaussianBlur(grey, (3, 3), 0)
    return cv2.adaptiveThreshold(
        smooth, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, blockSize=41, C=20
    )


def _skew(ink: Any) -> float:
    """By how many degrees to turn a page so that its rows are most unlike each other: ink in some, none in others."""
    import cv2
    import numpy as np

    factor = min(1.0, _SMALL / max(ink.shape))
    small = cv2.resize(ink, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)

    def unlike(angle: float) -> float:
        rows = _turned(small, angle, cv2.INTER_LINEAR, 0).sum(axis=1, dtype=np.int64)
        return float((np.diff(rows) ** 2).sum())

    steps = round(_MOST_SKEW / _STEP)
    angles = sorted((step * _STEP for step in range(-steps, steps + 1)), key=abs)
    return max(angles, key=unlike)


def _turned(dots: Any, angle: float, interpolation: int, around: int) -> Any:
    import cv2

    height, width = dots.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return cv2.warpAffine(dots, matrix, (width, height), flags=interpolation, borderValue=around)


def _on_white(image: Any) -> Any:
    """In grey and upright, as a camera says that it was held; what is transparent shows the paper."""
    from PIL import Image, ImageOps

    if image.has_transparency_data:
        top = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", top.size, "white"), top)
    return ImageOps.exif_transpose(image.convert("L"))
