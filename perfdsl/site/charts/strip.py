"""How the values of one indicator spread: a dot a unit on one scale, a band a year, near values on top of each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from perfdsl.presentation.display import number
from perfdsl.site.charts.chart import Chart, ChartLine, ChartText, Dot, Shape, em
from perfdsl.site.charts.scale import Scale, anchor_of, scale
from perfdsl.site.charts.spread import Mark, Spread

MOST_BANDS = 6
HIGHEST = 6  # dots on top of each other; where there would be more, a dot stands for several units
_BINS = 36
_HEAD, _DOT, _BETWEEN, _TICKS, _LEGEND, _FOOT = 1.6, 0.85, 0.9, 1.3, 2.9, 0.5
_SHAPES: dict[str | None, Shape] = {">=": "least", ">": "least", "<=": "most", "<": "most"}
_MEANINGS: tuple[tuple[Shape, str], ...] = (("point", "等于"), ("least", "不低于"), ("most", "不高于"))
_MEANING_WIDTH = 5.5


class _Band(NamedTuple):
    """A year in its place: ``base`` is its line, on which the piles stand; a dot stands for ``each`` marks."""

    spread: Spread
    piles: list[list[Mark]]
    top: float
    base: float
    each: int


def strip(anchor: str, title: str, unit: str, years: Sequence[Spread]) -> Chart | None:
    """The first years that hold values; None where all values are equal."""
    shown = [year for year in years if year.marks][:MOST_BANDS]
    values = [mark.value for year in shown for mark in year.marks]
    if len(set(values)) < 2:
        return None
    axis = scale(values)
    bands = _bands(shown, axis)
    dots = [dot for band in bands for dot in _dots(band, axis)]
    foot = bands[-1].base
    meanings = list(_meanings(dots, foot + _LEGEND))
    return Chart(
        anchor,
        title,
        _desc(bands, unit),
        em(foot + (_LEGEND if meanings else _TICKS) + _FOOT),
        rules=tuple(rule for band in bands for rule in _rules(band, axis)),
        dots=(*dots, *(dot for dot, _ in meanings)),
        texts=(
            *(ChartText("0", em(band.top + 1), band.spread.head(unit), "label") for band in bands),
            *_ticks(axis, em(foot + _TICKS)),
            *(text for _, text in meanings),
        ),
    )


def _bands(years: Sequence[Spread], axis: Scale) -> list[_Band]:
    piled = [_piles(year.marks, axis) for year in years]
    each = -(-max(len(pile) for piles in piled for pile in piles) // HIGHEST)
    bands, top = [], 0.0
    for year, piles in zip(years, piled, strict=True):
        highest = -(-max(map(len, piles)) // each)
        bands.append(_Band(year, piles, top, top + _HEAD + _DOT * highest, each))
        top = bands[-1].base + _BETWEEN
    return bands


def _piles(marks: Sequence[Mark], axis: Scale) -> list[list[Mark]]:
    """Marks so near to each other that they would cover each other."""

    def place(mark: Mark) -> int:
        return int(axis.share(mark.value) * _BINS)

    ordered = sorted(marks, key=lambda mark: (mark.value, mark.comparator or ""))
    return [list(pile) for _, pile in groupby(ordered, key=place)]


def _dots(band: _Band, axis: Scale) -> Iterator[Dot]:
    for pile in band.piles:
        across = axis.across(sum((mark.value for mark in pile), Decimal(0)) / len(pile))
        for level, mark in enumerate(pile[:: band.each]):
            yield Dot(across, em(band.base - _DOT * (level + 0.6)), _SHAPES.get(mark.comparator, "point"))


def _rules(band: _Band, axis: Scale) -> tuple[ChartLine, ChartLine]:
    middle, base = axis.across(band.spread.middle), em(band.base)
    return (
        ChartLine(middle, em(band.top + _HEAD - 0.2), middle, em(band.base + 0.3), "middle"),
        ChartLine("0", base, "100%", base, "axis"),
    )


def _ticks(axis: Scale, y: str) -> Iterator[ChartText]:
    for index, tick in enumerate(axis.ticks):
        label = number(tick)
        yield ChartText(axis.across(tick), y, label, "tick", anchor_of(label, index, len(axis.ticks)))


def _meanings(dots: Sequence[Dot], y: float) -> Iterator[tuple[Dot, ChartText]]:
    """What the shapes mean, where there are others than points."""
    used = {dot.shape for dot in dots}
    shown = [(shape, said) for shape, said in _MEANINGS if shape in used] if used != {"point"} else []
    for index, (shape, said) in enumerate(shown):
        x = index * _MEANING_WIDTH
        yield Dot(em(x + 0.5), em(y - 0.35), shape), ChartText(em(x + 1.3), em(y), said, "tick")


def _desc(bands: Sequence[_Band], unit: str) -> str:
    said = "；".join(band.spread.said(unit) for band in bands)
    each = f" {bands[0].each} 个" if bands[0].each > 1 else "一个"
    return f"{said}。每点代表{each}单位，竖线是中位数。"
