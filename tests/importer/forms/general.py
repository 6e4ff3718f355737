"""A layout for any table at all: a column for each thing that the table says. For tables that nobody made a layout for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from perfdsl.model.table import NoteField, Table
from perfdsl.pipeline import check_source
from perfdsl.syntax.source import read_source
from tests.importer.forms.cases import Case, Truth, shelf, with_noise
from tests.importer.forms.lay_out import lay_out
from tests.importer.forms.layout import Block, Layout

_NUMERALS = "一二三四五"
_STAGES = {True: "绩效自评表", False: "绩效目标申报表"}


def cases_of(folder: Path, variants: Iterable[str]) -> Iterator[Case]:
    """Every table with indicators below a folder, if its framework is known, in a layout of its own, in each of these variants."""
    for file in sorted(folder.rglob("*.perf")):
        table = check_source(read_source(file, file.name), shelf()).table
        if table is not None and table.framework_known and table.indicators:
            layout = general_layout(table)
            clean = Case(file.stem, "clean", (lay_out([table], layout),), (Truth(table, layout),))
            yield from (with_noise(clean, variant) for variant in variants)


def general_layout(table: Table) -> Layout:
    """Header, money, prose, indicators, each with all that the table has of it."""
    is_evaluated = any(one.actuals for one in table.with_parts())
    title = f"{{年度}}年度{'部门整体支出' if table.kind == '部门' else '项目支出'}{_STAGES[is_evaluated]}"
    form = [*_fields(table), *_money(table), {"sections": "rows", "titles": []}, *_indicators(table)]
    return Layout(table.path, (title,), (), (), tuple(form), (table.path,))


def _fields(table: Table) -> Iterator[Block]:
    yield {"fields": [["单位名称=部门" if table.kind == "部门" else "项目名称=项目"]]}


def _money(table: Table) -> Iterator[Block]:
    if table.funding.items:
        names = table.funding.blocks[0].columns
        shown = [f"{name}={number}" for number, name in enumerate(names, 1)]
        notes = [f"{key}=note:{key}" for key in _keys(item.notes for item in table.funding.items)]
        yield {"money": "columns", "columns": [*shown, *notes], "side": "资金情况\n（{单位}）"}


def _indicators(table: Table) -> Iterator[Block]:
    levels = max((len(one.path) for one in table.indicators), default=0)
    titles = [f"{_NUMERALS[number]}级指标" for number in range(levels + 1)] if levels else ["指标名称"]
    shown = [f"{title}=level{number}" for number, title in enumerate(titles[:-1], 1)]
    shown.append(f"{titles[-1]}=name")
    shown += [f"{period}指标值=value{number}" for number, period in enumerate(table.periods[:2], 1)]
    shown += ["实际完成值=actual"] if any(one.actuals for one in table.with_parts()) else []
    shown += ["分值=points"] if any(one.points is not None for one in table.with_parts()) else []
    shown += [f"{key}=note:{key}" for key in _keys(one.notes for one in table.with_parts())]
    yield {"indicators": shown}


def _keys(notes: Iterable[Iterable[NoteField]]) -> list[str]:
    return list(dict.fromkeys(note.key for row in notes for note in row))
