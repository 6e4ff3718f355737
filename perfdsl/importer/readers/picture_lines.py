"""Where the lines of text of a picture are: rows of ink with paper between them."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median
from typing import Any

from perfdsl.importer.readers.page_picture import DOTS_A_POINT, Box

_SPECK = 1.2  # points: what is no larger is dust
_LOWEST = 4.0  # points that a character is high at least
_USUAL = 9.0
_ONE = 1.25  # of a character's height, within which pieces above each other are one character: = 二 三
_TWO_LINES = 1.7
_ALIKE = 0.85
_GAP = 2.0  # of a character's height, from which two texts stand beside each other


def without_specks(ink: Any) -> Any:
    """The same ink without dots of dust."""
    import cv2
    import numpy as np

    _, labels, found, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    large = (found[:, 2:4] > _SPECK * DOTS_A_POINT).any(axis=1)
    large[0] = False
    return np.where(large[labels], ink, 0)


def height_of_text(ink: Any, regions: list[Box]) -> float:
    """How high most lines of these regions are, in dots."""
    rows = (end - start for box in regions for start, end in _runs(_part(ink, box).any(axis=1)))
    heights = [height for height in rows if height >= _LOWEST * DOTS_A_POINT]
    return median(heights) if heights else _USUAL * DOTS_A_POINT


def text_lines(ink: Any, region: Box, height: float) -> Iterator[list[Box]]:
    """From top to bottom the lines of a region, each the boxes of its texts from left to right."""
    part = _part(ink, region)
    for top, bottom in _rows(part, height):
        columns = _close_together(_runs(part[top:bottom].any(axis=0)), _GAP * max(height, bottom - top))
        yield [
            Box(region.left + left, region.top + top, region.left + right, region.top + bottom)
            for left, right in columns
        ]


def is_equals_sign(ink: Any, box: Box) -> bool:
    """Whether all that stands there is two level strokes of one length; the model takes them for 二, whose upper is shorter."""
    part = _part(ink, box)
    strokes = _runs(part.any(axis=1))
    if len(strokes) != 2 or any(end - start > box.width / 3 for start, end in strokes):
        return False
    lengths = [int(part[start:end].any(axis=0).sum()) for start, end in strokes]
    return min(lengths) >= _ALIKE * box.width


def _part(ink: Any, box: Box) -> Any:
    return ink[box.top : box.bottom, box.left : box.right]


def _rows(part: Any, height: float) -> Iterator[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in _runs(part.any(axis=1)):
        if found and end - found[-1][0] <= _ONE * height:
            found[-1] = found[-1][0], end
        else:
            found.append((start, end))
    for start, end in found:
        yield from _split(part, start, end, height)


def _split(part: Any, start: int, end: int, height: float) -> Iterator[tuple[int, int]]:
    """Lines that touch each other are parted where there is least ink. Large characters are one line."""
    lines = round((end - start) / height)
    if (
        end - start < _TWO_LINES * height
        or part.shape[1] < lines * height
        or _is_large(part[start:end], height)
    ):
        yield start, end
        return
    ink = (part[start:end] > 0).sum(axis=1)
    each, reach = (end - start) / lines, round(height / 3)
    begin = 0
    for number in range(1, lines):
        about = round(number * each)
        cut = min(range(about - reach, about + reach + 1), key=lambda row: int(ink[row]))
        yield start + begin, start + cut
        begin = cut
    yield start + begin, end


def _is_large(rows: Any, height: float) -> bool:
    """Whether what stands there is as wide as it is high: a title."""
    widths = [end - start for start, end in _runs(rows.any(axis=0))]
    return bool(widths) and median(widths) > _ONE * height


def _runs(filled: Any) -> list[tuple[int, int]]:
    """Where a row of true and false is true: first place, and the one after the last."""
    import numpy as np

    edges = np.flatnonzero(np.diff(np.concatenate(([0], filled.astype(np.int8), [0]))))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def _close_together(runs: list[tuple[int, int]], gap: float) -> list[tuple[int, int]]:
    """Runs with less than ``gap`` between them as one."""
    groups: list[tuple[int, int]] = []
    for start, end in runs:
        if groups and start - groups[-1][1] < gap:
            groups[-1] = groups[-1][0], end
        else:
            groups.append((start, end))
    return groups
