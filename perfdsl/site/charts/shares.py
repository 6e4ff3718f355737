"""What a whole is made of: one bar in parts, each with a pattern of its own and a line that names it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from perfdsl.presentation.display import number, percent
from perfdsl.site.charts.bars import Bar
from perfdsl.site.charts.chart import FILLS, Chart, ChartText, Rect, em, shorten
from perfdsl.site.charts.scale import per_cent

_THICK, _FIRST, _LINE, _KEY = 1.4, 3.0, 1.75, 0.9
_GAP = Decimal("0.6")
_ALL = Decimal(100)


def shares(anchor: str, title: str, unit: str, rows: Sequence[Bar]) -> Chart | None:
    """Two to four parts in their order; None for fewer, more, or a part below nothing."""
    whole = sum((row.size for row in rows), Decimal(0))
    if not 2 <= len(rows) <= FILLS or whole <= 0 or min(row.size for row in rows) < 0:
        return None
    said = [f"{number(row.size)} {unit}，{percent(row.size, whole)}" for row in rows]
    return Chart(
        anchor,
        title,
        "；".join(f"{row.name} {text}" for row, text in zip(rows, said, strict=True)) + "。",
        em(_FIRST + _LINE * (len(rows) - 1) + 0.6),
        rects=(*_segments(rows, whole), *(_key(index) for index in range(len(rows)))),
        texts=tuple(
            ChartText("0", _line(index), f"{shorten(row.name, 12)}　{text}", "label", shift="2.4em")
            for index, (row, text) in enumerate(zip(rows, said, strict=True))
        ),
    )


def _segments(rows: Sequence[Bar], whole: Decimal) -> list[Rect]:
    segments, before = [], Decimal(0)
    for index, row in enumerate(rows):
        start, length = before / whole * _ALL, row.size / whole * _ALL
        gap = _GAP if index < len(rows) - 1 else Decimal(0)
        segments.append(
            Rect(per_cent(start), "0", per_cent(max(length - gap, Decimal(0))), em(_THICK), index)
        )
        before += row.size
    return [segment for segment in segments if segment.width != "0%"]


def _key(index: int) -> Rect:
    return Rect("0", em(_FIRST + _LINE * index - 0.8), "1.8em", em(_KEY), index)


def _line(index: int) -> str:
    return em(_FIRST + _LINE * index)
