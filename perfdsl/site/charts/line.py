"""One figure over the years: a point a year above zero, its value beside it, dashes across years that are missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from perfdsl.presentation.display import number
from perfdsl.site.charts.chart import Chart, ChartLine, ChartText, Dot, em
from perfdsl.site.charts.scale import Scale, across, anchor_of, scale

_TOP, _PLOT, _YEARS, _FOOT = 2.0, 5.5, 1.4, 1.9
_MOST_LABELS = 6


class Year(NamedTuple):
    """One point."""

    year: int
    value: Decimal


class _Place(NamedTuple):
    """A point in its place."""

    year: Year
    x: str
    y: str
    label_y: str


def line(anchor: str, title: str, unit: str, years: Sequence[Year]) -> Chart | None:
    """The years from old to new; None where there are fewer than two different values."""
    ordered = [Year(*item) for item in sorted(dict(years).items())]
    if len({year.value for year in ordered}) < 2:
        return None
    axis = scale([Decimal(0), *(year.value for year in ordered)])
    places = [_place(year, ordered, axis) for year in ordered]
    zero = em(_down(Decimal(0), axis))
    return Chart(
        anchor,
        f"{title}（{unit}）" if unit else title,
        "；".join(f"{one.year}年度 {number(one.value)} {unit}" for one in ordered) + "。",
        em(_TOP + _PLOT + _FOOT),
        rules=(ChartLine("0", zero, "100%", zero, "axis"), *(_link(a, b) for a, b in pairwise(places))),
        dots=tuple(Dot(place.x, place.y) for place in places),
        texts=tuple(_labels(places)),
    )


def _place(year: Year, years: Sequence[Year], axis: Scale) -> _Place:
    first, last = years[0].year, years[-1].year
    down = _down(year.value, axis)
    share = Decimal(year.year - first) / (last - first)
    return _Place(year, across(share), em(down), em(down - 0.8))


def _down(value: Decimal, axis: Scale) -> float:
    return _TOP + _PLOT * float(1 - axis.share(value))


def _link(one: _Place, following: _Place) -> ChartLine:
    whole = following.year.year == one.year.year + 1
    return ChartLine(one.x, one.y, following.x, following.y, "link" if whole else "gap")


def _labels(places: Sequence[_Place]) -> Iterator[ChartText]:
    """Of many points, evenly some: the last always."""
    count = len(places)
    step = -(-count // _MOST_LABELS)
    for index in range((count - 1) % step, count, step):
        place = places[index]
        value, year = number(place.year.value), str(place.year.year)
        yield ChartText(place.x, place.label_y, value, "value", anchor_of(value, index, count))
        yield ChartText(place.x, em(_TOP + _PLOT + _YEARS), year, "tick", anchor_of(year, index, count))
