"""Amounts side by side: one bar a row, the name above it, the figure at its end."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from perfdsl.presentation.display import number
from perfdsl.site.charts.chart import Chart, ChartText, Rect, em, shorten
from perfdsl.site.charts.scale import per_cent

MOST_ROWS = 12
_ROW, _LABEL, _BAR, _THICK, _FIGURE = 2.9, 1.1, 1.55, 0.8, 2.25
_LONGEST = Decimal(70)  # per cent: the figure stands behind the bar
_SHORTEST = Decimal("0.4")


class Bar(NamedTuple):
    """One bar: a name and its size."""

    name: str
    size: Decimal


def bars(anchor: str, title: str, unit: str, rows: Sequence[Bar]) -> Chart | None:
    """The rows from large to small, the smallest of many as one; None where there is nothing to set side by side."""
    shown = _shown([row for row in rows if row.size > 0], MOST_ROWS)
    if len(shown) < 2:
        return None
    largest = max(row.size for row in shown)
    lengths = [per_cent(max(row.size / largest * _LONGEST, _SHORTEST)) for row in shown]
    return Chart(
        anchor,
        f"{title}（{unit}）" if unit else title,
        "从大到小：" + "；".join(f"{row.name} {number(row.size)} {unit}" for row in shown) + "。",
        em(_ROW * len(shown)),
        rects=tuple(Rect("0", em(i * _ROW + _BAR), length, em(_THICK)) for i, length in enumerate(lengths)),
        texts=tuple(
            text
            for i, (row, length) in enumerate(zip(shown, lengths, strict=True))
            for text in _texts(row, length, i * _ROW)
        ),
    )


def _texts(row: Bar, length: str, top: float) -> tuple[ChartText, ChartText]:
    return (
        ChartText("0", em(top + _LABEL), shorten(row.name), "label"),
        ChartText(length, em(top + _FIGURE), number(row.size), "value", shift="0.5em"),
    )


def _shown(rows: list[Bar], most: int) -> list[Bar]:
    ordered = sorted(rows, key=lambda row: -row.size)
    if len(ordered) <= most:
        return ordered
    rest = ordered[most - 1 :]
    return [
        *ordered[: most - 1],
        Bar(f"其余 {len(rest)} 项合计", sum((row.size for row in rest), Decimal(0))),
    ]
