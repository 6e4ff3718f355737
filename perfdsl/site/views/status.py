"""公开状态: which units have published, when, how long after approval, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from perfdsl.model.days import DISCLOSED_WITHIN
from perfdsl.presentation.display import NOTHING, number, year_label
from perfdsl.site.expected import Expected
from perfdsl.site.index.site_index import SiteIndex, site_frame
from perfdsl.site.index.summary import Summary
from perfdsl.site.navigation import STATUS
from perfdsl.site.page import Page, PageFrame, root_of
from perfdsl.site.page_groups import FIGURES, TABLES, page_kind
from perfdsl.site.paging import Leaf, Pager, Step, YearList, year_lists
from perfdsl.site.published_days import Day
from perfdsl.site.views.totals import Tile
from perfdsl.text.folding import squeeze

_Item = Summary | Expected


class Row(NamedTuple):
    """One unit. ``href`` is ``""`` for one that has not published; ``bad`` marks a state that calls for work."""

    href: str
    name: str
    code: str
    approved: str
    published: str
    days: str
    late: bool
    missing: str
    state: str
    bad: bool


class StatusPage(NamedTuple):
    """``limit`` is the number of days within which a table is to be published. ``tiles`` are on the first page."""

    frame: PageFrame
    year: str
    years: tuple[Step, ...]
    limit: str
    has_expected: bool
    tiles: tuple[Tile, ...]
    rows: tuple[Row, ...]
    pager: Pager
    template: str = "status.html"


def status_pages(index: SiteIndex) -> Iterable[Page]:
    for shown in year_lists(index, "status.html", STATUS, lambda _, found: _items(index, found)):
        for leaf in shown.leaves:
            yield _page(index, shown, leaf)


def days_between(approved: Day, published: Day) -> int | None:
    """Days from approval to disclosure, None where a day is not known."""
    if not (approved.iso and published.iso):
        return None
    return (date.fromisoformat(published.iso) - date.fromisoformat(approved.iso)).days


def _items(index: SiteIndex, summaries: tuple[Summary, ...]) -> list[_Item]:
    """What is published, and in front of it the units that ought to publish and have not."""
    codes = {one.code for one in summaries if one.code}
    names = {squeeze(one.name) for one in summaries}
    absent = [unit for unit in index.expected if not (unit.code in codes or squeeze(unit.name) in names)]
    return [*absent, *summaries]


def _page(index: SiteIndex, shown: YearList[_Item], leaf: Leaf[_Item]) -> StatusPage:
    root = root_of(leaf.address)
    title = f"{year_label(shown.year)}公开状态"
    return StatusPage(
        frame=site_frame(index, leaf.address, title, section=STATUS, year=shown.year, covers=shown.covers),
        year=year_label(shown.year),
        years=shown.years,
        limit=str(DISCLOSED_WITHIN),
        has_expected=bool(index.expected),
        tiles=_tiles(shown) if leaf.first == 0 else (),
        rows=tuple(_row(item, root) for item in leaf.items),
        pager=leaf.pager,
    )


def _tiles(shown: YearList[_Item]) -> tuple[Tile, ...]:
    published, all_items = shown.summaries, len(shown.items)
    days = [days_between(one.approved, one.published) for one in published]
    known = [count for count in days if count is not None]
    in_time = sum(1 for count in known if count <= DISCLOSED_WITHIN)
    whole = sum(1 for one in published if not one.missing)
    tiles = [Tile("已公开", number(len(published)), "张表", "#list", _absent(all_items - len(published)))]
    if known:
        said = f"写明两个日期的有 {number(len(known))} 张"
        tiles.append(Tile(f"批复后 {DISCLOSED_WITHIN} 日内公开", number(in_time), "张表", "#list", said))
    tiles.append(Tile("应填内容齐全", number(whole), "张表", "#list", _incomplete(len(published) - whole)))
    return tuple(tiles)


def _absent(count: int) -> str:
    return f"另有 {number(count)} 个单位尚未公开" if count else ""


def _incomplete(count: int) -> str:
    return f"{number(count)} 张有缺项" if count else ""


def _row(item: _Item, root: str) -> Row:
    if isinstance(item, Expected):
        return Row("", item.name, item.code or NOTHING, NOTHING, NOTHING, "", False, "", "未公开", True)
    days = days_between(item.approved, item.published)
    return Row(
        href=f"{root}{item.folder}/index.html",
        name=item.name,
        code=item.code or NOTHING,
        approved=item.approved.shown or NOTHING,
        published=item.published.shown or NOTHING,
        days="" if days is None else str(days),
        late=days is not None and days > DISCLOSED_WITHIN,
        missing="、".join(item.missing),
        state=_state(item),
        bad=bool(item.errors or item.missing),
    )


def _state(one: Summary) -> str:
    if one.errors:
        return f"{number(one.errors)} 处错误"
    return "有缺项" if one.missing else "已公开"


STATUS_PAGE = page_kind("status", TABLES, FIGURES, pages=status_pages)
