"""The stage of the year that a table tells of, and what its official form is called then."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from perfdsl.model.kinds import NONE
from perfdsl.model.table import MoneyItem, NoteField, Table
from perfdsl.text.patterns import lazy

Stage = Literal["目标", "监控", "自评"]

_TITLES: dict[Stage, str] = {"监控": "绩效运行监控表", "自评": "绩效自评表"}
_OF_TARGETS = lazy(r"绩效(?:目标)?(?:申报|公开|审批)?表?\Z")
_SCORE = "得分"
_MONITORED = lazy("执行情况|预计完成|可能性")
_MONTHS = lazy(r"\d月.*执行")


def form_title(table: Table) -> str:
    """The title of the form, at its stage: 绩效目标表 becomes 绩效自评表; one that names its stage stays."""
    title, stage = table.framework.title, stage_of(table)
    if stage == "目标" or stage in title:
        return title
    changed, found = _OF_TARGETS.subn(_TITLES[stage], title)
    return changed if found else f"{title}（{stage}）"


def stage_of(table: Table) -> Stage:
    """By what the table holds: scores or values of the whole year, values of a part of it, or targets only."""
    keys = {note.key for notes in _notes(table) for note in notes}
    observed = {one.period for row in table.with_parts() for one in row.actuals if one.value.kind is not NONE}
    if any(key.endswith(_SCORE) for key in keys):
        return "自评"
    if any(map(_MONITORED.search, keys)) or any(map(_MONTHS.search, _columns(table))):
        return "监控"
    if not observed:
        return "目标"
    return "自评" if table.periods[-1] in observed else "监控"


def _notes(table: Table) -> Iterator[tuple[NoteField, ...]]:
    yield from (row.notes for row in table.with_parts() if row.notes)
    yield from _of_money(table.funding.items)


def _of_money(items: tuple[MoneyItem, ...]) -> Iterator[tuple[NoteField, ...]]:
    for item in items:
        yield item.notes
        yield from _of_money(item.parts)


def _columns(table: Table) -> Iterator[str]:
    for block in table.funding.blocks:
        yield from block.columns
