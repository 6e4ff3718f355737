"""The key figure 比上年 of a table's page: how its money changed on the year before."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from perfdsl.presentation.display import wan_yuan, year_label
from perfdsl.site.fragments import Fragment
from perfdsl.site.index.coverage import coverage
from perfdsl.site.index.site_index import SiteIndex, site_frame
from perfdsl.site.page import PageFrame
from perfdsl.site.views.totals import Tile, change


class LastYear(NamedTuple):
    """One tile among those of the page."""

    frame: PageFrame
    tile: Tile
    template: str = "_last_year.html"
    slot: str = "比上年"


def last_years(index: SiteIndex) -> Iterable[Fragment]:
    """One for every document whose money can be compared."""
    for one in index.summaries:
        before = index.previous(one)
        if before is None or not isinstance(before.total, Decimal):
            continue
        said = change(one.total, before.total)
        if said:
            frame = site_frame(index, f"{one.folder}/index.html", one.name, covers=coverage((one, before)))
            note = f"{year_label(before.year)}为 {wan_yuan(before.total)} 万元"
            yield LastYear(frame, Tile("比上年", said, "", f"{frame.root}{before.folder}/index.html", note))
