"""What a chart is made of. The template ``_chart.html`` writes it as SVG and calculates nothing."""

from __future__ import annotations

from typing import Literal, NamedTuple

from perfdsl.memo import cached
from perfdsl.text.width import width

Anchor = Literal["start", "middle", "end"]
Shape = Literal["point", "least", "most"]
FILLS = 4


class ChartText(NamedTuple):
    """Letters on a base line. ``shift`` moves them to the right (``em``)."""

    x: str
    y: str
    text: str
    role: Literal["label", "value", "tick"]
    anchor: Anchor = "start"
    shift: str = "0"


class Rect(NamedTuple):
    """A filled area; ``fill`` 0 is plain, 1 to 3 are patterns."""

    x: str
    y: str
    width: str
    height: str
    fill: int = 0


class ChartLine(NamedTuple):
    """A straight line: of the frame (axis, grid), between values (link; gap where a year is missing), a middle."""

    x1: str
    y1: str
    x2: str
    y2: str
    role: Literal["axis", "grid", "link", "gap", "middle"]


class Dot(NamedTuple):
    """One value: a point, a value to reach (least) or one not to exceed (most)."""

    x: str
    y: str
    shape: Shape = "point"


class Chart(NamedTuple):
    """``anchor`` is unique on its page. ``desc`` says in words what the drawing shows."""

    anchor: str
    title: str
    desc: str
    height: str
    rects: tuple[Rect, ...] = ()
    rules: tuple[ChartLine, ...] = ()
    dots: tuple[Dot, ...] = ()
    texts: tuple[ChartText, ...] = ()

    @property
    def fills(self) -> tuple[int, ...]:
        """The patterns that it needs."""
        return tuple(sorted({rect.fill for rect in self.rects} - {0}))

    @property
    def shapes(self) -> tuple[str, ...]:
        """The shapes that it needs beside plain points."""
        return tuple(sorted({dot.shape for dot in self.dots} - {"point"}))


@cached()
def em(size: float) -> str:
    """A length down: ``1.25em``."""
    return f"{round(size, 2):g}em"


def shorten(name: str, cells: int = 32) -> str:
    """``name`` within the cells of one line (a Chinese character takes two); the table above has all of it."""
    if 2 * len(name) <= cells or width(name) <= cells:
        return name
    kept = ""
    for char in name:
        if width(kept + char) > cells - 2:
            break
        kept += char
    return f"{kept}…"
