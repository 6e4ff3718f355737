"""What every printed form must read back as: its cells, each with all the places that it covers."""

from __future__ import annotations

from typing import NamedTuple

from perfdsl.formats.printed_form import PrintedForm, printed_form
from perfdsl.model.table import Table
from tests.formats.samples import read


class Area(NamedTuple):
    """Rows and columns from 0, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int
    text: str


HOSTILE_WORDS = (
    "<w:t>&amp;</w:t>]]><!--",
    "#set page(width: 1pt); $x$ *强* _斜_ @引 <标> \\ `码` // /* [",
    "{{ 7*7 }}{% for %}{# #}",
    "\u05e9\u05dc\u05d5\u05dd 中文 \u0645\u0631\u062d\u0628\u0627 \u202eabc\u202c",
    "长" * 300,
    "w" * 300,
    "😀𠮷é",
    " 两边有空格 ",
)
CONTROLS = "a\x00b\x0bc\x1bd\ufffee\ud800f"


def with_name(name: str) -> Table:
    """A table whose first indicator is called so."""
    table = read(
        "项目: 单项\n年度: 2024\n体系: 项目支出三类\n\n# 指标\n\n## 产出指标\n### 数量指标\n培训人数 >= 3人\n"
    )
    named = table.indicators[0]._replace(name=name)
    group = table.groups[0]
    inner = group.children[0]._replace(indicators=(named,))
    return table._replace(indicators=(named,), groups=(group._replace(children=(inner,)),))


def areas(form: PrintedForm) -> list[Area]:
    """The cells of a form in reading order."""
    return sorted(Area(one.top, one.left, one.bottom, one.right, one.cell.text) for one in form.cells)


def expected(table: Table) -> list[Area]:
    return areas(printed_form(table))
