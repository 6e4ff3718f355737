"""The ruling lines of a picture of a page: long straight strokes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from perfdsl.importer.readers.page_picture import DOTS_A_POINT, Box
from perfdsl.importer.readers.pdf_rules import NEAR, RulingLine, RulingLines

_LEVEL, _UPRIGHT = (
    24.0,
    11.0,
)  # points from which a stroke is a line: no character is as wide, few are as high
_THICKEST = 4.0  # points
_JITTER = 3  # dots within which a line that is not quite straight is looked for
_AROUND = 2  # dots around a line that are still of it


class DrawnRules(NamedTuple):
    """The boxes, in dots, of lines between rows (``level``) and between columns (``upright``)."""

    level: list[Box]
    upright: list[Box]

    def in_points(self) -> RulingLines:
        level = [
            RulingLine(_middle(box.top, box.bottom), *_points(box.left, box.right)) for box in self.level
        ]
        upright = [
            RulingLine(_middle(box.left, box.right), *_points(box.top, box.bottom)) for box in self.upright
        ]
        return RulingLines(level, upright)

    def erase(self, dots: Any, paper: int) -> None:
        """Paint over them, so that they are not read as characters."""
        for left, top, right, bottom in [*self.level, *self.upright]:
            rows = slice(max(top - _AROUND, 0), bottom + _AROUND)
            dots[rows, max(left - _AROUND, 0) : right + _AROUND] = paper


def drawn_rules(ink: Any) -> DrawnRules:
    """Those of a page. An upright stroke that touches no level one is part of a large character."""
    level = [box for box in _strokes(ink, _LEVEL, 0) if box.height <= _THICKEST * DOTS_A_POINT]
    upright = [box for box in _strokes(ink, 0, _UPRIGHT) if box.width <= _THICKEST * DOTS_A_POINT]
    return DrawnRules(level, [box for box in upright if any(_touch(box, other) for other in level)])


def _strokes(ink: Any, width: float, height: float) -> Iterator[Box]:
    """The strokes that are so wide and high, in points; one dot is enough for the other side."""
    import cv2

    across = (1, _JITTER) if width > height else (_JITTER, 1)
    thick = cv2.dilate(ink, cv2.getStructuringElement(cv2.MORPH_RECT, across))
    size = max(1, round(width * DOTS_A_POINT)), max(1, round(height * DOTS_A_POINT))
    left = cv2.morphologyEx(thick, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, size))
    _, _, found, _ = cv2.connectedComponentsWithStats(left, connectivity=8)
    for x, y, wide, high, _ in found[1:].tolist():
        yield Box(x, y, x + wide, y + high)


def _touch(upright: Box, level: Box) -> bool:
    near = NEAR * DOTS_A_POINT
    beside = level.left - near <= upright.right and upright.left <= level.right + near
    return beside and upright.top - near <= level.bottom and level.top <= upright.bottom + near


def _middle(one: int, two: int) -> float:
    return (one + two) / 2 / DOTS_A_POINT


def _points(start: int, end: int) -> tuple[float, float]:
    return start / DOTS_A_POINT, end / DOTS_A_POINT
